import type { Head, Kind } from './model.ts'

/** Older than any statement: what it stamps yields to whatever comes. */
export const BEFORE_ALL = '1970-01-01T00:00:00.0Z'

/** "2026-03-05T11:45:00+01:00" by the bank's own clock: its days are what is compared. */
function clockTime(written: string | null): string | null {
  const [, day, time = '00:00:00'] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d))?/.exec(written ?? '') ?? []
  return day === undefined || Number.isNaN(Date.parse(`${day}T${time}Z`)) ? null : `${day}T${time}.0Z`
}

/**
 * Until when a message knows its account, as a version stamp: of two versions of a record the later one holds.
 * A statement is the last word on its closing balance's day, and one in camt tells more than its twin in MT940; a
 * report was made in the course of the day. `lastBooking` is the latest booking's day. All stamps are of one length, so
 * that they compare as text.
 */
export function asOf(kind: Kind, head: Head, lastBooking: string | null): string {
  const { closing, createdAt, to } = head
  if (kind === '053' || kind === '940') {
    const day = closing?.on ?? to?.slice(0, 10) ?? lastBooking ?? createdAt?.slice(0, 10)
    const end = clockTime(day === undefined ? null : `${day}T23:59:59`)
    return end === null ? BEFORE_ALL : end.replace('.0Z', kind === '053' ? '.9Z' : '.8Z')
  }
  const times = [clockTime(createdAt), clockTime(to)].filter((it) => it !== null).sort()
  return times[0] ?? clockTime(closing?.on ?? lastBooking) ?? BEFORE_ALL
}
