import { parseExactJson } from '../../domain/exact-json.ts'
import type { RecordType as RecordTypeName } from '../../domain/vocabulary.ts'
import type { RecordRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { IngestPath, ProviderCode } from '../enums.ts'
import { encodeId, type NodeType } from '../ids.ts'
import { anomaliesOf, companyById, rawRecordOf, rawTextOf, recordById, sourceById } from '../lookups.ts'
import { needs } from '../needs.ts'
import { Anomaly, Company, Source } from '../refs.ts'

/** A row that can stand where only an interface is asked for. */
export type Named<Row> = Row & { __typename: NodeType }

export const Node = builder.interfaceRef<{ id: string; __typename?: NodeType }>('Node').implement({
  resolveType: (row) => row.__typename,
  fields: (t) => ({ id: t.exposeID('id') }),
})

/** A row that another row must have: its absence is a fault of ours. */
export async function required<Row>(row: Promise<Row | null>, what: string): Promise<Row> {
  const found = await row
  if (found === null) throw new Error(`The ${what} is missing`)
  return found
}

export const sourceOf = (context: Context, id: string) => required(sourceById(context, id), `source ${id}`)
export const companyOf = (context: Context, id: string) => required(companyById(context, id), `company ${id}`)

const rawOf = (context: Context, row: RecordRow) =>
  required(rawRecordOf(context, row), `raw record of ${row.stream}/${row.remoteId}`)

const Provenance = builder.objectRef<RecordRow>('Provenance').implement({
  description: "Where a record comes from, down to the provider's own bytes.",
  fields: (t) => ({
    provider: t.field({
      type: ProviderCode,
      resolve: async (row, _args, context) => (await sourceOf(context, row.sourceId)).provider,
    }),
    remoteId: t.exposeString('remoteId'),
    remoteUrl: t.field({
      type: 'URL',
      nullable: true,
      description: "The record in the provider's own web application.",
      resolve: async (row, _args, context) => (await rawOf(context, row)).remoteUrl,
    }),
    remoteUpdatedAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: async (row, _args, context) => (await rawOf(context, row)).remoteUpdatedAt,
    }),
    fetchedAt: t.field({
      type: 'DateTime',
      resolve: async (row, _args, context) => (await rawOf(context, row)).fetchedAt,
    }),
    via: t.field({
      type: IngestPath,
      resolve: async (row, _args, context) => (await rawOf(context, row)).via,
    }),
    syncRunId: t.id({
      nullable: true,
      resolve: async (row, _args, context) => {
        const { syncRunId } = await rawOf(context, row)
        return syncRunId === null ? null : encodeId('SyncRun', syncRunId)
      },
    }),
    raw: t.field({
      type: 'JSON',
      nullable: true,
      description: "The provider's record as received, digit for digit. Needs the scope records:raw.",
      resolve: async (row, _args, context) => {
        context.require('records:raw')
        const text = (await rawTextOf(context, row))?.raw ?? null
        return text === null ? null : parseExactJson(text)
      },
    }),
    anomalies: t.field({
      type: [Anomaly],
      description: 'What is not resolved, oldest first.',
      resolve: (row, _args, context) => anomaliesOf(context, row),
    }),
  }),
})

export const Record = builder.interfaceRef<RecordRow & { __typename?: NodeType }>('Record').implement({
  description: 'Anything read from a provider.',
  interfaces: [Node],
  resolveType: (row) => row.__typename,
  fields: (t) => ({
    company: t.field({
      ...needs<RecordRow>('companyId'),
      type: Company,
      resolve: (row, _args, context) => companyOf(context, row.companyId),
    }),
    source: t.field({
      ...needs<RecordRow>(),
      type: Source,
      resolve: (row, _args, context) => sourceOf(context, row.sourceId),
    }),
    provenance: t.field({
      ...needs<RecordRow>('stream', 'remoteId'),
      type: Provenance,
      resolve: (row) => row,
    }),
    version: t.exposeInt('version', {
      description: 'Starts at 1, grows by 1 with every change that Daybook saw.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    deletedAt: t.expose('deletedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Set once the provider no longer has the record. Its last state stays readable.',
    }),
  }),
})

export const typeNames = {
  ACCOUNT: 'Account',
  CONTACT: 'Contact',
  INVOICE: 'Invoice',
  PAYMENT: 'Payment',
  TRANSACTION: 'Transaction',
  JOURNAL_ENTRY: 'JournalEntry',
  TAX_RATE: 'TaxRate',
  DIMENSION: 'Dimension',
  ACCOUNTING_PERIOD: 'AccountingPeriod',
} as const satisfies Readonly<{ [Type in RecordTypeName]: NodeType }>

/** A record of any type, or null. */
export async function loadRecord(
  context: Context,
  type: RecordTypeName,
  id: string,
): Promise<Named<RecordRow> | null> {
  const row = await recordById[type](context, id)
  return row === null ? null : { ...row, __typename: typeNames[type] }
}
