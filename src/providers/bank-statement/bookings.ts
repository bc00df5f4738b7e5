import type { Placed } from './assemble.ts'
import { bookingIdOf, digest, interimIdOf, Occurrences, partOf } from './ids.ts'
import { isStatement, type Entry } from './model.ts'
import { runningBalances } from './running.ts'

/**
 * A record for each booking that is final, and one for all that is not, which the next report or statement replaces.
 * Of a report in the course of the day only what has a reference and a day is final: it comes again in the statement
 * under the same id. What cannot be read is a record of its own, to be set aside.
 */
export function transactionRecords(report: Placed): Stamped[] {
  const { entries, head, booked } = report
  const balances = runningBalances(
    head,
    booked,
    entries.map(({ booking }) => booking),
  )
  const parts = new Occurrences()
  const isStanding = (it: Entry) => it.booking === null || isFinal(report, it)
  const final = entries.flatMap((it, index) => {
    if (!isStanding(it)) return []
    const balance = isStatement(report.kind) ? (balances[index] ?? null) : null
    return [{ ...placeOf(report, it, parts), balance }]
  })
  const open = entries.filter((it) => !isStanding(it))
  return [...final, interimRecord(report, open)]
}

interface Stamped {
  id: string
  asOf: string
}

/** Under the ids of the bookings that they tell of. */
export function notificationRecords(report: Placed): Stamped[] {
  const parts = new Occurrences()
  return report.entries.map((it) => placeOf(report, it, parts))
}

function isFinal({ kind }: Placed, { booking }: Entry): boolean {
  if (booking?.isBooked !== true) return false
  if (isStatement(kind)) return true
  if (kind !== '052' || !booking.isStatusTold) return false
  return booking.bankReference !== null && booking.bookedOn !== null
}

const contextOf = ({ account, asOf, id, kind, format }: Placed) => ({
  ...{ account, asOf, kind, format },
  statement: id,
})

function placeOf(report: Placed, { received: entry, booking, content }: Entry, parts: Occurrences) {
  const day = booking?.bookedOn ?? booking?.valueOn ?? report.asOf.slice(0, 10)
  const name = booking === null ? `unreadable:${digest(content)}` : partOf(booking, content)
  const part = parts.next(day, name)
  return { id: bookingIdOf(report.account, day, part), part, ...contextOf(report), entry }
}

function interimRecord(report: Placed, entries: readonly Entry[]) {
  const parts = new Occurrences()
  return {
    id: interimIdOf(report.account),
    ...contextOf(report),
    format: 'interim',
    entries: entries.flatMap(({ received: entry, booking, content }) =>
      booking === null
        ? []
        : [{ part: parts.next('', partOf(booking, content)), format: report.format, entry }],
    ),
  }
}
