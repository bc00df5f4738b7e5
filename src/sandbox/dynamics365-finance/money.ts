import { parseExactJson } from '../../domain/exact-json.ts'
import type { Decimal } from './odata/fields.ts'

// Inside, an amount is an integer count of cents (all currencies played here have two digits), far below 2^53.

/** A JSON number without trailing zeros: 31980 is 319.8. */
export const money = (cents: number): Decimal => decimal(cents, 2)

/** An integer count of units of 10^-digits as a JSON number. */
export function decimal(count: number, digits: number): Decimal {
  const unit = 10 ** digits
  if (count % unit === 0) return count / unit
  const text = String(Math.abs(count)).padStart(digits + 1, '0')
  const fraction = text.slice(-digits).replace(/0+$/, '')
  // A number with a fraction is always kept as its text.
  return parseExactJson(`${count < 0 ? '-' : ''}${text.slice(0, -digits)}.${fraction}`) as Decimal
}

/** "120.5" is 12050. Null for what is no amount with at most two digits. */
export function centsOf(text: string): number | null {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text)
  if (match === null) return null
  const [, sign, whole = '', fraction = ''] = match
  const cents = Number(whole + fraction.padEnd(2, '0'))
  return sign === '-' ? 0 - cents : cents
}

/** amount × part ÷ whole; a half goes away from zero. */
export function share(amount: number, part: number, whole: number): number {
  const product = amount * part
  const magnitude = Math.abs(product) * 2 + whole
  const quotient = (magnitude - (magnitude % (whole * 2))) / (whole * 2)
  return product < 0 ? 0 - quotient : quotient
}

export const total = (amounts: readonly number[]): number => amounts.reduce((sum, it) => sum + it, 0)
