// Inside, money is an integer count of cents (all currencies here have two digits), far below 2^53.

export const CURRENCIES = ['USD', 'CAD', 'EUR'] as const
export type Currency = (typeof CURRENCIES)[number]
export const PORTAL_CURRENCY = 'USD'

export const isCurrency = (text: string | null | undefined): text is Currency =>
  CURRENCIES.some((it) => it === text)

/** Decimal text as a count of 10^-digits; further digits are rounded half up. Null when it is none. */
export function unitsOf(text: string | null | undefined, digits = 2): number | null {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,12}))?$/.exec(text ?? '')
  if (match === null) return null
  const [, sign, whole = '', fraction = ''] = match
  const exact = fraction.padEnd(digits + 1, '0')
  const magnitude = Number(whole + exact.slice(0, digits)) + (exact.charAt(digits) >= '5' ? 1 : 0)
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude
}

/** "1250.00" as a person enters it, or "1250" where they leave the cents out; nothing is "0". */
export function amountText(cents: number, isPlain = false): string {
  if (cents === 0) return '0'
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const [whole, fraction] = [digits.slice(0, -2), digits.slice(-2)]
  return `${cents < 0 ? '-' : ''}${whole}${isPlain && fraction === '00' ? '' : `.${fraction}`}`
}

/** Half away from zero, in whole numbers throughout. */
export function divideRounded(dividend: number, divisor: number): number {
  const magnitude = Math.abs(dividend) * 2 + divisor
  const quotient = (magnitude - (magnitude % (divisor * 2))) / (divisor * 2)
  return dividend < 0 && quotient !== 0 ? -quotient : quotient
}

/** Of a percentage in hundredths: 825 is 8.25 %. */
export const percentOf = (cents: number, hundredths: number): number =>
  divideRounded(cents * hundredths, 10_000)

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, it) => total + it, 0)

const RATE_DIGITS = 4
/** What one unit is worth in the portal's currency; one rate for all days. */
const RATES: Readonly<Record<Currency, string>> = { USD: '1', CAD: '0.7312', EUR: '1.0846' }

export const rateOf = (currency: Currency): string => RATES[currency]

export const inPortalCurrency = (cents: number, currency: Currency): number =>
  divideRounded(cents * (unitsOf(RATES[currency], RATE_DIGITS) ?? NaN), 10 ** RATE_DIGITS)
