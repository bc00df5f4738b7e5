import * as accountTables from '../../../schema/accounts.ts'
import * as invoiceTables from '../../../schema/invoices.ts'
import * as ledgerTables from '../../../schema/ledger.ts'
import * as paymentTables from '../../../schema/payments.ts'
import * as transactionTables from '../../../schema/transactions.ts'
import { reading, type RowOf } from './reading.ts'

export const accounts = reading(accountTables.accounts, { leaveOut: ['workspaceId'] })
export const contacts = reading(accountTables.contacts, { leaveOut: ['workspaceId'] })
export const invoices = reading(invoiceTables.invoices, { leaveOut: ['workspaceId'], asText: ['lines'] })
export const payments = reading(paymentTables.payments, { leaveOut: ['workspaceId', 'allocations'] })
export const transactions = reading(transactionTables.transactions, {
  leaveOut: ['workspaceId', 'amountText'],
})
export const journalEntries = reading(ledgerTables.journalEntries, {
  leaveOut: ['workspaceId'],
  asText: ['lines'],
})
export const taxRates = reading(ledgerTables.taxRates, { leaveOut: ['workspaceId'] })
export const dimensions = reading(ledgerTables.dimensions, { leaveOut: ['workspaceId'] })
export const dimensionValues = reading(ledgerTables.dimensionValues, { leaveOut: ['workspaceId'] })
export const accountingPeriods = reading(ledgerTables.accountingPeriods, { leaveOut: ['workspaceId'] })

export type AccountRow = RowOf<typeof accounts>
export type ContactRow = RowOf<typeof contacts>
export type InvoiceRow = RowOf<typeof invoices>
export type PaymentRow = RowOf<typeof payments>
export type TransactionRow = RowOf<typeof transactions>
export type JournalEntryRow = RowOf<typeof journalEntries>
export type TaxRateRow = RowOf<typeof taxRates>
export type DimensionRow = RowOf<typeof dimensions>
export type DimensionValueRow = RowOf<typeof dimensionValues>
export type AccountingPeriodRow = RowOf<typeof accountingPeriods>

/** What every record has. */
export type RecordRow = Pick<
  TaxRateRow,
  | 'id'
  | 'companyId'
  | 'sourceId'
  | 'key'
  | 'stream'
  | 'remoteId'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
  | 'deletedAt'
>
