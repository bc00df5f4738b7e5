import type { Currency } from '../money.ts'
import type { TrackingPick } from './document.ts'

export interface Profile {
  tenantId: string
  name: string
  registrationNumber: string
  taxNumber: string
  shortCode: string
  createdAt: number
}

/** A day, or null where none is set. */
export interface Locks {
  period: string | null
  endOfYear: string | null
}

export type AccountClass = 'ASSET' | 'EQUITY' | 'EXPENSE' | 'LIABILITY' | 'REVENUE'

export interface Account {
  id: string
  /** Bank accounts may have none. */
  code: string | null
  name: string
  type: string
  class: AccountClass
  taxType: string
  description: string | null
  bank: { number: string; type: 'BANK' | 'CREDITCARD'; currency: Currency } | null
  /** "" or null for an ordinary account: Xero tells it either way. */
  system: string | null
  status: 'ACTIVE' | 'ARCHIVED'
  takesPayments: boolean
  reportingCode: string
  updatedAt: number
}

export interface TrackingOption {
  id: string
  name: string
  status: 'ACTIVE' | 'ARCHIVED'
}

export interface TrackingCategory {
  id: string
  name: string
  status: 'ACTIVE' | 'ARCHIVED'
  options: TrackingOption[]
}

export interface JournalLine {
  accountId: string
  /** Debits are positive. */
  amount: number
  tax: number
  taxType: string
  description: string
  tracking: readonly TrackingPick[]
}

export interface ManualJournal {
  id: string
  narration: string
  on: string
  status: 'DRAFT' | 'POSTED' | 'DELETED' | 'VOIDED'
  lines: readonly JournalLine[]
  updatedAt: number
}
