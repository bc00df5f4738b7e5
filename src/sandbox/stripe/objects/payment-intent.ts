import type { Currency } from '../money.ts'
import type { Metadata } from './common.ts'

/** Present on every payment intent, and the same on every one of ours. */
const UNUSED = {
  amount_capturable: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  capture_method: 'automatic',
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  livemode: false,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  processing: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const

export type PaymentIntent = typeof UNUSED & {
  id: string
  object: 'payment_intent'
  /** Minor units. */
  amount: number
  amount_details: { tip: Record<string, never> }
  amount_received: number
  canceled_at: number | null
  cancellation_reason: 'void_invoice' | null
  client_secret: string
  created: number
  currency: Currency
  customer: string | null
  description: string | null
  last_payment_error: PaymentError | null
  latest_charge: string | null
  metadata: Metadata
  payment_method: string | null
  payment_method_options: Record<string, never>
  payment_method_types: string[]
  receipt_email: string | null
  status: 'requires_payment_method' | 'succeeded' | 'canceled'
}

export interface PaymentError {
  charge: string
  code: 'card_declined'
  decline_code: string
  doc_url: string
  message: string
  type: 'card_error'
}

export interface PaymentIntentFacts {
  amount: number
  currency: Currency
  customer: { id: string; email: string | null } | null
  description: string | null
}

export function paymentIntent(id: string, created: number, facts: PaymentIntentFacts): PaymentIntent {
  return {
    ...UNUSED,
    id,
    object: 'payment_intent',
    amount: facts.amount,
    amount_details: { tip: {} },
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_sandbox_not_a_secret`,
    created,
    currency: facts.currency,
    customer: facts.customer?.id ?? null,
    description: facts.description,
    last_payment_error: null,
    latest_charge: null,
    metadata: {},
    payment_method: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    receipt_email: facts.customer?.email ?? null,
    status: 'requires_payment_method',
  }
}
