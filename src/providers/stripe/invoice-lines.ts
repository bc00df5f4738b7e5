import type { CurrencyCode } from '../../domain/currency.ts'
import type { InvoiceLine } from '../../domain/entities.ts'
import { money, moneyOrNull } from './currencies.ts'
import type { InvoiceLineRaw } from './invoice-raw.ts'
import { sumOf, taxRateKey } from './taxes.ts'

/** Stripe has neither ledger accounts nor dimensions on its lines. */
export const NOT_IN_STRIPE = { accountKey: null, dimensions: [] }

export const invoiceLines = (lines: readonly InvoiceLineRaw[], currency: CurrencyCode): InvoiceLine[] =>
  lines.map((line, index) => invoiceLine(line, index + 1, currency))

function invoiceLine(raw: InvoiceLineRaw, position: number, currency: CurrencyCode): InvoiceLine {
  const taxes = raw.taxes ?? raw.tax_amounts
  const unitAmount = raw.pricing?.unit_amount_decimal ?? raw.price?.unit_amount_decimal ?? null
  return {
    position,
    description: raw.description,
    quantity: raw.quantity_decimal ?? raw.quantity,
    unitPrice: moneyOrNull(unitAmount, currency),
    amount: money(raw.amount, currency),
    taxAmount: moneyOrNull(sumOf(taxes), currency),
    discountAmount: moneyOrNull(sumOf(raw.discount_amounts), currency),
    taxRateKey: taxRateKey(taxes),
    ...NOT_IN_STRIPE,
  }
}
