import type { Currency } from '../money.ts'

export type LineAmountTypes = 'Exclusive' | 'Inclusive' | 'NoTax'
export type DocumentStatus = 'DRAFT' | 'SUBMITTED' | 'DELETED' | 'AUTHORISED' | 'PAID' | 'VOIDED'

export interface TrackingPick {
  categoryId: string
  optionId: string
}

export interface Line {
  id: string
  description: string
  /** Hundredths of a piece. */
  quantity: number
  /** Ten-thousandths of the currency; told with two digits unless four are asked for. */
  unitAmount: number
  discountPercent: number
  /** Null on a line that is only text. */
  accountId: string | null
  taxType: string
  tax: number
  amount: number
  tracking: readonly TrackingPick[]
  itemCode: string | null
}

export interface Totals {
  subTotal: number
  totalTax: number
  total: number
}

/** What invoices, credits and bank transactions have in common. */
export interface Document {
  id: string
  contactId: string
  on: string
  reference: string
  currency: Currency
  rate: number
  lineAmountTypes: LineAmountTypes
  lines: readonly Line[]
  totals: Totals
  updatedAt: number
}

export interface Invoice extends Document {
  type: 'ACCREC' | 'ACCPAY'
  number: string
  dueOn: string | null
  status: DocumentStatus
  sentToContact: boolean
  paidOn: string | null
}

export type CreditKind = 'CreditNote' | 'Overpayment' | 'Prepayment'

/** What can be set against invoices or paid back. */
export interface Credit extends Document {
  kind: CreditKind
  type:
    | 'ACCRECCREDIT'
    | 'ACCPAYCREDIT'
    | 'RECEIVE-OVERPAYMENT'
    | 'SPEND-OVERPAYMENT'
    | 'RECEIVE-PREPAYMENT'
    | 'SPEND-PREPAYMENT'
  number: string
  status: DocumentStatus
  paidOn: string | null
}

/** A part of a credit that was set against an invoice. */
export interface Allocation {
  id: string
  creditId: string
  invoiceId: string
  amount: number
  on: string
}

/** Money for an invoice, or money back for a credit. */
export interface Payment {
  id: string
  targetId: string
  on: string
  /** In the target's currency, and in the account's. */
  amount: number
  bankAmount: number
  rate: number
  accountId: string
  reference: string
  status: 'AUTHORISED' | 'DELETED'
  isReconciled: boolean
  updatedAt: number
}
