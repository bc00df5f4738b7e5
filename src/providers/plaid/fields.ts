import { isCurrencyCode } from '../../domain/currency.ts'
import { calendarDay, optionalInstant, optionalText } from '../toolkit/exact.ts'
import { z } from 'zod'

// What Plaid's objects have alike.

/** One of the two is null. The unofficial code is one of Plaid's own list: BTC, but also GBX for pence. */
export const currencyFields = { iso_currency_code: optionalText, unofficial_currency_code: optionalText }

interface CurrencyTold {
  iso_currency_code: string | null
  unofficial_currency_code: string | null
}

/** Null where no ISO 4217 currency is told: an unofficial code is none, even where it has three letters. */
export function currencyOf({ iso_currency_code: code }: CurrencyTold): string | null {
  const capitals = code?.trim().toUpperCase()
  return capitals !== undefined && isCurrencyCode(capitals) ? capitals : null
}

/** Says what is told in place of an ISO 4217 currency, to end a sentence with. */
export function withoutCurrency({ iso_currency_code, unofficial_currency_code }: CurrencyTold): string {
  const word = iso_currency_code ?? unofficial_currency_code
  return word === null ? 'without a currency' : `in "${word}", which is no ISO 4217 currency`
}

const DAY_ONLY = /^\s*(\d{4}-\d\d-\d\d)(?:[T ]00:00:00.*)?$/

/** A day, to which some programs that keep Plaid's answers add a midnight. */
export const day = z.preprocess(
  (value) => (typeof value === 'string' ? (DAY_ONLY.exec(value)?.[1] ?? value) : value),
  calendarDay,
)

/** An instant, or null where the bank tells only the day and midnight stands in for the time. */
export const timeOfDay = z.preprocess(
  (value) => (typeof value === 'string' && DAY_ONLY.test(value) ? null : value),
  optionalInstant,
)

/** "FOOD_AND_DRINK" as "Food and drink". */
export function wordsOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
