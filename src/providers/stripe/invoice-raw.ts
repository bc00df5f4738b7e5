import { z } from 'zod'
import { optionalDecimal, optionalText, orNull, text } from '../toolkit/exact.ts'
import {
  currency,
  minorUnits,
  optionalMinorUnits,
  optionalReference,
  optionalTime,
  unixTime,
} from './fields.ts'
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

export const invoice = z.object({
  id: text,
  number: optionalText,
  description: optionalText,
  customer: optionalReference,
  status: optionalText,
  created: unixTime,
  effective_at: optionalTime,
  due_date: optionalTime,
  status_transitions: orNull(z.object({ finalized_at: optionalTime })),
  currency,
  lines: z.object({ data: z.array(invoiceLine), has_more: z.boolean() }),
  subtotal: minorUnits,
  total: minorUnits,
  total_discount_amounts: optionalDiscounts,
  total_taxes: optionalTaxes,
  /** Before basil: total_taxes, and their sum. */
  total_tax_amounts: optionalTaxes,
  tax: optionalMinorUnits,
  amount_due: minorUnits,
  amount_paid: minorUnits,
  amount_remaining: minorUnits,
  amount_overpaid: optionalMinorUnits,
  amount_paid_off_stripe: optionalMinorUnits,
})

export type InvoiceRaw = z.output<typeof invoice>
export type InvoiceLineRaw = z.output<typeof invoiceLine>
