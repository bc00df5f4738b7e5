import type { CurrencyCode } from '../../domain/currency.ts'
import { fromMinorUnits, type DecimalText } from '../../domain/decimal.ts'

// How many digits Stripe's integers have after the point. It is Stripe's own list (docs.stripe.com/currencies), not
// ISO 4217's: MGA counts whole units, while ISK and UGX, which have no minor unit, are sent with two digits.
const WITHOUT_MINOR_UNIT = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
const WITH_THREE_DIGITS = new Set('BHD JOD KWD OMR TND'.split(' '))

/** Digits after the point in Stripe's amounts of a currency: JPY 0, USD 2, ISK 2, KWD 3. */
export function wireDigits(currency: CurrencyCode): number {
  if (WITHOUT_MINOR_UNIT.has(currency)) return 0
  return WITH_THREE_DIGITS.has(currency) ? 3 : 2
}

/** Stripe's integer, or its decimal of minor units, as an amount: 25000 of USD is "250.00". */
export const money = (minorUnits: DecimalText, currency: CurrencyCode): DecimalText =>
  fromMinorUnits(minorUnits, wireDigits(currency))

/** As `money`, where Stripe may not tell. */
export const moneyOrNull = (minorUnits: DecimalText | null, currency: CurrencyCode): DecimalText | null =>
  minorUnits === null ? null : money(minorUnits, currency)
