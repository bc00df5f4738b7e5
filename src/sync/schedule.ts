import type { SyncMode } from '../domain/vocabulary.ts'
import type { AnyStream } from '../providers/provider.ts'

// A stream that can read only what changed is asked often; one that is read whole costs more, so less often.
const INCREMENTAL_SECONDS: Readonly<Record<SyncMode, number>> = { REALTIME: 60, BATCH: 900 }
const WHOLE_SECONDS: Readonly<Record<SyncMode, number>> = { REALTIME: 600, BATCH: 3600 }
const FIRST_RETRY_SECONDS = 15
/** Under stress a failure is no sign that trying again soon is useless. */
const LAST_RETRY_SECONDS: Readonly<Record<SyncMode, number>> = { REALTIME: 3600, BATCH: 900 }
/** Failures in a row, over some 16 hours, 5 under stress, after which a stream is a dead letter: see dead-letters.ts. */
export const DEAD_AFTER_FAILURES = 24
const DEAD_RETRY_SECONDS = 86_400

/** Seconds between the starts of two runs of a stream that goes well. */
export function intervalSeconds(
  { incremental, everySeconds = 0 }: Pick<AnyStream, 'incremental' | 'everySeconds'>,
  mode: SyncMode,
): number {
  return Math.max(everySeconds, (incremental ? INCREMENTAL_SECONDS : WHOLE_SECONDS)[mode])
}

/** Seconds until a stream that failed so many times in a row is tried again. */
export function retrySeconds(failures: number, mode: SyncMode): number {
  if (failures >= DEAD_AFTER_FAILURES) return DEAD_RETRY_SECONDS
  return Math.min(FIRST_RETRY_SECONDS * 2 ** Math.min(failures - 1, 20), LAST_RETRY_SECONDS[mode])
}

/** So many seconds after, give or take a tenth, so that sources do not all call at once. */
export function soonAfter(instant: Date, seconds: number, random: () => number): Date {
  return new Date(instant.getTime() + seconds * 1000 * (0.9 + 0.2 * random()))
}
