// Amounts are integer counts of the minor unit as on Stripe's wire, far inside what a double holds exactly;
// no fraction is ever computed with.

/** Lower-case, as on Stripe's wire. */
export type Currency = 'usd' | 'eur' | 'gbp' | 'jpy' | 'kwd'

interface CurrencyFacts {
  /** About what a dollar buys, in minor units: to make up amounts. */
  dollar: number
  /** Amounts are multiples of it: the last digit of a three-decimal currency must be 0. */
  step: number
  /** Of a charge: this share in basis points and this much more. */
  feeBasisPoints: number
  fixedFee: number
  disputeFee: number
  /** Less than this stays in the balance. */
  smallestPayout: number
}

export const CURRENCIES: Readonly<Record<Currency, CurrencyFacts>> = {
  usd: { dollar: 100, step: 1, feeBasisPoints: 290, fixedFee: 30, disputeFee: 1_500, smallestPayout: 100 },
  eur: { dollar: 95, step: 1, feeBasisPoints: 390, fixedFee: 25, disputeFee: 2_000, smallestPayout: 200_000 },
  gbp: { dollar: 80, step: 1, feeBasisPoints: 390, fixedFee: 20, disputeFee: 2_000, smallestPayout: 200_000 },
  jpy: {
    dollar: 150,
    step: 1,
    feeBasisPoints: 360,
    fixedFee: 40,
    disputeFee: 1_300,
    smallestPayout: 300_000,
  },
  kwd: {
    dollar: 310,
    step: 10,
    feeBasisPoints: 390,
    fixedFee: 90,
    disputeFee: 5_000,
    smallestPayout: 500_000,
  },
}

export const isCurrency = (text: string): text is Currency => Object.hasOwn(CURRENCIES, text)

/** Whether the currency has such an amount. */
export const fitsCurrency = (amount: number, currency: Currency): boolean =>
  amount % CURRENCIES[currency].step === 0

/** amount × part ÷ whole in whole steps of the currency; a half goes up. */
export function share(amount: number, part: number, whole: number, currency: Currency): number {
  const { step } = CURRENCIES[currency]
  return Math.floor((amount * part * 2 + whole * step) / (whole * step * 2)) * step
}

/** Pounds have no bank account of their own: they are exchanged into dollars when charged, at one rate throughout. */
const DOLLARS_PER_MILLION_POUNDS = 1_268_500

interface Settled {
  amount: number
  currency: Currency
  /** Null when nothing was exchanged. */
  exchangeRate: number | null
}

/** What an amount is in the balance that it comes into. */
export function settle(amount: number, currency: Currency): Settled {
  if (currency !== 'gbp') return { amount, currency, exchangeRate: null }
  return {
    amount: share(amount, DOLLARS_PER_MILLION_POUNDS, 1_000_000, 'usd'),
    currency: 'usd',
    exchangeRate: DOLLARS_PER_MILLION_POUNDS / 1_000_000,
  }
}

export function chargeFee(amount: number, currency: Currency): number {
  const { feeBasisPoints, fixedFee } = CURRENCIES[currency]
  return share(amount, feeBasisPoints, 10_000, currency) + fixedFee
}

export const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)
