import type { Currency } from '../money.ts'
import type { Metadata } from './common.ts'

export interface Payout {
  id: string
  object: 'payout'
  /** Minor units, positive; its balance transaction is negative. */
  amount: number
  application_fee: null
  application_fee_amount: null
  arrival_date: number
  automatic: boolean
  balance_transaction: string
  created: number
  currency: Currency
  description: string
  destination: string
  failure_balance_transaction: string | null
  failure_code: string | null
  failure_message: string | null
  livemode: false
  metadata: Metadata
  method: 'standard'
  original_payout: null
  payout_method: null
  reconciliation_status: 'completed' | 'in_progress' | 'not_applicable'
  reversed_by: null
  source_type: 'card'
  statement_descriptor: null
  status: 'pending' | 'in_transit' | 'paid' | 'failed'
  trace_id: { status: string; value: string | null }
  type: 'bank_account'
}

export interface PayoutFacts {
  amount: number
  currency: Currency
  arrivalDate: number
  automatic: boolean
  balanceTransaction: string
}

export function payout(id: string, created: number, facts: PayoutFacts): Payout {
  return {
    id,
    object: 'payout',
    amount: facts.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: facts.arrivalDate,
    automatic: facts.automatic,
    balance_transaction: facts.balanceTransaction,
    created,
    currency: facts.currency,
    description: 'STRIPE PAYOUT',
    destination: `ba_1SBXsandboxbank${facts.currency}`,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: facts.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  }
}
