import { setTimeout as sleep } from 'node:timers/promises'

/** Time and chance, which tests bring themselves. */
export interface Clock {
  now: () => Date
  /** Whether what workers count together goes by the database's clock: theirs differ. */
  byDatabase?: boolean
  /** At least 0, below 1. */
  random: () => number
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export const realClock: Clock = {
  now: () => new Date(),
  byDatabase: true,
  random: Math.random,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
}
