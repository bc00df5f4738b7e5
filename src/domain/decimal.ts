import { Decimal } from 'decimal.js'

// 100 significant digits: far past any amount in any currency, so sums and products of amounts are exact.
const Exact = Decimal.clone({ precision: 100, toExpNeg: -9e15, toExpPos: 9e15 })

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)$/
const SCIENTIFIC = /^[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}$/

/** Exact decimal number as text, e.g. "1204.50": plain notation, no exponent, no plus sign, no "-0". */
export type DecimalText = string

/**
 * Reads a decimal number from its text without losing a digit: "1204.50" keeps its zero, "1e3" becomes "1000".
 * Null when the text is not a decimal number.
 */
export function parseDecimal(text: string): DecimalText | null {
  const trimmed = text.trim()
  if (trimmed.length > 400) return null
  if (PLAIN.test(trimmed)) return tidy(trimmed)
  if (SCIENTIFIC.test(trimmed)) return new Exact(trimmed).toFixed()
  return null
}

function tidy(plain: string): DecimalText {
  const negative = plain.startsWith('-')
  const [whole = '', fraction = ''] = plain.replace(/^[+-]/, '').split('.')
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  const text = fraction ? `${digits}.${fraction}` : digits
  return negative && /[1-9]/.test(text) ? `-${text}` : text
}

const scale = (value: DecimalText): number => value.split('.')[1]?.length ?? 0

export function add(a: DecimalText, b: DecimalText): DecimalText {
  return new Exact(a).plus(b).toFixed(Math.max(scale(a), scale(b)))
}

export function subtract(a: DecimalText, b: DecimalText): DecimalText {
  return tidy(new Exact(a).minus(b).toFixed(Math.max(scale(a), scale(b))))
}

export function sum(values: Iterable<DecimalText>): DecimalText {
  let total = '0'
  for (const value of values) total = add(total, value)
  return tidy(total)
}

export function multiply(a: DecimalText, b: DecimalText): DecimalText {
  return tidy(new Exact(a).times(b).toFixed(scale(a) + scale(b)))
}

/** Keeps every digit: negate("5.00") is "-5.00". */
export function negate(value: DecimalText): DecimalText {
  return tidy(value.startsWith('-') ? value.slice(1) : `-${value}`)
}

export function absolute(value: DecimalText): DecimalText {
  return value.startsWith('-') ? value.slice(1) : value
}

export function compare(a: DecimalText, b: DecimalText): -1 | 0 | 1 {
  return new Exact(a).cmp(b) as -1 | 0 | 1
}

export const isZero = (value: DecimalText): boolean => !/[1-9]/.test(value)

/** An integer count of the smallest unit as a decimal: fromMinorUnits("25000", 2) is "250.00". */
export function fromMinorUnits(units: DecimalText, exponent: number): DecimalText {
  return tidy(new Exact(units).dividedBy(new Exact(10).pow(exponent)).toFixed(exponent + scale(units)))
}
