import type { Currency } from '../money.ts'
import type { Metadata } from './common.ts'

export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const
export type RefundReason = (typeof REFUND_REASONS)[number]

export interface Refund {
  id: string
  object: 'refund'
  /** Minor units, positive. */
  amount: number
  balance_transaction: string
  charge: string
  created: number
  currency: Currency
  customer: string | null
  customer_account: null
  destination_details: { card: { type: 'refund' }; type: 'card' }
  metadata: Metadata
  payment_intent: string
  payment_method: string
  reason: RefundReason | null
  receipt_number: null
  source_transfer_reversal: null
  status: 'succeeded'
  transfer_reversal: null
}

export interface RefundFacts {
  amount: number
  balanceTransaction: string
  reason: RefundReason | null
  charge: {
    id: string
    currency: Currency
    customer: string | null
    payment_intent: string
    payment_method: string
  }
}

export function refund(id: string, created: number, facts: RefundFacts): Refund {
  return {
    id,
    object: 'refund',
    amount: facts.amount,
    balance_transaction: facts.balanceTransaction,
    charge: facts.charge.id,
    created,
    currency: facts.charge.currency,
    customer: facts.charge.customer,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: {},
    payment_intent: facts.charge.payment_intent,
    payment_method: facts.charge.payment_method,
    reason: facts.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}
