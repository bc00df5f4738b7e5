/** YYYY-MM-DD, in UTC. */
export type Day = string

const DAY_MS = 86_400_000

export const dayOf = (instant: Date): Day => instant.toISOString().slice(0, 10)

export const addDays = (day: Day, days: number): Day => dayOf(new Date(Date.parse(day) + days * DAY_MS))

/** A date that there is, such as 2026-02-28. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(new Date(text)) === text

/** The day itself, or the Monday after it. */
export function nextWorkday(day: Day): Day {
  const weekday = new Date(day).getUTCDay()
  if (weekday === 6) return addDays(day, 2)
  return weekday === 0 ? addDays(day, 1) : day
}

/** The day itself, or the Friday before it. */
export function workdayBefore(day: Day): Day {
  const weekday = new Date(day).getUTCDay()
  if (weekday === 6) return addDays(day, -1)
  return weekday === 0 ? addDays(day, -2) : day
}

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`

/** The first of the month that lies so many months before the day's. */
export function monthsBefore(day: Day, months: number): Day {
  const [year, month] = day.split('-').map(Number)
  return dayOf(new Date(Date.UTC(year ?? NaN, (month ?? NaN) - 1 - months, 1)))
}

/** Monday to Friday. */
export const isWorkday = (day: Day): boolean => nextWorkday(day) === day
