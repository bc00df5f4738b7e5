import type { Currency } from '../money.ts'
import { NO_ADDRESS, type Metadata } from './common.ts'

/** Present on every charge, and the same on every one of ours. */
const UNUSED = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  calculated_statement_descriptor: 'SANDBOX BOOKS',
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const

export type Charge = typeof UNUSED & {
  id: string
  object: 'charge'
  /** Minor units, positive, as the other amounts. */
  amount: number
  amount_captured: number
  amount_refunded: number
  /** Null when it failed. */
  balance_transaction: string | null
  billing_details: BillingDetails
  captured: boolean
  created: number
  currency: Currency
  customer: string | null
  description: string | null
  disputed: boolean
  failure_code: string | null
  failure_message: string | null
  metadata: Metadata
  outcome: ReturnType<typeof outcome>
  paid: boolean
  payment_intent: string
  payment_method: string
  payment_method_details: { card: ReturnType<typeof card>; type: 'card' }
  receipt_email: string | null
  receipt_url: string | null
  refunded: boolean
  status: 'succeeded' | 'failed'
}

interface BillingDetails {
  address: typeof NO_ADDRESS
  email: string | null
  name: string | null
  phone: null
  tax_id: null
}

export interface ChargeFacts {
  amount: number
  currency: Currency
  customer: { id: string; name: string | null; email: string | null } | null
  description: string | null
  paymentIntent: string
  paymentMethod: string
  declined: boolean
  balanceTransaction: string | null
}

export function charge(id: string, created: number, facts: ChargeFacts): Charge {
  const { amount, declined } = facts
  return {
    ...UNUSED,
    id,
    object: 'charge',
    amount,
    amount_captured: declined ? 0 : amount,
    amount_refunded: 0,
    balance_transaction: facts.balanceTransaction,
    billing_details: {
      address: NO_ADDRESS,
      email: facts.customer?.email ?? null,
      name: facts.customer?.name ?? null,
      phone: null,
      tax_id: null,
    },
    captured: !declined,
    created,
    currency: facts.currency,
    customer: facts.customer?.id ?? null,
    description: facts.description,
    disputed: false,
    failure_code: declined ? 'card_declined' : null,
    failure_message: declined ? 'Your card was declined.' : null,
    metadata: {},
    outcome: outcome(declined),
    paid: !declined,
    payment_intent: facts.paymentIntent,
    payment_method: facts.paymentMethod,
    payment_method_details: { card: card(amount, declined), type: 'card' },
    receipt_email: facts.customer?.email ?? null,
    receipt_url: declined ? null : `https://pay.stripe.example/receipts/${id}`,
    refunded: false,
    status: declined ? 'failed' : 'succeeded',
  }
}

const outcome = (declined: boolean) => ({
  advice_code: declined ? ('try_again_later' as const) : null,
  network_advice_code: null,
  network_decline_code: declined ? '01' : null,
  network_status: declined ? 'declined_by_network' : 'approved_by_network',
  reason: declined ? 'generic_decline' : null,
  seller_message: declined
    ? 'The bank did not return any further details with this decline.'
    : 'Payment complete.',
  type: declined ? 'issuer_declined' : 'authorized',
})

const card = (amount: number, declined: boolean) => ({
  amount_authorized: declined ? null : amount,
  authorization_code: null,
  brand: 'visa',
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: 'US',
  exp_month: 8,
  exp_year: 2034,
  extended_authorization: { status: 'disabled' as const },
  fingerprint: 'SBXsandboxcard42',
  funding: 'credit',
  incremental_authorization: { status: 'unavailable' as const },
  installments: null,
  last4: declined ? '0002' : '4242',
  mandate: null,
  multicapture: { status: 'unavailable' as const },
  network: 'visa',
  network_token: { used: false },
  network_transaction_id: null,
  overcapture: { maximum_amount_capturable: amount, status: 'unavailable' as const },
  regulated_status: null,
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
})
