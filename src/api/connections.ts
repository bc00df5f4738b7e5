import { connectionOf } from './connection.ts'
import * as refs from './refs.ts'

export const CompanyConnection = connectionOf(refs.Company)
export const SourceConnection = connectionOf(refs.Source)
export const SyncRunConnection = connectionOf(refs.SyncRun)
export const AnomalyConnection = connectionOf(refs.Anomaly)
export const AccountConnection = connectionOf(refs.Account)
export const ContactConnection = connectionOf(refs.Contact)
export const InvoiceConnection = connectionOf(refs.Invoice)
export const PaymentConnection = connectionOf(refs.Payment)
export const TransactionConnection = connectionOf(refs.Transaction)
export const JournalEntryConnection = connectionOf(refs.JournalEntry)
export const TaxRateConnection = connectionOf(refs.TaxRate)
export const DimensionConnection = connectionOf(refs.Dimension)
export const AccountingPeriodConnection = connectionOf(refs.AccountingPeriod)
