import { STRIPE_ACCOUNT_ID } from '../credentials.ts'
import { type Currency, total } from '../money.ts'
import { type ApiList, listOf, type Metadata } from './common.ts'
import type { DiscountAmount, InvoiceLine, TaxAmount } from './invoice-line.ts'
import { invoiceTotals } from './invoice-totals.ts'
import type { TaxRate } from './tax-rate.ts'

export const CREDIT_NOTE_REASONS = [
  'duplicate',
  'fraudulent',
  'order_change',
  'product_unsatisfactory',
] as const
export type CreditNoteReason = (typeof CREDIT_NOTE_REASONS)[number]

export interface CreditNote {
  id: string
  object: 'credit_note'
  /** Minor units with tax, positive; equal to `total`. */
  amount: number
  amount_shipping: number
  created: number
  currency: Currency
  customer: string
  customer_account: null
  customer_balance_transaction: null
  discount_amount: number
  discount_amounts: DiscountAmount[]
  effective_at: number
  invoice: string
  lines: ApiList<CreditNoteLine>
  livemode: false
  memo: string | null
  metadata: Metadata
  number: string
  out_of_band_amount: number | null
  pdf: string
  post_payment_amount: number
  pre_payment_amount: number
  pretax_credit_amounts: []
  reason: CreditNoteReason | null
  refunds: { amount_refunded: number; payment_record_refund: null; refund: string; type: 'refund' }[]
  shipping_cost: null
  status: 'issued'
  subtotal: number
  subtotal_excluding_tax: number
  total: number
  total_excluding_tax: number
  total_taxes: TaxAmount[]
  type: 'pre_payment' | 'post_payment'
  voided_at: null
}

export interface CreditNoteLine {
  id: string
  object: 'credit_note_line_item'
  amount: number
  description: string
  discount_amount: number
  discount_amounts: DiscountAmount[]
  invoice_line_item?: string
  livemode: false
  metadata: Metadata
  pretax_credit_amounts: []
  quantity: number
  tax_rates: TaxRate[]
  taxes: TaxAmount[]
  type: 'invoice_line_item' | 'custom_line_item'
  unit_amount: number | null
  unit_amount_decimal: string | null
}

/** A line of the invoice taken back whole, with its discount and taxes. */
export const creditedLine = (id: string, line: InvoiceLine, taxRates: TaxRate[]): CreditNoteLine => ({
  id,
  object: 'credit_note_line_item',
  amount: line.amount,
  description: line.description,
  discount_amount: total(line.discount_amounts.map((it) => it.amount)),
  discount_amounts: line.discount_amounts,
  invoice_line_item: line.id,
  livemode: false,
  metadata: {},
  pretax_credit_amounts: [],
  quantity: line.quantity,
  tax_rates: taxRates,
  taxes: line.taxes,
  type: 'invoice_line_item',
  unit_amount: null,
  unit_amount_decimal: null,
})

/** An untaxed amount. */
export const customLine = (id: string, description: string, amount: number): CreditNoteLine => ({
  id,
  object: 'credit_note_line_item',
  amount,
  description,
  discount_amount: 0,
  discount_amounts: [],
  livemode: false,
  metadata: {},
  pretax_credit_amounts: [],
  quantity: 1,
  tax_rates: [],
  taxes: [],
  type: 'custom_line_item',
  unit_amount: amount,
  unit_amount_decimal: String(amount),
})

export interface CreditNoteFacts {
  invoice: { id: string; customer: string; currency: Currency }
  number: string
  lines: CreditNoteLine[]
  memo: string | null
  reason: CreditNoteReason | null
  /** How a paid invoice's credit was given back; null when the invoice was still open. */
  givenBack: { refund: string } | 'out_of_band' | null
}

export function creditNote(id: string, created: number, facts: CreditNoteFacts): CreditNote {
  const { givenBack, invoice, lines } = facts
  const { total_discount_amounts: discounts, ...totals } = invoiceTotals(lines)
  const amount = totals.total
  const refund = givenBack === null || givenBack === 'out_of_band' ? null : givenBack.refund
  return {
    ...totals,
    id,
    object: 'credit_note',
    amount,
    amount_shipping: 0,
    created,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: total(discounts.map((it) => it.amount)),
    discount_amounts: discounts,
    effective_at: created,
    invoice: invoice.id,
    lines: listOf(lines, `/v1/credit_notes/${id}/lines`),
    livemode: false,
    memo: facts.memo,
    metadata: {},
    number: facts.number,
    out_of_band_amount: givenBack === 'out_of_band' ? amount : null,
    pdf: `https://pay.stripe.example/credit_notes/${STRIPE_ACCOUNT_ID}/test_${id}/pdf?s=ap`,
    post_payment_amount: givenBack === null ? 0 : amount,
    pre_payment_amount: givenBack === null ? amount : 0,
    pretax_credit_amounts: [],
    reason: facts.reason,
    refunds:
      refund === null
        ? []
        : [{ amount_refunded: amount, payment_record_refund: null, refund, type: 'refund' }],
    shipping_cost: null,
    status: 'issued',
    type: givenBack === null ? 'pre_payment' : 'post_payment',
    voided_at: null,
  }
}
