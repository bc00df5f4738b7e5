import { Decimal } from 'decimal.js'
import { isZero, type DecimalText } from '../../domain/decimal.ts'
import type { SourceFacts } from '../provider.ts'

/**
 * Xero tells units of the document's currency for one unit of the base currency, and most inverses have no end: they
 * are rounded to this many significant digits, half to even, so that no product with an amount shows it.
 */
const RATE_DIGITS = 20
const Rate = Decimal.clone({ precision: RATE_DIGITS, rounding: Decimal.ROUND_HALF_EVEN })

export interface Priced {
  CurrencyCode: string | null
  CurrencyRate: DecimalText | null
}

/** A document's currency. Answers that leave it out are in the base currency, unless they carry another's rate. */
export function currencyOf({ CurrencyCode, CurrencyRate }: Priced, { baseCurrency }: SourceFacts): string {
  if (CurrencyCode !== null) return CurrencyCode
  if (!isNoRate(CurrencyRate)) throw new Error('The record has an exchange rate and names no currency.')
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

const isNoRate = (rate: DecimalText | null): boolean => rate === null || isZero(rate) || new Rate(rate).eq(1)
