import type { Currency } from '../money.ts'
import type { Metadata } from './common.ts'
import type { TaxRate } from './tax-rate.ts'

export interface InvoiceItem {
  id: string
  object: 'invoiceitem'
  amount: number
  currency: Currency
  customer: string
  customer_account: null
  date: number
  description: string
  discountable: true
  discounts: []
  invoice: string | null
  livemode: false
  metadata: Metadata
  net_amount: number
  parent: null
  period: { end: number; start: number }
  pricing: { type: 'price_details'; unit_amount_decimal: string }
  proration: false
  quantity: number
  quantity_decimal: string
  tax_rates: TaxRate[]
  test_clock: null
}

export interface InvoiceItemFacts {
  currency: Currency
  customer: string
  /** Null: it waits for the customer's next invoice. */
  invoice: string | null
  description: string
  quantity: number
  unitAmount: number
  taxRate: TaxRate | null
  metadata: Metadata
}

export function invoiceItem(id: string, created: number, facts: InvoiceItemFacts): InvoiceItem {
  const amount = facts.quantity * facts.unitAmount
  return {
    id,
    object: 'invoiceitem',
    amount,
    currency: facts.currency,
    customer: facts.customer,
    customer_account: null,
    date: created,
    description: facts.description,
    discountable: true,
    discounts: [],
    invoice: facts.invoice,
    livemode: false,
    metadata: facts.metadata,
    net_amount: amount,
    parent: null,
    period: { end: created, start: created },
    pricing: { type: 'price_details', unit_amount_decimal: String(facts.unitAmount) },
    proration: false,
    quantity: facts.quantity,
    quantity_decimal: String(facts.quantity),
    tax_rates: facts.taxRate === null ? [] : [facts.taxRate],
    test_clock: null,
  }
}
