import type { Document } from './document.ts'

export interface BankTransaction extends Omit<Document, 'contactId'> {
  type: `${'RECEIVE' | 'SPEND'}${'' | '-OVERPAYMENT' | '-PREPAYMENT' | '-TRANSFER'}`
  accountId: string
  /** Null for a transfer's two halves. */
  contactId: string | null
  status: 'AUTHORISED' | 'DELETED'
  isReconciled: boolean
  /** The overpayment or prepayment that it made. */
  creditId: string | null
}

export interface BankTransfer {
  id: string
  fromAccountId: string
  toAccountId: string
  /** In the first account's currency. */
  amount: number
  /** Null between accounts of one currency. */
  rate: number | null
  on: string
  reference: string
  status: 'AUTHORISED' | 'DELETED'
  fromTransactionId: string
  toTransactionId: string
  isReconciled: boolean
  createdAt: number
  updatedAt: number
}
