import { Decimal } from 'decimal.js'
import { isZero, type DecimalText } from '../../domain/decimal.ts'
import type { SourceFacts } from '../provider.ts'

/**
 * Xero tells units of the document's currency for one unit of the base currency, and most inverses have no end: they
 * are rounded to this many significant digits, half to even, so that no product with an amount shows it.
 */
const RATE_DIGITS = 20
const Rate = Decimal.clone({ precision: RATE_DIGITS, rounding: Decimal.ROUND_HALF_EVEN })

/** Every document names its currency. Throws a sentence for one that does not: a rate of 1 is no proof of the base. */
export function currencyOf(CurrencyCode: string | null): string {
  if (CurrencyCode !== null) return CurrencyCode
  throw new Error('CurrencyCode: is missing, so that the currency of its amounts is not known')
}

/** Throws a sentence as long as it is not known. */
export function baseCurrencyOf({ baseCurrency }: SourceFacts): string {
  if (baseCurrency !== null) return baseCurrency
  throw new Error(
    'The record names no currency, and the organisation’s base currency is not known yet; `daybook map` takes it as --base-currency.',
  )
}

/** Base units for one unit of the currency. Documents in the base currency say 1, 0 or nothing. */
export function exchangeRateOf(
  rate: DecimalText | null,
  currency: string,
  { baseCurrency }: SourceFacts,
): DecimalText | null {
  if (rate === null || isZero(rate)) return currency === baseCurrency ? '1' : null
  return new Rate(1).dividedBy(rate).toFixed()
}
