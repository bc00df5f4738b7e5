import type { Statements } from '../database.ts'
import type { Fragment } from '../snapshot.ts'
import {
  contains,
  oneOf,
  recordConditions,
  within,
  withinDays,
  type Given,
  type Range,
  type RecordFilter,
} from './conditions.ts'

// What the lists of records can be narrowed by, as conditions over t.

export interface DecimalRange {
  min?: Given<string>
  max?: Given<string>
}

const asRange = (range: Given<DecimalRange>): Range => ({ from: range?.min, to: range?.max })

export interface AccountFilter extends RecordFilter {
  classifications?: Given<readonly string[]>
  types?: Given<readonly string[]>
  statuses?: Given<readonly string[]>
  search?: Given<string>
  updated?: Given<Range>
}

export const accountConditions = (sql: Statements, filter: AccountFilter): Fragment[] => [
  ...recordConditions(sql, filter),
  ...oneOf(sql, 't.classification', filter.classifications),
  ...oneOf(sql, 't.account_type', filter.types),
  ...oneOf(sql, 't.status', filter.statuses),
  ...contains(sql, ['t.name', 't.code', 't.masked_number', 't.institution'], filter.search),
  ...within(sql, 't.updated_at', filter.updated),
]

export interface ContactFilter extends RecordFilter {
  roles?: Given<readonly string[]>
  search?: Given<string>
}

export const contactConditions = (sql: Statements, filter: ContactFilter): Fragment[] => [
  ...recordConditions(sql, filter),
  ...(filter.roles == null ? [] : [sql`t.roles && ${filter.roles as string[]}`]),
  ...contains(sql, ['t.name', 't.email', 't.phone', 't.tax_number'], filter.search),
]

export interface InvoiceFilter extends RecordFilter {
  directions?: Given<readonly string[]>
  kinds?: Given<readonly string[]>
  statuses?: Given<readonly string[]>
  settlements?: Given<readonly string[]>
  overdue?: Given<boolean>
  contactIds?: Given<readonly string[]>
  numbers?: Given<readonly string[]>
  currencies?: Given<readonly string[]>
  issued?: Given<Range>
  due?: Given<Range>
  total?: Given<DecimalRange>
  updated?: Given<Range>
  search?: Given<string>
}

/** `today`: the day on which an invoice is overdue or not, YYYY-MM-DD. */
export const invoiceConditions = (sql: Statements, filter: InvoiceFilter, today: string): Fragment[] => [
  ...recordConditions(sql, filter),
  ...oneOf(sql, 't.direction', filter.directions),
  ...oneOf(sql, 't.kind', filter.kinds),
  ...oneOf(sql, 't.status', filter.statuses),
  ...oneOf(sql, 't.settlement', filter.settlements),
  ...(filter.overdue == null
    ? []
    : [sql`${overdueOn(sql, today)} is ${filter.overdue ? sql`true` : sql`not true`}`]),
  ...named(sql, 'contacts', 't.contact_key', filter.contactIds),
  ...oneOf(sql, 't.number', filter.numbers),
  ...oneOf(sql, 't.currency', filter.currencies),
  ...withinDays(sql, 't.issue_date', filter.issued),
  ...withinDays(sql, 't.due_date', filter.due),
  ...within(sql, 't.total', asRange(filter.total)),
  ...within(sql, 't.updated_at', filter.updated),
  ...contains(sql, ['t.number', 't.reference', 't.memo', contactName], filter.search),
]

// The api's isOverdue says the same of a row.
const overdueOn = (sql: Statements, today: string) =>
  sql`(t.status = 'OPEN' and t.settlement in ('UNPAID', 'PARTIALLY_PAID') and t.due_date < ${today})`

const contactName = `(select c.name from contacts c where c.workspace_id = t.workspace_id
  and c.source_id = t.source_id and c.key = t.contact_key)`

/** Whether the key names one of the records with these ids. */
const named = (
  sql: Statements,
  table: 'accounts' | 'contacts',
  key: string,
  ids: Given<readonly string[]>,
): Fragment[] =>
  ids == null
    ? []
    : [
        sql`(t.source_id, ${sql(key)}) in (
          select n.source_id, n.key from ${sql(table)} n where n.workspace_id = t.workspace_id and n.id = any(${ids as string[]}))`,
      ]

export interface TransactionFilter extends RecordFilter {
  accountIds?: Given<readonly string[]>
  kinds?: Given<readonly string[]>
  statuses?: Given<readonly string[]>
  currencies?: Given<readonly string[]>
  date?: Given<Range>
  amount?: Given<DecimalRange>
  updated?: Given<Range>
  search?: Given<string>
}

export const transactionConditions = (sql: Statements, filter: TransactionFilter): Fragment[] => [
  ...recordConditions(sql, filter),
  ...named(sql, 'accounts', 't.account_key', filter.accountIds),
  ...oneOf(sql, 't.kind', filter.kinds),
  ...oneOf(sql, 't.status', filter.statuses),
  ...oneOf(sql, 't.currency', filter.currencies),
  ...within(sql, 't.date', filter.date),
  ...within(sql, 't.amount', asRange(filter.amount)),
  ...within(sql, 't.updated_at', filter.updated),
  ...contains(sql, ['t.description', 't.counterparty', 't.reference'], filter.search),
]

export interface PaymentFilter extends RecordFilter {
  directions?: Given<readonly string[]>
  statuses?: Given<readonly string[]>
  paid?: Given<Range>
}

export const paymentConditions = (sql: Statements, filter: PaymentFilter): Fragment[] => [
  ...recordConditions(sql, filter),
  ...oneOf(sql, 't.direction', filter.directions),
  ...oneOf(sql, 't.status', filter.statuses),
  ...within(sql, 't.paid_on', filter.paid),
]

export interface JournalEntryFilter extends RecordFilter {
  date?: Given<Range>
}

export const journalEntryConditions = (sql: Statements, filter: JournalEntryFilter): Fragment[] => [
  ...recordConditions(sql, filter),
  ...within(sql, 't.date', filter.date),
]
