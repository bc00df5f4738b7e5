import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { accounts, contacts } from '../../schema/accounts.ts'
import { recordColumns } from '../../schema/columns.ts'
import { invoices } from '../../schema/invoices.ts'
import {
  accountingPeriods,
  dimensions,
  dimensionValues,
  journalEntries,
  taxRates,
} from '../../schema/ledger.ts'
import { paymentAllocations, payments } from '../../schema/payments.ts'
import { payoutItems, transactionDetails, transactions } from '../../schema/transactions.ts'
import type { CanonicalRecord } from '../domain/entities.ts'
import { RECORD_TYPES, type RecordType } from '../domain/vocabulary.ts'

/** The types of canonical records that have a table; a company's profile goes into its source and company. */
export type StoredType = Exclude<CanonicalRecord['type'], 'COMPANY_PROFILE'>

const TABLES: Readonly<Record<StoredType, PgTable>> = {
  ACCOUNT: accounts,
  CONTACT: contacts,
  INVOICE: invoices,
  PAYMENT: payments,
  TRANSACTION: transactions,
  JOURNAL_ENTRY: journalEntries,
  TAX_RATE: taxRates,
  DIMENSION: dimensions,
  ACCOUNTING_PERIOD: accountingPeriods,
  DIMENSION_VALUE: dimensionValues,
  PAYMENT_ALLOCATION: paymentAllocations,
  PAYOUT_ITEM: payoutItems,
  TRANSACTION_DETAIL: transactionDetails,
}

export const isStored = (type: string): type is StoredType => Object.hasOwn(TABLES, type)

/** Whether the type has a node of its own, and so its changes a place in the feed. */
export const isRecordType = (type: StoredType): type is StoredType & RecordType =>
  (RECORD_TYPES as readonly string[]).includes(type)

/** In the order in which every writer takes them. */
export const STORED_TYPES = Object.keys(TABLES).filter(isStored)

export const tableOf = (type: StoredType): string => getTableName(TABLES[type])

/** A column that holds one field of the canonical record, under the field's name in TypeScript. */
export interface TypedColumn {
  field: string
  column: string
  sqlType: string
}

export function typedColumns(type: StoredType): TypedColumn[] {
  return Object.entries(getTableColumns(TABLES[type]))
    .filter(([field, { generated }]) => !COMMON.has(field) && generated === undefined)
    .map(([field, column]) => ({ field, column: column.name, sqlType: column.getSQLType() }))
}

const COMMON = new Set(Object.keys(recordColumns()))
