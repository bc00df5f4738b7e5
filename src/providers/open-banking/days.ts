const DAY_MS = 86_400_000

/** YYYY-MM-DD in UTC: a day's shift against the bank's is less than every overlap. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

export const daysBefore = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS))

/** The first of January so many years before the day's own year. */
export const yearsBefore = (day: string, years: number): string => `${Number(day.slice(0, 4)) - years}-01-01`
