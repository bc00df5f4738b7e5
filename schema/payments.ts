import { date, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Payment } from '../src/domain/entities.ts'
import { amount, json, recordColumns } from './columns.ts'

export const payments = pgTable(
  'payments',
  {
    ...recordColumns(),
    direction: text('direction').$type<Payment['direction']>().notNull(),
    status: text('status').$type<Payment['status']>().notNull(),
    contactKey: text('contact_key'),
    accountKey: text('account_key'),
    paidOn: date('paid_on', { mode: 'string' }),
    currency: text('currency').notNull(),
    amount: amount('amount').notNull(),
    fee: amount('fee'),
    feeCurrency: text('fee_currency'),
    exchangeRate: amount('exchange_rate'),
    reference: text('reference'),
    method: text('method'),
    aliasKey: text('alias_key'),
    /** As the payment itself tells them; apply spreads them into payment_allocations. */
    allocations: json<Payment['allocations']>('allocations').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index().on(it.workspaceId, it.sourceId, it.aliasKey),
  ],
)

/** Which payment settles which invoice, and by how much; told by the payment or by a record of its own. */
export const paymentAllocations = pgTable(
  'payment_allocations',
  {
    ...recordColumns(),
    /** Key or alias of the payment. */
    paymentKey: text('payment_key').notNull(),
    invoiceKey: text('invoice_key'),
    amount: amount('amount').notNull(),
    currency: text('currency').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index().on(it.workspaceId, it.sourceId, it.paymentKey),
    index().on(it.workspaceId, it.sourceId, it.invoiceKey),
  ],
)
