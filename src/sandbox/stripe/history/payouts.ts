import { failPayout, payOut } from '../acts/payouts.ts'
import type { Books } from '../books.ts'
import type { Payout } from '../objects/payout.ts'
import { DAY, HOUR } from '../time.ts'
import type { Agenda } from './agenda.ts'

const WEEKS = 104
/** From this week before the end on, the first dollar payout is sent back by the bank. */
const FAILURE_WEEK = 40

/** Weekly and automatic, counted back from the end, so that the last one is still under way. */
export function planPayouts(books: Books, agenda: Agenda): void {
  let failed = false
  for (let week = WEEKS - 1; week >= 0; week -= 1) {
    agenda.add(books.end - 12 * HOUR - week * 7 * DAY, () => {
      const made = payOutAll(books)
      const doomed = made.find((it) => it.currency === 'usd')
      if (failed || week > FAILURE_WEEK || doomed === undefined) return
      failed = true
      agenda.add(doomed.arrival_date + DAY, () => failPayout(books, doomed))
    })
  }
}

/** Each currency that has enough. */
export const payOutAll = (books: Books): Payout[] =>
  books.ledger.currencies().flatMap((currency) => payOut(books, currency) ?? [])
