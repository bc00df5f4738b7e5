import { fromMinorUnits } from '../../domain/decimal.ts'

// Inside, money is an integer count of cents or pence, far below 2^53; all currencies here have two digits.

/** How an amount is written: "5768.20", "5768.2" or the JSON number 5768.2. */
export type AmountStyle = 'full' | 'short' | 'number'

export interface Amount {
  currency: string
  /** Text, except at banks and in places that send a JSON number against the specification. */
  amount: string | number
}

/** -150 is "-1.50". */
export const decimalText = (minor: number): string => fromMinorUnits(String(minor), 2)

export function writeAmount(minor: number, style: AmountStyle): string | number {
  const text = decimalText(minor)
  if (style === 'full') return text
  const short = text.replace(/\.?0+$/, '')
  // The shortest text of the nearest double is this text again: it has far fewer than 15 digits.
  return style === 'short' ? short : Number(short)
}

/** Reads "1056", "5768.2" or "-1.50". Null when it is not an amount with at most two digits. */
export function minorUnits(text: string): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text)
  if (match === null) return null
  const [, sign, whole = '', fraction = ''] = match
  const minor = Number(whole + fraction.padEnd(2, '0'))
  return sign === '-' && minor !== 0 ? -minor : minor
}

/** Half up, of a positive amount, by a rate in ten-thousandths. */
export const convert = (minor: number, rate: number): number => Math.floor((minor * rate + 5_000) / 10_000)
