import { z } from 'zod'
import { compare, isZero, multiply, type DecimalText } from '../../domain/decimal.ts'
import type { InvoiceLine } from '../../domain/entities.ts'
import { recordKey } from '../../domain/ids.ts'
import { optionalDecimal, optionalId, optionalText } from '../toolkit/exact.ts'
import type { Kind } from './kind.ts'
import { crmRecord } from './records.ts'

const properties = {
  name: optionalText,
  description: optionalText,
  quantity: optionalDecimal,
  price: optionalDecimal,
  amount: optionalDecimal,
  discount: optionalDecimal,
  hs_discount_percentage: optionalDecimal,
  hs_total_discount: optionalDecimal,
  hs_tax_amount: optionalDecimal,
  hs_tax_rate_group_id: optionalId,
  hs_position_on_quote: optionalDecimal,
}

export const lineItem = crmRecord(properties)
type LineItem = z.output<typeof lineItem>

export const lineItems: Kind = {
  type: 'line_items',
  modified: 'hs_lastmodifieddate',
  properties: Object.keys(properties),
}

/** In the order in which the invoice shows them, as far as HubSpot tells it. */
export const linesOf = (items: readonly LineItem[]): InvoiceLine[] =>
  items.toSorted(byPosition).map(({ properties: it }, index) => ({
    position: index + 1,
    description: it.name ?? it.description,
    quantity: it.quantity,
    unitPrice: it.price,
    amount: amountOf(it, index + 1),
    taxAmount: it.hs_tax_amount,
    discountAmount: it.hs_total_discount,
    accountKey: null,
    taxRateKey: it.hs_tax_rate_group_id === null ? null : recordKey('tax_rates', it.hs_tax_rate_group_id),
    dimensions: [],
  }))

function byPosition({ properties: a }: LineItem, { properties: b }: LineItem): number {
  const [one, other] = [a.hs_position_on_quote, b.hs_position_on_quote]
  return one === null || other === null ? 0 : compare(one, other)
}

/** HubSpot works it out some moments after a line is made. Throws a sentence where it cannot be known. */
function amountOf(it: LineItem['properties'], position: number): DecimalText {
  if (it.amount !== null) return it.amount
  if (it.price === null) return '0'
  const isDiscounted = [it.discount, it.hs_discount_percentage, it.hs_total_discount].some(
    (discount) => discount !== null && !isZero(discount),
  )
  if (it.quantity !== null && !isDiscounted) return multiply(it.price, it.quantity)
  throw new Error(`Line ${position}: amount is missing`)
}
