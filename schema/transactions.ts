import { date, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Transaction } from '../src/domain/entities.ts'
import { amount, instant, recordColumns } from './columns.ts'

export const transactions = pgTable(
  'transactions',
  {
    ...recordColumns(),
    accountKey: text('account_key'),
    kind: text('kind').$type<Transaction['kind']>().notNull(),
    status: text('status').$type<Transaction['status']>().notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    postedAt: instant('posted_at'),
    currency: text('currency').notNull(),
    amount: amount('amount').notNull(),
    originalAmount: amount('original_amount'),
    originalCurrency: text('original_currency'),
    description: text('description').notNull(),
    counterparty: text('counterparty'),
    reference: text('reference'),
    categoryCode: text('category_code'),
    categoryName: text('category_name'),
    categoryOrigin: text('category_origin').$type<Transaction['categoryOrigin']>(),
    categoryConfidence: amount('category_confidence'),
    becameKey: text('became_key'),
    paymentKey: text('payment_key'),
    runningBalance: amount('running_balance'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index('transactions_of_account').on(it.workspaceId, it.sourceId, it.accountKey, it.date, it.id),
    index('transactions_by_date').on(it.workspaceId, it.date, it.id),
    index('transactions_by_amount').on(it.workspaceId, it.amount, it.id),
    index('transactions_by_updated_at').on(it.workspaceId, it.updatedAt, it.id),
  ],
)

/** Which payout carried which movement to the bank. */
export const payoutItems = pgTable(
  'payout_items',
  {
    ...recordColumns(),
    payoutKey: text('payout_key').notNull(),
    transactionKey: text('transaction_key').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index().on(it.workspaceId, it.sourceId, it.payoutKey),
    index().on(it.workspaceId, it.sourceId, it.transactionKey),
  ],
)
