import { type Currency, share } from '../money.ts'
import type { Metadata } from './common.ts'
import { basisPoints, type TaxRate } from './tax-rate.ts'

export interface TaxAmount {
  amount: number
  tax_behavior: 'exclusive' | 'inclusive'
  tax_rate_details: { tax_rate: string }
  taxability_reason: 'standard_rated'
  taxable_amount: number
  type: 'tax_rate_details'
}

export interface DiscountAmount {
  amount: number
  discount: string
}

export interface InvoiceLine {
  id: string
  object: 'line_item'
  /** quantity × unit price in minor units, before discount and exclusive tax; an inclusive tax is within it. */
  amount: number
  currency: Currency
  description: string
  discount_amounts: DiscountAmount[]
  discountable: true
  discounts: string[]
  invoice: string
  livemode: false
  metadata: Metadata
  parent: {
    invoice_item_details: {
      invoice_item: string
      proration: false
      proration_details: { credited_items: null }
      subscription: null
    }
    subscription_item_details: null
    type: 'invoice_item_details'
  }
  period: { end: number; start: number }
  pretax_credit_amounts: []
  pricing: { type: 'price_details'; unit_amount_decimal: string }
  quantity: number
  quantity_decimal: string
  subscription: null
  subtotal: number
  taxes: TaxAmount[]
}

export interface LineFacts {
  invoice: string
  invoiceItem: string
  currency: Currency
  description: string
  quantity: number
  /** Minor units. */
  unitAmount: number
  taxRate: TaxRate | null
  discount: { id: string; percentOff: number } | null
}

export function invoiceLine(id: string, created: number, facts: LineFacts): InvoiceLine {
  const { currency, discount, taxRate } = facts
  const amount = facts.quantity * facts.unitAmount
  const off = discount === null ? 0 : share(amount, discount.percentOff, 100, currency)
  return {
    id,
    object: 'line_item',
    amount,
    currency,
    description: facts.description,
    discount_amounts: discount === null ? [] : [{ amount: off, discount: discount.id }],
    discountable: true,
    // An invoice's own discount is not repeated on its lines.
    discounts: [],
    invoice: facts.invoice,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: {
        invoice_item: facts.invoiceItem,
        proration: false,
        proration_details: { credited_items: null },
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: { end: created, start: created },
    pretax_credit_amounts: [],
    pricing: { type: 'price_details', unit_amount_decimal: String(facts.unitAmount) },
    quantity: facts.quantity,
    quantity_decimal: String(facts.quantity),
    subscription: null,
    subtotal: amount,
    taxes: taxRate === null ? [] : [taxOf(amount - off, taxRate, currency)],
  }
}

function taxOf(gross: number, rate: TaxRate, currency: Currency): TaxAmount {
  const amount = rate.inclusive
    ? taxWithin(gross, rate, currency)
    : share(gross, basisPoints(rate), 10_000, currency)
  return {
    amount,
    tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: 'standard_rated',
    taxable_amount: rate.inclusive ? gross - amount : gross,
    type: 'tax_rate_details',
  }
}

/** The part of an amount that is an inclusive tax. */
export const taxWithin = (gross: number, rate: TaxRate, currency: Currency): number =>
  share(gross, basisPoints(rate), 10_000 + basisPoints(rate), currency)
