// Inside, an instant is milliseconds since 1970 and a day is "2026-03-05".

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => dayOf(Date.parse(day) + days * DAY)

/** "/Date(1772730631490+0000)/" */
export const msDate = (at: number): string => `/Date(${at}+0000)/`

/** A document's day is midnight UTC. */
export const msDay = (day: string): string => msDate(Date.parse(day))

/** "2026-03-05T00:00:00", the companion of such a date. */
export const dayString = (day: string): string => `${day}T00:00:00`

/** "2026-03-05T17:10:31Z", the companion of UpdatedDateUTC. */
export const instantString = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The instant that "/Date(1772730631490+0000)/" tells; null for other text. */
export function readMsDate(text: string): number | null {
  const ms = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(text)?.[1]
  return ms === undefined ? null : Number(ms)
}

/** A day as it is sent: "2026-03-05", with or without a time, or "/Date(…)/". Null when it is none. */
export function readDay(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const ms = readMsDate(value) ?? Date.parse(value.slice(0, 10))
  return Number.isNaN(ms) ? null : dayOf(ms)
}
