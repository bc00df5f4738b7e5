import { sql } from 'drizzle-orm'
import { date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Transaction } from '../src/domain/entities.ts'
import { amount, instant, recordColumns, workspaceId } from './columns.ts'

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
    /** The amount as text, which an index finds under row-level security: equality of numerics is not leakproof. */
    amountText: text('amount_text').generatedAlwaysAs(sql`trim_scale(amount)::text`),
    originalAmount: amount('original_amount'),
    originalCurrency: text('original_currency'),
    description: text('description').notNull(),
    counterparty: text('counterparty'),
    reference: text('reference'),
    categoryCode: text('category_code'),
    categoryName: text('category_name'),
    categoryOrigin: text('category_origin').$type<Transaction['categoryOrigin']>(),
    categoryConfidence: amount('category_confidence'),
    pendingKey: text('pending_key'),
    paymentKey: text('payment_key'),
    runningBalance: amount('running_balance'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index('transactions_of_account').on(it.workspaceId, it.sourceId, it.accountKey, it.date, it.id),
    index('transactions_of_pending')
      .on(it.workspaceId, it.sourceId, it.pendingKey)
      .where(sql`pending_key is not null`),
    index('transactions_by_date').on(it.workspaceId, it.date, it.id),
    index('transactions_by_amount').on(it.workspaceId, it.amount, it.id),
    index('transactions_by_amount_text').on(it.workspaceId, it.currency, it.amountText, it.date),
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

/** What a bank booked together. */
export const transactionDetails = pgTable(
  'transaction_details',
  {
    ...recordColumns(),
    transactionKey: text('transaction_key').notNull(),
    position: integer('position').notNull(),
    amount: amount('amount').notNull(),
    currency: text('currency').notNull(),
    counterparty: text('counterparty'),
    reference: text('reference'),
    description: text('description'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index('transaction_details_of_transaction').on(it.workspaceId, it.sourceId, it.transactionKey),
  ],
)

/** A person's word on what a transaction was for. It stays with what a pending transaction becomes. */
export const categoryDecisions = pgTable(
  'category_decisions',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    /** The transaction's. */
    key: text('key').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId, it.key] })],
)
