// The company's own time: Pacific, with daylight saving as in the United States, so that offsets change over a year.

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** "2026-03-05T09:12:44-08:00"; with milliseconds as the envelope's `time` has them. */
export function timestamp(at: Date, milliseconds = false): string {
  const offset = offsetHours(at.getTime())
  const local = new Date(at.getTime() + offset * HOUR).toISOString()
  return `${local.slice(0, milliseconds ? 23 : 19)}-0${-offset}:00`
}

/** The company's day, "2026-03-05". */
export const dayOf = (at: Date): string =>
  new Date(at.getTime() + offsetHours(at.getTime()) * HOUR).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekday = (day: string): number => new Date(day).getUTCDay()

/** The instant of a wall-clock time of the company's day. */
export function instantOf(day: string, secondOfDay: number): Date {
  const standard = Date.parse(day) + 8 * HOUR + secondOfDay * 1000
  return new Date(offsetHours(standard) === -7 ? standard - HOUR : standard)
}

function offsetHours(at: number): number {
  const year = new Date(at).getUTCFullYear()
  const [begins, ends] = summers.get(year) ?? summerOf(year)
  return at >= begins && at < ends ? -7 : -8
}

const summers = new Map<number, readonly [begins: number, ends: number]>()

function summerOf(year: number): readonly [begins: number, ends: number] {
  // Two in the morning, local: 10:00 UTC on the way to -7, 09:00 UTC on the way back.
  const summer = [sunday(year, 2, 8) + 10 * HOUR, sunday(year, 10, 1) + 9 * HOUR] as const
  summers.set(year, summer)
  return summer
}

/** The first Sunday on or after a day of a month. */
function sunday(year: number, month: number, from: number): number {
  const day = Date.UTC(year, month, from)
  return day + ((7 - new Date(day).getUTCDay()) % 7) * DAY
}
