// An accounting date is a day, "YYYY-MM-DD", and sorts as its text does.

const MS_A_DAY = 86_400_000

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(day) + days * MS_A_DAY))

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / MS_A_DAY)

/** How F&O tells a day. */
export const noon = (day: string): string => `${day}T12:00:00Z`

/** The day of what `noon` wrote. */
export const dayAt = (told: string): string => told.slice(0, 10)

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

/** The first of the month this many months later. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return dayOf(new Date(Date.UTC(year, month - 1 + months, 1)))
}

export const lastOfMonth = (day: string): string => addDays(addMonths(day, 1), -1)

/** Saturday and Sunday move on to Monday. */
export function workday(day: string): string {
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return weekday === 6 ? addDays(day, 2) : weekday === 0 ? addDays(day, 1) : day
}
