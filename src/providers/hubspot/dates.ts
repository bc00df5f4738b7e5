import { z } from 'zod'
import { calendarDay, orNull } from '../toolkit/exact.ts'
import { utcInstant } from '../toolkit/instants.ts'

// HubSpot spells instants in ISO 8601, or as milliseconds since 1970, in some answers as a number. Some properties hold
// only a day.

const MILLISECONDS = /^-?\d{1,15}$/
const DAY = /^\d{4}-\d\d-\d\d$/
/** The furthest that a Date reaches. */
const FURTHEST_MS = 8_640_000_000_000_000

/** RFC 3339 UTC, or null when the text is no instant. */
export function instantOf(text: string): string | null {
  if (!MILLISECONDS.test(text.trim())) return utcInstant(text)
  const since1970 = Number(text)
  return Math.abs(since1970) > FURTHEST_MS ? null : utcInstant(new Date(since1970).toISOString())
}

const told = z.union([z.string(), z.int()]).transform((value) => `${value}`.trim())

const hubspotInstant = told.transform((value, context) => {
  const instant = instantOf(value)
  if (instant !== null) return instant
  context.addIssue('must be an instant, in ISO 8601 or as milliseconds since 1970')
  return z.NEVER
})

/** Of an instant the day in UTC, which is how HubSpot stores days in date-time properties. */
const hubspotDay = told
  .transform((value) => (DAY.test(value) ? value : (instantOf(value)?.slice(0, 10) ?? value)))
  .pipe(calendarDay)

export const optionalInstant = orNull(hubspotInstant)
export const optionalDay = orNull(hubspotDay)
