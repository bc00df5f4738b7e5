import { follow } from '../../changes/follow.ts'
import type { ChangeFilter as Conditions, ChangeRow } from '../../changes/read.ts'
import type { RecordType } from '../../domain/vocabulary.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Change, ChangeFilter, changeConditions, positionOf } from '../entities/change.ts'
import { InvoiceDirection } from '../enums.ts'
import { uuidsOf } from '../ids.ts'
import { fewIds } from '../inputs.ts'
import { matchesParties, type Parties } from './parties.ts'

// How long a lost wake-up can delay a change.
const POLL_MS = 5_000

const changesAfter = (context: Context, after: string | null | undefined, filter: Conditions) =>
  follow({
    database: context.services.database,
    waker: context.services.waker,
    workspaceId: context.workspaceId,
    after: positionOf(context, after),
    filter,
    signal: context.signal,
    pollMs: POLL_MS,
  })

const InvoiceChangeFilter = builder.inputType('InvoiceChangeFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    contactIds: t.idList({ validate: fewIds }),
    directions: t.field({ type: [InvoiceDirection] }),
  }),
})
const TransactionChangeFilter = builder.inputType('TransactionChangeFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    accountIds: t.idList({ validate: fewIds }),
  }),
})
const AccountChangeFilter = builder.inputType('AccountChangeFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    accountIds: t.idList({ validate: fewIds }),
  }),
})

interface Sourced {
  companyIds?: string[] | null | undefined
  sourceIds?: string[] | null | undefined
}

const changesOf = (recordType: RecordType, filter: Sourced | null | undefined): Conditions => ({
  ...changeConditions({ companyIds: filter?.companyIds, sourceIds: filter?.sourceIds }),
  recordTypes: [recordType],
})

/** Lets a change through when its record, as it is now, has one of the wanted parties. */
async function* having(
  context: Context,
  changes: AsyncIterable<ChangeRow>,
  parties: Parties,
): AsyncGenerator<ChangeRow> {
  for await (const change of changes) {
    if (await matchesParties(context, change, parties)) yield change
  }
}

builder.subscriptionFields((t) => ({
  changes: t.field({
    type: Change,
    description:
      'Every change after a position, then every new one as it happens: none lost, none out of order, each at least ' +
      'once, across disconnects and restarts. Without a position it starts now.',
    args: { after: t.arg({ type: 'Cursor' }), filter: t.arg({ type: ChangeFilter }) },
    subscribe: (_root, { after, filter }, context) => changesAfter(context, after, changeConditions(filter)),
    resolve: (change) => change,
  }),
  invoiceChanged: t.field({
    type: Change,
    args: { after: t.arg({ type: 'Cursor' }), filter: t.arg({ type: InvoiceChangeFilter }) },
    subscribe: (_root, { after, filter }, context) =>
      having(context, changesAfter(context, after, changesOf('INVOICE', filter)), {
        contactIds: uuidsOf('Contact', filter?.contactIds),
        directions: filter?.directions ?? null,
      }),
    resolve: (change) => change,
  }),
  transactionChanged: t.field({
    type: Change,
    args: { after: t.arg({ type: 'Cursor' }), filter: t.arg({ type: TransactionChangeFilter }) },
    subscribe: (_root, { after, filter }, context) =>
      having(context, changesAfter(context, after, changesOf('TRANSACTION', filter)), {
        accountIds: uuidsOf('Account', filter?.accountIds),
      }),
    resolve: (change) => change,
  }),
  accountChanged: t.field({
    type: Change,
    args: { after: t.arg({ type: 'Cursor' }), filter: t.arg({ type: AccountChangeFilter }) },
    subscribe: (_root, { after, filter }, context) => {
      const recordIds = uuidsOf('Account', filter?.accountIds)
      return changesAfter(context, after, {
        ...changesOf('ACCOUNT', filter),
        ...(recordIds && { recordIds }),
      })
    },
    resolve: (change) => change,
  }),
}))
