import { z } from 'zod'
import { optionalDecimal, optionalFlag, optionalText, orNull, text } from '../toolkit/exact.ts'
import { currency, kind, minorUnits, optionalMinorUnits, optionalReference, optionalTime } from './fields.ts'
import { optionalDiscounts, optionalTaxes } from './taxes.ts'

// An invoice in the shape of 2026. Comments name what stood there before 2025-03-31.basil, which is read as well.

export const invoiceLine = z.object({
  description: optionalText,
  amount: minorUnits,
  quantity: optionalDecimal,
  /** The quantity with all its digits, where the account uses fractions. */
  quantity_decimal: optionalDecimal,
  pricing: orNull(z.object({ unit_amount_decimal: optionalDecimal })),
  /** Before basil: pricing. */
  price: orNull(z.object({ unit_amount_decimal: optionalDecimal })),
  discount_amounts: optionalDiscounts,
  taxes: optionalTaxes,
  /** Before basil: taxes. */
  tax_amounts: optionalTaxes,
})

const invoiceLines = z
  .object({
    data: z.array(invoiceLine),
    has_more: optionalFlag,
    total_count: optionalDecimal,
    /** Before 2014-03-28: total_count, and no has_more. */
    count: optionalDecimal,
  })
  .transform(({ data, has_more, total_count, count }) => ({
    data,
    // A list that tells none of the three is taken as whole; the sum of its lines is checked anyway.
    has_more: has_more ?? Number(total_count ?? count ?? data.length) > data.length,
  }))

const anyInvoice = z.object({
  id: text,
  object: kind('invoice'),
  number: optionalText,
  description: optionalText,
  customer: optionalReference,
  /** Before 2018-11-08: `paid`, which tells less. */
  status: optionalText,
  paid: optionalFlag,
  created: optionalTime,
  /** Before 2019-03-14: created. */
  date: optionalTime,
  effective_at: optionalTime,
  due_date: optionalTime,
  status_transitions: orNull(z.object({ finalized_at: optionalTime })),
  currency,
  lines: invoiceLines,
  subtotal: minorUnits,
  total: minorUnits,
  total_excluding_tax: optionalMinorUnits,
  amount_shipping: optionalMinorUnits,
  total_discount_amounts: optionalDiscounts,
  total_taxes: optionalTaxes,
  /** Before basil: total_taxes, and their sum. */
  total_tax_amounts: optionalTaxes,
  tax: optionalMinorUnits,
  amount_due: minorUnits,
  /** Older invoices lack both: they were paid at once or not at all. */
  amount_paid: optionalMinorUnits,
  amount_remaining: optionalMinorUnits,
  amount_overpaid: optionalMinorUnits,
  amount_paid_off_stripe: optionalMinorUnits,
})

type AnyInvoice = z.output<typeof anyInvoice>

export const invoice = anyInvoice.transform((raw, context) => {
  const amounts = amountsOf(raw)
  if (amounts !== null) return { ...raw, ...amounts }
  const path = [raw.amount_paid === null ? 'amount_paid' : 'amount_remaining']
  context.addIssue({ code: 'custom', path, message: 'is missing' })
  return z.NEVER
})

function amountsOf({ amount_paid, amount_remaining, amount_due, paid }: AnyInvoice) {
  if (amount_paid !== null && amount_remaining !== null) return { amount_paid, amount_remaining }
  if (amount_paid !== null || amount_remaining !== null || paid === null) return null
  return paid
    ? { amount_paid: amount_due, amount_remaining: '0' }
    : { amount_paid: '0', amount_remaining: amount_due }
}

export type InvoiceRaw = z.output<typeof invoice>
export type InvoiceLineRaw = z.output<typeof invoiceLine>
