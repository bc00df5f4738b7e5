import { z } from 'zod'
import { calendarDay, orNull } from '../toolkit/exact.ts'
import { utcInstant } from '../toolkit/instants.ts'

// "/Date(1776297600000+0000)/": milliseconds since 1970 in UTC. The offset, where there is one, moves no instant.
const MS_DATE = /^\/Date\((-?\d{1,15})(?:([+-])(\d\d)(\d\d))?\)\/$/
const DAY_MS = 86_400_000
// The furthest that a Date reaches.
const FURTHEST_MS = 8_640_000_000_000_000

/** RFC 3339 UTC, of either of Xero's spellings; null when the text is neither. */
export function instantOf(text: string): string | null {
  const milliseconds = MS_DATE.exec(text.trim())?.[1]
  if (milliseconds === undefined) return utcInstant(text)
  const since1970 = Number(milliseconds)
  return Math.abs(since1970) > FURTHEST_MS ? null : utcInstant(new Date(since1970).toISOString())
}

const xeroInstant = z.string().transform((value, context) => {
  const instant = instantOf(value)
  if (instant !== null) return instant
  context.addIssue('must be an instant, as in /Date(1776297600000+0000)/')
  return z.NEVER
})

/** A document's day is midnight UTC on the wire, or an ISO date with or without a time, which is dropped. */
const xeroDay = z
  .string()
  .transform((value) => (MS_DATE.test(value.trim()) ? dayIn(value) : value)?.slice(0, 10) ?? value)
  .pipe(calendarDay)

/** Older answers have the midnight of the organisation's own zone instead, and that zone's offset beside it. */
function dayIn(text: string): string | null {
  const [, milliseconds, sign, hours, minutes] = MS_DATE.exec(text.trim()) ?? []
  const ahead = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  const utc = Number(milliseconds)
  const local = sign === '-' ? utc - ahead : utc + ahead
  const isLocalMidnight = utc % DAY_MS !== 0 && local % DAY_MS === 0
  return instantOf(isLocalMidnight ? `/Date(${local})/` : text)
}

export const optionalInstant = orNull(xeroInstant)
export const optionalDay = orNull(xeroDay)

/** What a dated record carries: some answers have only one of the two. */
export const dated = { Date: optionalDay, DateString: optionalDay }

/** What a record with a version stamp carries; the text came to it in July 2026. */
export const stamped = { UpdatedDateUTC: optionalInstant, UpdatedDateUTCString: optionalInstant }

export const dayOf = (raw: { Date: string | null; DateString: string | null }): string | null =>
  raw.Date ?? raw.DateString

export const updatedAt = (raw: {
  UpdatedDateUTC: string | null
  UpdatedDateUTCString: string | null
}): string | null => raw.UpdatedDateUTC ?? raw.UpdatedDateUTCString

/** The day of a record that cannot do without one. Throws a sentence. */
export function requiredDay(raw: Parameters<typeof dayOf>[0]): string {
  const day = dayOf(raw)
  if (day === null) throw new Error('Date: is missing')
  return day
}
