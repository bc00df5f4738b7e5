import { minorUnitDigits } from '../../domain/currency.ts'
import { isExactNumber, parseExactJson, type ExactNumber } from '../../domain/exact-json.ts'
import { referenceId, type Json, type JsonObject } from './json.ts'

// Inside, money is an integer count of minor units, far below 2^53; in JSON it is a number written from its digits.

export const HOME_CURRENCY = 'USD'

export const currencyOf = (entity: JsonObject): string => referenceId(entity.CurrencyRef) ?? HOME_CURRENCY

export const digitsOf = (entity: JsonObject): number => minorUnitDigits(currencyOf(entity))

/** A JSON number with trailing zeros dropped, as QuickBooks writes it: 31980 cents are 319.8. */
export function decimalNumber(minor: number, digits: number): number | ExactNumber {
  const unit = 10 ** digits
  if (minor % unit === 0) return minor / unit
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const fraction = text.slice(-digits).replace(/0+$/, '')
  // A number with a fraction is always kept as its text.
  return parseExactJson(`${minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${fraction}`) as ExactNumber
}

/** An amount in minor units; nothing said is zero. Null when it is no number or has more digits than that. */
export function minorUnits(value: Json | undefined, digits: number): number | null {
  if (value === undefined) return 0
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e12)
    return value * 10 ** digits
  const text = isExactNumber(value) ? value.rawJSON : typeof value === 'number' ? String(value) : ''
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > digits) return null
  const minor = Number(whole + kept.padEnd(digits, '0'))
  return sign === '-' && minor !== 0 ? -minor : minor
}

/** Of an amount that was checked when it came in. */
export function knownMinorUnits(value: Json | undefined, digits: number): number {
  const minor = minorUnits(value, digits)
  if (minor === null) throw new TypeError(`not an amount with ${digits} digits: ${JSON.stringify(value)}`)
  return minor
}

/** Half away from zero, in whole numbers throughout. */
export function divideRounded(dividend: number, divisor: number): number {
  const magnitude = Math.abs(dividend) * 2 + divisor
  const quotient = (magnitude - (magnitude % (divisor * 2))) / (divisor * 2)
  return dividend < 0 && quotient !== 0 ? -quotient : quotient
}

const RATE_DIGITS = 6
const RATE_UNIT = 10 ** RATE_DIGITS

/** Home currency for one unit of the foreign one, in millionths, and as JSON. */
export const rateNumber = (millionths: number): number | ExactNumber => decimalNumber(millionths, RATE_DIGITS)

export function rateOf(entity: JsonObject): number {
  return entity.ExchangeRate === undefined ? RATE_UNIT : knownMinorUnits(entity.ExchangeRate, RATE_DIGITS)
}

/** Minor units of the home currency. */
export function toHome(minor: number, entity: JsonObject): number {
  const scaled = minor * 10 ** (minorUnitDigits(HOME_CURRENCY) - digitsOf(entity))
  return divideRounded(scaled * rateOf(entity), RATE_UNIT)
}
