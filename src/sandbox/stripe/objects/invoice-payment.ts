import type { Currency } from '../money.ts'

export interface InvoicePayment {
  id: string
  object: 'invoice_payment'
  /** Minor units; null until it is paid. */
  amount_paid: number | null
  amount_requested: number
  created: number
  currency: Currency
  invoice: string
  is_default: boolean
  livemode: false
  payment: { payment_intent: string; type: 'payment_intent' }
  status: 'open' | 'paid' | 'canceled'
  status_transitions: { canceled_at: number | null; paid_at: number | null }
}

export interface InvoicePaymentFacts {
  amount: number
  currency: Currency
  invoice: string
  paymentIntent: string
}

export const invoicePayment = (id: string, created: number, facts: InvoicePaymentFacts): InvoicePayment => ({
  id,
  object: 'invoice_payment',
  amount_paid: null,
  amount_requested: facts.amount,
  created,
  currency: facts.currency,
  invoice: facts.invoice,
  is_default: true,
  livemode: false,
  payment: { payment_intent: facts.paymentIntent, type: 'payment_intent' },
  status: 'open',
  status_transitions: { canceled_at: null, paid_at: null },
})
