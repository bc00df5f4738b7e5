import type { ChildrenOf } from '../../store/read/page.ts'
import type { DetailRow } from '../../store/read/links.ts'
import type { TransactionRow } from '../../store/read/records.ts'
import { transactions } from '../../store/read/records.ts'
import { byId } from '../../store/read/orders.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList, readListOf } from '../connection.ts'
import { TransactionConnection } from '../connections.ts'
import { CategoryOrigin, TransactionKind, TransactionStatus } from '../enums.ts'
import { encodeId } from '../ids.ts'
import {
  arrivalOf,
  arrivedOf,
  decisionOn,
  detailsOf,
  paymentKeyNamed,
  payoutKeyOf,
  postedKeyOf,
  recordById,
  recordByKey,
} from '../lookups.ts'
import { Money, money, moneyOrNull } from '../money.ts'
import { needs } from '../needs.ts'
import { Account, Payment, Transaction } from '../refs.ts'
import { Node, Record } from './record.ts'
import { findOne } from './single.ts'
import { TransactionFilter, transactionList, TransactionOrder } from './transaction-list.ts'

interface CategoryShape {
  code: string
  name: string
  origin: NonNullable<TransactionRow['categoryOrigin']>
  confidence: string | null
}

const Category = builder.objectRef<CategoryShape>('Category').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    origin: t.expose('origin', { type: CategoryOrigin }),
    confidence: t.float({
      nullable: true,
      description: "0 to 1; null for a person's decision.",
      resolve: ({ confidence }) => (confidence === null ? null : Number(confidence)),
    }),
  }),
})

const TransactionDetail = builder.objectRef<DetailRow>('TransactionDetail').implement({
  fields: (t) => ({
    amount: t.field({ type: Money, resolve: (it) => money(it.amount, it.currency) }),
    counterparty: t.exposeString('counterparty', { nullable: true }),
    reference: t.exposeString('reference', { nullable: true }),
    description: t.exposeString('description', { nullable: true }),
  }),
})

function categoryOf(it: TransactionRow): CategoryShape | null {
  const { categoryCode, categoryName, categoryOrigin, categoryConfidence } = it
  const code = categoryCode ?? categoryName
  const name = categoryName ?? categoryCode
  if (code === null || name === null || categoryOrigin === null) return null
  return { code, name, origin: categoryOrigin, confidence: categoryConfidence }
}

Transaction.implement({
  description:
    'A movement on one account. Signed by its effect on that account: positive adds value for the owner, negative ' +
    "takes it away, whatever the provider's own convention.",
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<TransactionRow>(), resolve: (it) => encodeId('Transaction', it.id) }),
    account: t.field({
      ...needs<TransactionRow>('accountKey'),
      type: Account,
      nullable: true,
      description: 'Null, with an anomaly, only as long as the provider has not delivered the account.',
      resolve: ({ sourceId, accountKey }, _args, context, info) =>
        accountKey === null ? null : recordByKey.ACCOUNT(context, { sourceId, key: accountKey }, info),
    }),
    kind: t.expose('kind', { type: TransactionKind }),
    status: t.expose('status', { type: TransactionStatus }),
    date: t.expose('date', {
      type: 'Date',
      description: 'Day it took effect: the booking day, or for a pending one the day it was made.',
    }),
    postedAt: t.expose('postedAt', { type: 'DateTime', nullable: true }),
    amount: t.field({
      ...needs<TransactionRow>('amount', 'currency'),
      type: Money,
      resolve: (it) => money(it.amount, it.currency),
    }),
    originalAmount: t.field({
      ...needs<TransactionRow>('originalAmount', 'originalCurrency'),
      type: Money,
      nullable: true,
      description: 'The amount before conversion, where the provider tells.',
      resolve: (it) => moneyOrNull(it.originalAmount, it.originalCurrency),
    }),
    description: t.exposeString('description'),
    counterparty: t.exposeString('counterparty', { nullable: true }),
    reference: t.exposeString('reference', { nullable: true }),
    category: t.field({
      ...needs<TransactionRow>('categoryCode', 'categoryName', 'categoryOrigin', 'categoryConfidence'),
      type: Category,
      nullable: true,
      resolve: async (it, _args, context): Promise<CategoryShape | null> => {
        const decided = await decisionOn(context, it)
        return decided === null
          ? categoryOf(it)
          : { code: decided.code, name: decided.name, origin: 'PERSON', confidence: null }
      },
    }),
    becameTransaction: t.field({
      ...needs<TransactionRow>(),
      type: Transaction,
      nullable: true,
      description: 'The posted transaction that a pending one became.',
      resolve: async (it, _args, context) => {
        const found = await postedKeyOf(context, it)
        return found && recordByKey.TRANSACTION(context, { sourceId: it.sourceId, key: found.key })
      },
    }),
    payment: t.field({
      ...needs<TransactionRow>('paymentKey'),
      type: Payment,
      nullable: true,
      description: 'The payment that this movement settles, refunds or charges for.',
      resolve: async ({ sourceId, paymentKey }, _args, context) => {
        if (paymentKey === null) return null
        const found = await paymentKeyNamed(context, { sourceId, key: paymentKey })
        return found && recordByKey.PAYMENT(context, { sourceId, key: found.key })
      },
    }),
    payout: t.field({
      ...needs<TransactionRow>(),
      type: Transaction,
      nullable: true,
      description: 'The payout that carried this movement to the bank.',
      resolve: async (it, _args, context) => {
        const found = await payoutKeyOf(context, it)
        return found && recordByKey.TRANSACTION(context, { sourceId: it.sourceId, key: found.key })
      },
    }),
    carried: t.field({
      ...needs<TransactionRow>(),
      type: TransactionConnection,
      description: 'For a payout: the movements that it carried.',
      args: pageArgs,
      complexity: pageComplexity,
      resolve: (it, args, context, info) =>
        readListOf(
          context,
          it,
          carriedBy,
          {
            from: transactions,
            order: byId(false),
            where: (sql) => [sql`t.deleted_at is null`],
            identity: ['Transaction.carried'],
          },
          args,
          info,
        ),
    }),
    details: t.field({
      ...needs<TransactionRow>(),
      type: [TransactionDetail],
      description:
        'What the bank booked together as this one, where it tells; these move no account by themselves.',
      resolve: (it, _args, context) => detailsOf(context, it),
    }),
    arrival: t.field({
      ...needs<TransactionRow>(),
      type: Transaction,
      nullable: true,
      description:
        'For a payout: the line of a bank account with which it arrived. Null unless it is certain: the line names ' +
        'the payout, or both are the only ones of that amount in those days.',
      resolve: async (it, _args, context) => {
        const found = await arrivalOf(context, it.id)
        return found && recordById.TRANSACTION(context, found.id)
      },
    }),
    arrivedPayout: t.field({
      ...needs<TransactionRow>(),
      type: Transaction,
      nullable: true,
      description:
        'For a line of a bank account: the payout that arrived with it, as certain as `arrival` is.',
      resolve: async (it, _args, context) => {
        const found = await arrivedOf(context, it.id)
        return found && recordById.TRANSACTION(context, found.id)
      },
    }),
    runningBalance: t.field({
      ...needs<TransactionRow>('runningBalance', 'currency'),
      type: Money,
      nullable: true,
      resolve: (it) => moneyOrNull(it.runningBalance, it.currency),
    }),
  }),
})

// An array, so that its keys are known before the transactions are looked at: one by one they take seconds.
const carriedBy: ChildrenOf['link'] = (sql, workspaceId) => sql`
  t.source_id = p.source_id and t.key = any(array(
    select i.transaction_key from payout_items i
    where i.workspace_id = ${workspaceId} and i.source_id = p.source_id and i.payout_key = p.key
      and i.deleted_at is null))`

builder.queryField('transaction', (t) =>
  t.field({
    type: Transaction,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findOne(context, 'Transaction', recordById.TRANSACTION, id),
  }),
)
builder.queryField('transactions', (t) =>
  t.field({
    type: TransactionConnection,
    args: {
      filter: t.arg({ type: TransactionFilter }),
      orderBy: t.arg({ type: TransactionOrder }),
      ...pageArgs,
    },
    complexity: pageComplexity,
    resolve: (_root, { filter, orderBy, ...page }, context, info) =>
      readList(context, transactionList('transactions', { filter, orderBy }), page, info),
  }),
)
