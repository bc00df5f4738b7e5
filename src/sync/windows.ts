import { latestNight, type Night } from '../domain/night.ts'
import type { SyncMode } from '../domain/vocabulary.ts'

// When a stream that is read by its changes is read whole, too. The night is for that; what missed it is done at any
// hour once it is too old, so that nothing waits for ever.

export type Rhythm = 'nightly' | 'weekly'

const HOUR_MS = 3_600_000
/** Older than that, the last whole reading is repeated at any hour. A source under stress is spared longer. */
const OLDEST_MS: Readonly<Record<Rhythm, Readonly<Record<SyncMode, number>>>> = {
  nightly: { REALTIME: 36 * HOUR_MS, BATCH: 72 * HOUR_MS },
  weekly: { REALTIME: 8 * 24 * HOUR_MS, BATCH: Infinity },
}
/** Sources begin within this part of the night, so that they do not all at once, and have the rest of it to end. */
const BEGINNING = 0.5

interface Standing {
  rhythm: Rhythm
  mode: SyncMode
  /** When the last whole reading that ended began. */
  lastAt: Date
  /** Where among all sources this one has its turn: at least 0, below 1. */
  turn: number
}

/** Whether it is time to begin a whole reading; weekly ones have the night to Sunday. */
export function isTimeToReread(
  { rhythm, mode, lastAt, turn }: Standing,
  { night, now }: { night: Night; now: Date },
): boolean {
  if (now.getTime() - lastAt.getTime() >= OLDEST_MS[rhythm][mode]) return true
  if (rhythm === 'weekly' && mode === 'BATCH') return false
  const { beginsAt, endsAt, isToSunday } = latestNight(night, now)
  if (now >= endsAt || lastAt >= beginsAt) return false
  if (rhythm === 'weekly' && !isToSunday) return false
  const waitMs = turn * BEGINNING * (endsAt.getTime() - beginsAt.getTime())
  return now.getTime() - beginsAt.getTime() >= waitMs
}
