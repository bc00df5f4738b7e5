import { z } from 'zod'
import type { DecimalText } from '../../domain/decimal.ts'
import type { InvoiceLine } from '../../domain/entities.ts'
import { recordKey } from '../../domain/ids.ts'
import { listOf, optionalDecimal, optionalId, optionalText } from '../toolkit/exact.ts'
import { keyOf } from './references.ts'

/** An option of a tracking category on a line: at most two. */
export const tracking = z.object({
  TrackingCategoryID: optionalId,
  TrackingOptionID: optionalId,
  Option: optionalText,
})

export const lineItem = z.object({
  Description: optionalText,
  Quantity: optionalDecimal,
  UnitAmount: optionalDecimal,
  LineAmount: optionalDecimal,
  TaxAmount: optionalDecimal,
  DiscountAmount: optionalDecimal,
  AccountID: optionalId,
  TaxType: optionalText,
  Tracking: listOf(tracking),
})

type LineItem = z.output<typeof lineItem>

export const mapLines = (lines: readonly LineItem[]): InvoiceLine[] =>
  lines.map((line, index) => ({
    position: index + 1,
    description: line.Description,
    quantity: line.Quantity,
    unitPrice: line.UnitAmount,
    amount: amountOf(line, index + 1),
    taxAmount: line.TaxAmount,
    discountAmount: line.DiscountAmount,
    accountKey: keyOf('accounts', line.AccountID),
    taxRateKey: keyOf('tax_rates', line.TaxType),
    dimensions: mapTracking(line.Tracking),
  }))

function amountOf({ LineAmount, UnitAmount, TaxAmount }: LineItem, position: number): DecimalText {
  if (LineAmount !== null) return LineAmount
  if (UnitAmount !== null || TaxAmount !== null) throw new Error(`Line ${position}: LineAmount is missing`)
  // A line that only describes adds nothing to the document.
  return '0'
}

/** An option that is told without its ids cannot be found again: it stays out. */
export const mapTracking = (options: readonly z.output<typeof tracking>[]): InvoiceLine['dimensions'] =>
  options.flatMap(({ TrackingCategoryID: category, TrackingOptionID: option, Option }) =>
    category === null || option === null ? [] : [{ valueKey: optionKey(category, option), name: Option }],
  )

export const optionKey = (category: string, option: string) =>
  recordKey('tracking_categories', category, option)
