import { accountConditions } from '../../store/read/filters.ts'
import { accountOrders } from '../../store/read/orders.ts'
import { accounts, type AccountRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { AccountConnection, TransactionConnection } from '../connections.ts'
import type { Context } from '../context.ts'
import { AccountClassification, AccountStatus, AccountType, OrderDirection, ProviderCode } from '../enums.ts'
import { encodeId } from '../ids.ts'
import { fewIds, InstantRange, seconds, shortText, sourced } from '../inputs.ts'
import { rawRecordOf, recordById, recordByKey } from '../lookups.ts'
import { Money, moneyOrNull, type MoneyShape } from '../money.ts'
import { needs } from '../needs.ts'
import { Account } from '../refs.ts'
import { Node, Record, required } from './record.ts'
import { findOne } from './single.ts'
import { TransactionFilter, TransactionOrder, transactionsOf } from './transaction-list.ts'

interface Balance {
  current: MoneyShape | null
  available: MoneyShape | null
  limit: MoneyShape | null
  asOf: string
  live: boolean
}

const AccountBalance = builder.objectRef<Balance>('AccountBalance').implement({
  fields: (t) => ({
    current: t.expose('current', { type: Money, nullable: true }),
    available: t.expose('available', { type: Money, nullable: true }),
    limit: t.expose('limit', { type: Money, nullable: true }),
    asOf: t.expose('asOf', { type: 'DateTime' }),
    live: t.exposeBoolean('live', {
      description:
        'Whether the provider was asked for this answer. False: this is the cached balance, young enough or because ' +
        'the provider could not be asked in time.',
    }),
  }),
})

async function balanceOf(
  account: AccountRow,
  maxAge: number | null | undefined,
  context: Context,
): Promise<Balance | null> {
  const { fetchedAt } = await required(rawRecordOf(context, account), `raw record of ${account.key}`)
  const live = context.live.isLive(account, { fetchedAt, maxAge, now: context.now })
  const [current, available, limit] = [
    account.balanceCurrent,
    account.balanceAvailable,
    account.balanceLimit,
  ].map((it) => moneyOrNull(it, account.currency))
  if (!current && !available && !limit) return null
  return {
    current: current ?? null,
    available: available ?? null,
    limit: limit ?? null,
    asOf: account.balanceAsOf ?? fetchedAt,
    live,
  }
}

Account.implement({
  description: 'A ledger account or a bank account.',
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<AccountRow>(), resolve: (it) => encodeId('Account', it.id) }),
    name: t.exposeString('name'),
    code: t.exposeString('code', { nullable: true }),
    classification: t.expose('classification', { type: AccountClassification }),
    type: t.expose('accountType', { type: AccountType }),
    remoteType: t.exposeString('remoteType', {
      nullable: true,
      description: "The provider's own word for the type.",
    }),
    status: t.expose('status', { type: AccountStatus }),
    currency: t.expose('currency', { type: 'CurrencyCode', nullable: true }),
    parent: t.field({
      ...needs<AccountRow>('parentKey'),
      type: Account,
      nullable: true,
      resolve: ({ sourceId, parentKey }, _args, context, info) =>
        parentKey === null ? null : recordByKey.ACCOUNT(context, { sourceId, key: parentKey }, info),
    }),
    maskedNumber: t.exposeString('maskedNumber', {
      nullable: true,
      description: 'Last four digits or another masked number; never the whole.',
    }),
    institution: t.exposeString('institution', { nullable: true }),
    balance: t.field({
      ...needs<AccountRow>(
        'stream',
        'remoteId',
        'balanceCurrent',
        'balanceAvailable',
        'balanceLimit',
        'balanceAsOf',
        'currency',
      ),
      type: AccountBalance,
      nullable: true,
      description:
        'Positive means the account holds value for its owner: money in a bank account; for a credit card or loan, ' +
        'what is owed is negative. maxAge is in seconds: a cached balance older than that is asked from the provider ' +
        'now; 0 is always live; null accepts what is cached.',
      args: { maxAge: t.arg.int({ validate: seconds }) },
      resolve: (account, { maxAge }, context) => balanceOf(account, maxAge, context),
    }),
    transactions: t.field({
      ...needs<AccountRow>(),
      type: TransactionConnection,
      args: {
        filter: t.arg({ type: TransactionFilter }),
        orderBy: t.arg({ type: TransactionOrder }),
        ...pageArgs,
      },
      complexity: pageComplexity,
      resolve: (account, args, context, info) => transactionsOf(context, account, args, info),
    }),
  }),
})

const AccountFilter = builder.inputType('AccountFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
    includeDeleted: t.boolean({ defaultValue: false }),
    classifications: t.field({ type: [AccountClassification] }),
    types: t.field({ type: [AccountType] }),
    statuses: t.field({ type: [AccountStatus] }),
    search: t.string({ validate: shortText }),
    updated: t.field({ type: InstantRange }),
  }),
})
const AccountOrderField = builder.enumType('AccountOrderField', {
  values: ['CODE', 'NAME', 'UPDATED_AT'] as const,
})
const AccountOrder = builder.inputType('AccountOrder', {
  fields: (t) => ({
    field: t.field({ type: AccountOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
  }),
})

builder.queryField('account', (t) =>
  t.field({
    type: Account,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findOne(context, 'Account', recordById.ACCOUNT, id),
  }),
)
builder.queryField('accounts', (t) =>
  t.field({
    type: AccountConnection,
    args: { filter: t.arg({ type: AccountFilter }), orderBy: t.arg({ type: AccountOrder }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, orderBy, ...page }, context, info) => {
      const { field, direction } = orderBy ?? { field: 'NAME', direction: 'ASC' }
      return readList(
        context,
        {
          from: accounts,
          order: accountOrders[field](direction === 'DESC'),
          where: (sql) => accountConditions(sql, sourced(filter)),
          identity: ['accounts', field, direction, filter],
        },
        page,
        info,
      )
    },
  }),
)
