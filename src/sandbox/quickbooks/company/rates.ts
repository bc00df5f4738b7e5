import type { Random } from '../../kit/random.ts'

export const CURRENCIES: readonly (readonly [code: string, name: string, millionths: number])[] = [
  ['USD', 'United States Dollar', 1_000_000],
  ['EUR', 'Euro', 1_084_200],
  ['GBP', 'British Pound Sterling', 1_268_500],
  ['CAD', 'Canadian Dollar', 731_400],
  ['JPY', 'Japanese Yen', 6_712],
]

/** Invented rates that move by up to three percent from month to month. */
export function createRates(random: Random): (currency: string, day: string) => number {
  const rates = new Map<string, number>()
  return (currency, day) => {
    const base = CURRENCIES.find(([code]) => code === currency)?.[2]
    if (base === undefined) throw new Error(`there is no rate for ${currency}`)
    const key = `${currency} ${day.slice(0, 7)}`
    const known = rates.get(key) ?? Math.round((base * random.fork(key).int(970, 1030)) / 1000)
    rates.set(key, known)
    return known
  }
}
