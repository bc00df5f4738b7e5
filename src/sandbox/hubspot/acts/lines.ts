import type { Portal } from '../portal/portal.ts'
import type { CrmRecord } from '../portal/record.ts'
import { rateOfTax } from '../portal/settings.ts'
import { amountText, divideRounded, percentOf, unitsOf } from '../money.ts'

/** As a person enters it: decimal text. */
export interface LineFacts {
  name: string
  sku: string | null
  price: string
  quantity: string
  /** Off the price of one. */
  discount: string | null
  discountPercentage: string | null
  taxRateId: string | null
}

export function createLine(portal: Portal, invoice: CrmRecord, facts: LineFacts): CrmRecord {
  const line = portal.create('line_items', {
    name: facts.name,
    hs_sku: facts.sku,
    price: facts.price,
    quantity: facts.quantity,
    discount: facts.discount,
    hs_discount_percentage: facts.discountPercentage,
    hs_tax_rate_group_id: facts.taxRateId,
    hs_line_item_currency_code: invoice.properties.hs_currency ?? null,
  })
  reckonLine(portal, line)
  portal.associate(line, invoice)
  return line
}

/** Its amount is net of its own discount, and without tax. */
export function reckonLine(portal: Portal, line: CrmRecord): void {
  const { price, quantity, discount, hs_discount_percentage } = line.properties
  const unit = unitsOf(price, 4)
  // A line may have an amount alone.
  if (unit === null) return
  const count = unitsOf(quantity ?? '1') ?? 0
  const gross = divideRounded(unit * count, 10_000)
  const percentage = unitsOf(hs_discount_percentage)
  const off =
    percentage === null
      ? divideRounded((unitsOf(discount, 4) ?? 0) * count, 10_000)
      : percentOf(gross, percentage)
  const text = (cents: number) => amountText(cents, isPlain(price))
  portal.update(line, {
    amount: text(gross - off),
    hs_pre_discount_amount: text(gross),
    hs_total_discount: text(off),
  })
}

export const netOf = ({ properties }: CrmRecord): number => unitsOf(properties.amount) ?? 0

export function taxOf(line: CrmRecord): number {
  const id = line.properties.hs_tax_rate_group_id
  const rate = id === null || id === undefined ? null : rateOfTax(id)
  return rate === null ? 0 : percentOf(netOf(line), rate)
}

/** Entered without cents, and so told without. */
export const isPlain = (text: string | null | undefined): boolean => text?.includes('.') === false
