import { digest } from './fields.ts'
import { toldId } from './transaction-ids.ts'
import { transactionRaw } from './transaction-raw.ts'

/**
 * How many at the beginning of a page also end the page before, and lack the ids that would tell whether they are the
 * same: what is booked between two calls pushes the others onto the next page, but two may also just be equal.
 */
export function doubtfulRepeats(before: readonly unknown[], page: readonly unknown[]): number {
  const [ending, beginning] = [before.map(lastingDigest), page.map(lastingDigest)]
  const longest = Math.min(ending.length, beginning.length)
  for (let count = longest; count > 0; count--) {
    const isRepeat = beginning
      .slice(0, count)
      .every((it, index) => it === ending[ending.length - count + index])
    if (isRepeat) return page.slice(0, count).every(hasId) ? 0 : count
  }
  return 0
}

export const isSamePage = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((it, index) => lastingDigest(it) === lastingDigest(other[index]))

/** Of all but the links, which change with each consent. */
export function lastingDigest(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return digest(raw)
  return digest(Object.fromEntries(Object.entries(raw).filter(([name]) => name !== '_links')))
}

function hasId(raw: unknown): boolean {
  const transaction = transactionRaw.safeParse(raw).data
  return transaction !== undefined && toldId(transaction) !== null
}
