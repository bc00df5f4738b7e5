import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  date,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Invoice } from '../src/domain/entities.ts'
import { amount, json, recordColumns } from './columns.ts'

/** A missing date sorts as the oldest. By CASE: under row-level security no index serves an expression with COALESCE. */
const dayOf = (column: AnyPgColumn) =>
  sql`(case when ${column} is null then '-infinity'::date else ${column} end)`

export const invoices = pgTable(
  'invoices',
  {
    ...recordColumns(),
    direction: text('direction').$type<Invoice['direction']>().notNull(),
    kind: text('kind').$type<Invoice['kind']>().notNull(),
    number: text('number'),
    reference: text('reference'),
    memo: text('memo'),
    contactKey: text('contact_key'),
    status: text('status').$type<Invoice['status']>().notNull(),
    settlement: text('settlement').$type<Invoice['settlement']>().notNull(),
    remoteStatus: text('remote_status'),
    issueDate: date('issue_date', { mode: 'string' }),
    dueDate: date('due_date', { mode: 'string' }),
    currency: text('currency').notNull(),
    exchangeRate: amount('exchange_rate'),
    amountsIncludeTax: boolean('amounts_include_tax'),
    /** Amounts inside are decimal text. Lines live and change with their invoice, so they lie in it. */
    lines: json<Invoice['lines']>('lines').notNull(),
    subtotal: amount('subtotal').notNull(),
    discountTotal: amount('discount_total'),
    taxTotal: amount('tax_total').notNull(),
    total: amount('total').notNull(),
    amountPaid: amount('amount_paid').notNull(),
    amountDue: amount('amount_due').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index().on(it.workspaceId, it.sourceId, it.contactKey),
    // Keyset order.
    index('invoices_by_issue_date').on(it.workspaceId, dayOf(it.issueDate), it.id),
    index('invoices_by_due_date').on(it.workspaceId, dayOf(it.dueDate), it.id),
    index('invoices_by_total').on(it.workspaceId, it.total, it.id),
    index('invoices_by_updated_at').on(it.workspaceId, it.updatedAt, it.id),
    index().on(it.workspaceId, it.number),
  ],
)
