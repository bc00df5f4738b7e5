// Stripe's time: seconds since 1970, UTC.

export const HOUR = 3_600
export const DAY = 24 * HOUR

export const toSeconds = (date: Date): number => Math.floor(date.getTime() / 1000)

export const midnightAfter = (at: number, days: number): number => (Math.floor(at / DAY) + days) * DAY
