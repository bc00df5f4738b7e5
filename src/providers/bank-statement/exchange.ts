import { minorUnitDigits } from '../../domain/currency.ts'
import { absolute, multiply, negate, type DecimalText } from '../../domain/decimal.ts'
import type { Money, Payment } from './model.ts'

export interface Exchange {
  source: string | null
  target: string | null
  unit: string | null
  rate: DecimalText | null
}

export const likeSigned = (amount: DecimalText, sign: DecimalText): DecimalText =>
  sign.startsWith('-') ? negate(absolute(amount)) : absolute(amount)

/**
 * The amount in the other currency, signed as what was booked: one that is told, else by the rate where the product
 * is exact in the other currency's smallest unit. A rounded one would be a guess.
 */
export function originalOf(
  booked: Money,
  told: readonly (Money | null)[],
  exchange: Exchange | null,
): Payment['original'] {
  const other = told.find((it) => it !== null && it.currency !== null && it.currency !== booked.currency)
  if (other?.currency && booked.currency !== null) {
    return { amount: likeSigned(other.amount, booked.amount), currency: other.currency }
  }
  return exchange === null ? null : byRate(booked, exchange)
}

function byRate({ amount, currency }: Money, { source, target, unit, rate }: Exchange): Payment['original'] {
  const other = [source, target].find((it) => it !== null && it !== currency)
  if (!other || rate === null || unit !== currency) return null
  const product = multiply(amount, rate)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  const digits = product.split('.')[1]?.length ?? 0
  return digits > minorUnitDigits(other) ? null : { amount: product, currency: other }
}
