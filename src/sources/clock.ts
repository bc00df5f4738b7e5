import { setTimeout as sleep } from 'node:timers/promises'

/** Time and chance, which tests bring themselves. */
export interface Clock {
  now: () => Date
  /** At least 0, below 1. */
  random: () => number
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export const realClock: Clock = {
  now: () => new Date(),
  random: Math.random,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
}
