/** 0 is Sunday. */
export const weekday = (day: string): number => new Date(day).getUTCDay()

/** "05" of "2026-03-05". */
export const dayOfMonth = (day: string): string => day.slice(8)

/** "2026-03-05T09:12:44Z" */
export const timestamp = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, 'Z')

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
