import { decodeCursor, encodeCursor } from '../../changes/cursor.ts'
import { readChanges, type ChangeFilter as Conditions, type ChangeRow } from '../../changes/read.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { ChangeKind, IngestPath, RecordType } from '../enums.ts'
import { badInput, notFound } from '../errors.ts'
import { fieldsOf } from '../field-names.ts'
import { decodeId, encodeId, uuidsOf } from '../ids.ts'
import { fewIds } from '../inputs.ts'
import { DEFAULT_PAGE, MOST } from '../limits.ts'
import { loadRecord, Record, typeNames } from './record.ts'

export const Change = builder.objectRef<ChangeRow>('Change').implement({
  description: 'One change to one record, in the order in which it became visible.',
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      resolve: ({ position }, _args, { workspaceId }) => encodeCursor(workspaceId, position),
    }),
    kind: t.expose('kind', { type: ChangeKind }),
    recordType: t.expose('recordType', { type: RecordType }),
    recordId: t.id({ resolve: (it) => encodeId(typeNames[it.recordType], it.recordId) }),
    record: t.field({
      type: Record,
      nullable: true,
      description: 'The record as it is now. Null once it was erased with its source.',
      resolve: (it, _args, context) => loadRecord(context, it.recordType, it.recordId),
    }),
    version: t.exposeInt('version'),
    changedFields: t.stringList({
      resolve: ({ changedFields }) => fieldsOf(changedFields),
      description: 'Canonical field names whose value changed. Empty for CREATED and DELETED.',
    }),
    via: t.expose('via', { type: IngestPath }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime' }),
  }),
})

export const ChangeFilter = builder.inputType('ChangeFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    recordTypes: t.field({ type: [RecordType] }),
    kinds: t.field({ type: [ChangeKind] }),
    recordIds: t.idList({ validate: fewIds }),
  }),
})

/** As the feed takes it: what is not asked for is absent. */
export function changeConditions(filter: typeof ChangeFilter.$inferInput | null | undefined): Conditions {
  const companyIds = uuidsOf('Company', filter?.companyIds)
  const sourceIds = uuidsOf('Source', filter?.sourceIds)
  const recordIds = filter?.recordIds?.map(recordUuid)
  return {
    ...(companyIds && { companyIds }),
    ...(sourceIds && { sourceIds }),
    ...(recordIds && { recordIds }),
    ...(filter?.recordTypes && { recordTypes: filter.recordTypes }),
    ...(filter?.kinds && { kinds: filter.kinds }),
  }
}

/** Of a record of any type. */
function recordUuid(id: string): string {
  const decoded = decodeId(id)
  if (decoded === null || !Object.values<string>(typeNames).includes(decoded.type))
    throw notFound('record', id)
  return decoded.uuid
}

/** Null stands for no cursor at all. */
export function positionOf({ workspaceId }: Context, after: string | null | undefined): bigint | null {
  if (after == null) return null
  const position = decodeCursor(workspaceId, after)
  if (position === null)
    throw badInput(`after: "${after.slice(0, 100)}" is not a cursor of this workspace's changes.`)
  return position
}

interface ChangePageShape {
  changes: ChangeRow[]
  end: bigint
  hasMore: boolean
}

const ChangePage = builder.objectRef<ChangePageShape>('ChangePage').implement({
  fields: (t) => ({
    changes: t.field({
      type: [Change],
      complexity: { field: 1, multiplier: 1 },
      resolve: (it) => it.changes,
    }),
    endCursor: t.field({
      type: 'Cursor',
      nullable: true,
      description:
        'Where to go on, also where no change of this page passed the filter. Null before the first change.',
      resolve: ({ end }, _args, { workspaceId }) => (end === 0n ? null : encodeCursor(workspaceId, end)),
    }),
    hasMore: t.exposeBoolean('hasMore', {
      description: 'A page may be short, or empty, although there is more.',
    }),
  }),
})

builder.queryField('changes', (t) =>
  t.field({
    type: ChangePage,
    description:
      'All that changed after a position, oldest first: the pull side of the changes subscription.',
    args: {
      after: t.arg({ type: 'Cursor', description: 'Without it, from the beginning.' }),
      first: t.arg.int({ description: `At most ${MOST.page}; ${DEFAULT_PAGE} where it is not given.` }),
      filter: t.arg({ type: ChangeFilter }),
    },
    complexity: ({ first }) => ({
      field: 1,
      multiplier: Math.max(1, Math.min(first ?? DEFAULT_PAGE, MOST.page)),
    }),
    resolve: (_root, { after, first, filter }, context) => {
      const limit = first ?? DEFAULT_PAGE
      if (limit < 1 || limit > MOST.page)
        throw badInput(`first must be from 1 to ${MOST.page}, not ${limit}.`)
      const asked = { after: positionOf(context, after) ?? 0n, limit, filter: changeConditions(filter) }
      return context.snapshot.read((sql) => readChanges(sql, context.workspaceId, asked))
    },
  }),
)
