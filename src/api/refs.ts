import type { Fault } from '../domain/errors.ts'
import type * as records from '../store/read/records.ts'
import type * as sources from '../store/read/sources.ts'
import { builder } from './builder.ts'

// The types that refer to each other, by name and shape; the file of each one tells its fields.

export const Workspace = builder.objectRef<{ id: string; name: string; freshAsOf: string | null }>(
  'Workspace',
)
export const Company = builder.objectRef<sources.CompanyRow>('Company')
export const Source = builder.objectRef<sources.SourceRow>('Source')
export const SyncRun = builder.objectRef<sources.SyncRunRow>('SyncRun')
export const Anomaly = builder.objectRef<sources.AnomalyRow>('Anomaly')
export const UserError = builder.objectRef<Fault>('UserError')

export const Account = builder.objectRef<records.AccountRow>('Account')
export const Contact = builder.objectRef<records.ContactRow>('Contact')
export const Invoice = builder.objectRef<records.InvoiceRow>('Invoice')
export const Payment = builder.objectRef<records.PaymentRow>('Payment')
export const Transaction = builder.objectRef<records.TransactionRow>('Transaction')
export const JournalEntry = builder.objectRef<records.JournalEntryRow>('JournalEntry')
export const TaxRate = builder.objectRef<records.TaxRateRow>('TaxRate')
export const Dimension = builder.objectRef<records.DimensionRow>('Dimension')
export const AccountingPeriod = builder.objectRef<records.AccountingPeriodRow>('AccountingPeriod')

/** A place in a dimension: a value of the dimension, or what a line says of one that has not arrived. */
export const DimensionValue = builder.objectRef<{ name: string; code: string | null; active: boolean }>(
  'DimensionValue',
)
