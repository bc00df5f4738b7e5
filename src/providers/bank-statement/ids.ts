import { createHash } from 'node:crypto'
import type { DecimalText } from '../../domain/decimal.ts'
import type { AccountName, Booking, Entry } from './model.ts'

const LONGEST_REFERENCE = 60
/** Words that stand where a reference must not be left out, or only say in which field of `:86:` one is. */
const NO_REFERENCE =
  /^(NONREF|NOREF|NOT ?PROVIDED|NOT ?AVAILABLE|NONE|N\/?A|[0\s.*-]+|(EREF|PREF|KREF|MREF|MARF|CRED)\+?)$/i

/** A reference, unless it says that there is none. */
export function referenceOrNull(text: string | null): string | null {
  const reference = text?.trim() ?? ''
  return reference === '' || NO_REFERENCE.test(reference) ? null : reference
}

export const accountIdOf = ({ number, currency }: AccountName): string =>
  currency === null ? number : `${number}-${currency}`

/** What of an account is not final: replaced as a whole by each newer report and statement. */
export const interimIdOf = (account: AccountName): string => `${accountIdOf(account)}:interim`

/** The same for equal content: 22 characters. */
export const digest = (parts: readonly (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)

/** "12.50" and "12.5" are one amount. */
const plain = (amount: DecimalText): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount)

/**
 * By what an interim booking is known: the bank's reference, with the amount, because some banks give a payment and
 * its fee one reference; else its content.
 */
export function partOf({ bankReference, valueOn, money }: Booking, content: Entry['content']): string {
  const amount = plain(money.amount)
  if (bankReference === null) return digest([valueOn, amount, money.currency, ...content])
  const isLong = bankReference.length > LONGEST_REFERENCE
  return `${isLong ? digest([bankReference]) : bankReference}:${amount}`
}

/** Its account, its day, because banks use references again on other days, and what it is known by on it. */
export const bookingIdOf = (account: AccountName, day: string, part: string): string =>
  `${accountIdOf(account)}:${day}:${part}`

/** Tells those of one name apart by their occurrence on a day: "x", "x:2", "x:3". */
export class Occurrences {
  readonly #seen = new Map<string, number>()

  next(day: string, name: string): string {
    const occurrence = (this.#seen.get(`${day} ${name}`) ?? 0) + 1
    this.#seen.set(`${day} ${name}`, occurrence)
    return occurrence === 1 ? name : `${name}:${occurrence}`
  }
}
