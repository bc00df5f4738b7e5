import { parseDecimal } from '../../domain/decimal.ts'

// Amounts are integer counts of cents, far inside what a double holds exactly; no fraction is ever computed with.

/** "89.4" for 8940 cents: Plaid's wire has doubles, and the quotient is the double whose shortest text is that. */
export const onWire = (cents: number): number => cents / 100

/** Throws Error with a sentence when it is not an amount in dollars and cents. */
export function readCents(amount: unknown, name: string): number {
  const text = typeof amount === 'number' ? String(amount) : amount
  const decimal = typeof text === 'string' ? parseDecimal(text) : null
  const [, sign = '', whole = '', fraction = ''] =
    /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(decimal ?? '') ?? []
  if (whole === '') throw new Error(`${name} must be an amount in dollars and cents, such as 12.5 or "12.50"`)
  return Number(`${sign}${whole}${fraction.padEnd(2, '0')}`)
}
