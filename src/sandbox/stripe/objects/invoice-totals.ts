import { total } from '../money.ts'
import type { DiscountAmount, InvoiceLine, TaxAmount } from './invoice-line.ts'

/** Minor units: subtotal − discounts + exclusive taxes = total. */
export interface InvoiceTotals {
  subtotal: number
  subtotal_excluding_tax: number
  total: number
  total_discount_amounts: DiscountAmount[]
  total_excluding_tax: number
  total_taxes: TaxAmount[]
}

type TotalledLine = Pick<InvoiceLine, 'amount' | 'discount_amounts' | 'taxes'>

export function invoiceTotals(lines: readonly TotalledLine[]): InvoiceTotals {
  const subtotal = total(lines.map((line) => line.amount))
  const discounts = addUp(lines.flatMap((line) => line.discount_amounts))
  const taxes = sumByRate(lines.flatMap((line) => line.taxes))
  const inclusive = total(taxes.map((tax) => (tax.tax_behavior === 'inclusive' ? tax.amount : 0)))
  const exclusive = total(taxes.map((tax) => (tax.tax_behavior === 'exclusive' ? tax.amount : 0)))
  const discounted = subtotal - total(discounts.map((discount) => discount.amount))
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total: discounted + exclusive,
    total_discount_amounts: discounts,
    total_excluding_tax: discounted - inclusive,
    total_taxes: taxes,
  }
}

function addUp(amounts: readonly DiscountAmount[]): DiscountAmount[] {
  const byDiscount = Map.groupBy(amounts, (it) => it.discount)
  return [...byDiscount].map(([discount, them]) => ({ amount: total(them.map((it) => it.amount)), discount }))
}

function sumByRate(taxes: readonly TaxAmount[]): TaxAmount[] {
  const byRate = Map.groupBy(taxes, (tax) => tax.tax_rate_details.tax_rate)
  return [...byRate.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            ...first,
            amount: total([first, ...others].map((tax) => tax.amount)),
            taxable_amount: total([first, ...others].map((tax) => tax.taxable_amount)),
          },
        ],
  )
}
