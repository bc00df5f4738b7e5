import { isExactNumber, parseExactJson, type ExactNumber } from '../../domain/exact-json.ts'
import { hashText } from '../kit/random.ts'

// Inside, money is an integer count of pennies or cents (all currencies here have two digits), far below 2^53.

export type Currency = 'GBP' | 'EUR' | 'USD'
export const CURRENCIES: Readonly<Record<Currency, string>> = {
  GBP: 'British Pound',
  EUR: 'Euro',
  USD: 'United States Dollar',
}
export const BASE_CURRENCY = 'GBP'

export const isCurrency = (text: string): text is Currency => Object.hasOwn(CURRENCIES, text)

/** A JSON number as Xero writes its doubles: 20000 pennies are 200.0, 1250 are 12.5. */
export function double(units: number, digits = 2): ExactNumber {
  const text = String(Math.abs(units)).padStart(digits + 1, '0')
  const point = text.length - digits
  const fraction = text.slice(point).replace(/0+$/, '') || '0'
  // A number that ends in .0 is kept as its text.
  return parseExactJson(`${units < 0 ? '-' : ''}${text.slice(0, point)}.${fraction}`) as ExactNumber
}

/** A sent number, or a number in quotes, as a count of 10^-digits; further digits are rounded away. Null when it is none. */
export function unitsOf(value: unknown, digits = 2): number | null {
  const text = isExactNumber(value) ? value.rawJSON : typeof value === 'number' ? String(value) : value
  const match = typeof text === 'string' ? /^(-?)(\d{1,11})(?:\.(\d{1,12}))?$/.exec(text) : null
  if (match === null) return null
  const [, sign, whole = '', fraction = ''] = match
  const exact = fraction.padEnd(digits + 1, '0')
  const magnitude = Number(whole + exact.slice(0, digits)) + (exact.charAt(digits) >= '5' ? 1 : 0)
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude
}

/** Half away from zero, in whole numbers throughout. */
export function divideRounded(dividend: number, divisor: number): number {
  const magnitude = Math.abs(dividend) * 2 + divisor
  const quotient = (magnitude - (magnitude % (divisor * 2))) / (divisor * 2)
  return dividend < 0 && quotient !== 0 ? -quotient : quotient
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, it) => total + it, 0)

/** Rates are units of the foreign currency for one pound, in millionths. */
export const PAR = 1_000_000
const AROUND: Readonly<Record<Currency, number>> = { GBP: PAR, EUR: 1_158_000, USD: 1_271_000 }

/** The rate of a day: made up, within two percent of the usual one. */
export const rateOn = (currency: Currency, day: string): number =>
  currency === BASE_CURRENCY ? PAR : AROUND[currency] + (hashText(currency + day) % 40_000) - 20_000

export const toBase = (amount: number, rate: number): number => divideRounded(amount * PAR, rate)

export const fromBase = (amount: number, rate: number): number => divideRounded(amount * rate, PAR)
