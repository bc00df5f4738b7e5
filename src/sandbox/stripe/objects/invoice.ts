import { STRIPE_ACCOUNT_ID } from '../credentials.ts'
import type { Currency } from '../money.ts'
import { type Address, type ApiList, listOf, type Metadata } from './common.ts'
import type { Customer } from './customer.ts'
import type { InvoiceLine } from './invoice-line.ts'
import { type InvoiceTotals, invoiceTotals } from './invoice-totals.ts'

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void'
export type CollectionMethod = 'charge_automatically' | 'send_invoice'

/** Present on every invoice, and the same on every one of ours. */
const UNUSED = {
  account_country: 'US',
  account_name: 'Sandbox Books',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_shipping: 0,
  application: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  billing_reason: 'manual',
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  default_payment_method: null,
  default_source: null,
  footer: null,
  from_invoice: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  on_behalf_of: null,
  parent: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  test_clock: null,
} as const

export type Invoice = typeof UNUSED &
  InvoiceTotals & {
    id: string
    object: 'invoice'
    /** Minor units, as every amount. */
    amount_due: number
    amount_paid: number
    /** amount_due − amount_paid; a void invoice keeps it. */
    amount_remaining: number
    attempt_count: number
    attempted: boolean
    auto_advance: boolean
    collection_method: CollectionMethod
    created: number
    currency: Currency
    customer: string
    customer_address: Address | null
    customer_email: string | null
    customer_name: string | null
    customer_phone: string | null
    customer_tax_exempt: Customer['tax_exempt']
    customer_tax_ids: []
    default_tax_rates: []
    description: string | null
    discounts: string[]
    due_date: number | null
    effective_at: number | null
    ending_balance: number | null
    hosted_invoice_url: string | null
    invoice_pdf: string | null
    /** All of them; an answer shows the first ten. */
    lines: ApiList<InvoiceLine>
    metadata: Metadata
    next_payment_attempt: number | null
    number: string | null
    period_end: number
    period_start: number
    post_payment_credit_notes_amount: number
    pre_payment_credit_notes_amount: number
    status: InvoiceStatus
    status_transitions: {
      finalized_at: number | null
      marked_uncollectible_at: number | null
      paid_at: number | null
      voided_at: number | null
    }
    total_pretax_credit_amounts: []
    webhooks_delivered_at: number | null
  }

export interface InvoiceFacts {
  customer: Customer
  currency: Currency
  collectionMethod: CollectionMethod
  /** Of `send_invoice`; null otherwise. */
  dueDate: number | null
  description: string | null
  metadata: Metadata
  autoAdvance: boolean
}

/** A draft without lines. */
export function invoice(id: string, created: number, facts: InvoiceFacts): Invoice {
  const { customer } = facts
  return {
    ...UNUSED,
    ...invoiceTotals([]),
    id,
    object: 'invoice',
    amount_due: 0,
    amount_paid: 0,
    amount_remaining: 0,
    attempt_count: 0,
    attempted: false,
    auto_advance: facts.autoAdvance,
    collection_method: facts.collectionMethod,
    created,
    currency: facts.currency,
    customer: customer.id,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_tax_exempt: customer.tax_exempt,
    customer_tax_ids: [],
    default_tax_rates: [],
    description: facts.description,
    discounts: [],
    due_date: facts.dueDate,
    effective_at: null,
    ending_balance: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: listOf<InvoiceLine>([], `/v1/invoices/${id}/lines`),
    metadata: facts.metadata,
    next_payment_attempt: null,
    number: null,
    period_end: created,
    period_start: created,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    total_pretax_credit_amounts: [],
    webhooks_delivered_at: null,
  }
}

export const hostedInvoiceUrl = (id: string): string =>
  `https://invoice.stripe.example/i/${STRIPE_ACCOUNT_ID}/test_${id}?s=ap`
export const invoicePdfUrl = (id: string): string =>
  `https://pay.stripe.example/invoice/${STRIPE_ACCOUNT_ID}/test_${id}/pdf?s=ap`
