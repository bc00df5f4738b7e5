import { z } from 'zod'
import { add, compare, subtract, sum, type DecimalText } from '../../domain/decimal.ts'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import { listOf, optionalFlag, optionalText, orNull } from '../toolkit/exact.ts'
import { minorUnits, optionalReference } from './fields.ts'

/**
 * A tax on an invoice, a credit note, or one of their lines. Since 2025-03-31.basil it is
 * {amount, tax_behavior, tax_rate_details: {tax_rate}}; before, {amount, inclusive, tax_rate}.
 */
const tax = z.object({
  amount: minorUnits,
  tax_behavior: optionalText,
  tax_rate_details: orNull(z.object({ tax_rate: optionalReference })),
  inclusive: optionalFlag,
  tax_rate: optionalReference,
})
export const optionalTaxes = orNull(z.array(tax))
type Taxes = z.output<typeof optionalTaxes>

export const optionalDiscounts = orNull(z.array(z.object({ amount: minorUnits })))
export const taxRateObjects = listOf(z.object({ id: z.string().min(1) }))

type Amounts = readonly { amount: DecimalText }[]

/** In minor units; null when Stripe does not tell. */
export const sumOf = (amounts: Amounts | null): DecimalText | null =>
  amounts === null ? null : sum(amounts.map((it) => it.amount))

interface Taxed {
  total_taxes: Taxes
  total_excluding_tax: DecimalText | null
  subtotal: DecimalText
  amount_shipping: DecimalText | null
  total: DecimalText
}

/**
 * The tax on a whole document, in minor units. `older` is what stood in place of `total_taxes`. Stripe says null where
 * there is none. Throws a sentence where that cannot be: the total is more than what makes it up without a tax.
 */
export function taxTotalOf(raw: Taxed, older: DecimalText | null): DecimalText {
  const told = sumOf(raw.total_taxes) ?? older
  if (told !== null) return told
  if (raw.total_excluding_tax !== null) return subtract(raw.total, raw.total_excluding_tax)
  if (compare(raw.total, add(raw.subtotal, raw.amount_shipping ?? '0')) <= 0) return '0'
  throw new Error('total_taxes: is missing, though the total is more than its parts are without a tax.')
}

/** The one rate of a line; null when it has none or several, which the graph has no place for. */
export function taxRateKey(taxes: Taxes, rates: readonly { id: string }[] = []): RecordKey | null {
  const told = (taxes ?? []).map((it) => it.tax_rate_details?.tax_rate ?? it.tax_rate)
  const ids = new Set([...told, ...rates.map((it) => it.id)].filter((it) => it !== null))
  const [only] = ids
  return ids.size === 1 && only !== undefined ? recordKey('tax_rates', only) : null
}

/** Whether the lines' amounts include their tax; null when there is none, when Stripe does not tell, or for a mixture. */
export function amountsIncludeTax(taxes: Taxes): boolean | null {
  const told = new Set((taxes ?? []).map(isInclusive))
  const [only] = told
  return told.size === 1 && only !== undefined ? only : null
}

function isInclusive(it: z.output<typeof tax>): boolean | null {
  if (it.tax_behavior === 'inclusive') return true
  return it.tax_behavior === 'exclusive' ? false : it.inclusive
}
