import type { GraphQLResolveInfo } from 'graphql'
import { transactionConditions } from '../../store/read/filters.ts'
import { transactionOrders } from '../../store/read/orders.ts'
import type { ChildrenOf } from '../../store/read/page.ts'
import { transactions, type RecordRow, type TransactionRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import { readListOf, type List, type PageArgs } from '../connection.ts'
import type { Context } from '../context.ts'
import { OrderDirection, ProviderCode, TransactionKind, TransactionStatus } from '../enums.ts'
import { uuidsOf } from '../ids.ts'
import { DateRange, DecimalRange, fewIds, InstantRange, shortText, sourced } from '../inputs.ts'

export const TransactionFilter = builder.inputType('TransactionFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
    includeDeleted: t.boolean({ defaultValue: false }),
    accountIds: t.idList({ validate: fewIds }),
    kinds: t.field({ type: [TransactionKind] }),
    statuses: t.field({ type: [TransactionStatus] }),
    currencies: t.field({ type: ['CurrencyCode'] }),
    date: t.field({ type: DateRange }),
    amount: t.field({ type: DecimalRange }),
    updated: t.field({ type: InstantRange }),
    search: t.string({ validate: shortText }),
  }),
})

const TransactionOrderField = builder.enumType('TransactionOrderField', {
  values: ['DATE', 'AMOUNT', 'UPDATED_AT'] as const,
})
export const TransactionOrder = builder.inputType('TransactionOrder', {
  fields: (t) => ({
    field: t.field({ type: TransactionOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC' }),
  }),
})

interface TransactionListArgs extends PageArgs {
  filter?: typeof TransactionFilter.$inferInput | null | undefined
  orderBy?: typeof TransactionOrder.$inferInput | null | undefined
}

export function transactionList(
  name: string,
  { filter, orderBy }: TransactionListArgs,
): List<TransactionRow> {
  const { field, direction } = orderBy ?? { field: 'DATE', direction: 'DESC' }
  const conditions = { ...sourced(filter), accountIds: uuidsOf('Account', filter?.accountIds) }
  return {
    from: transactions,
    order: transactionOrders[field](direction === 'DESC'),
    where: (sql) => transactionConditions(sql, conditions),
    identity: [name, field, direction, filter],
  }
}

export const transactionsOf = (
  context: Context,
  account: RecordRow,
  { filter, orderBy, ...page }: TransactionListArgs,
  info: GraphQLResolveInfo,
) =>
  readListOf(
    context,
    account,
    onAccount,
    transactionList('Account.transactions', { filter, orderBy }),
    page,
    info,
  )

const onAccount: ChildrenOf['link'] = (sql) => sql`t.source_id = p.source_id and t.account_key = p.key`
