import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/sources/clock.ts'

/** A clock that stands still unless someone sleeps by it, and notes how long. */
export function standingClock(
  start = '2026-03-05T09:00:00Z',
  random = 0.5,
): Clock & { slept: number[]; move(ms: number): void } {
  let at = Date.parse(start)
  const slept: number[] = []
  return {
    slept,
    move: (ms) => {
      at += ms
    },
    now: () => new Date(at),
    random: () => random,
    sleep: (ms) => {
      slept.push(ms)
      at += ms
      return Promise.resolve()
    },
  }
}

/** A clock by which so many times as much passes as passes here, besides what it is moved by. */
export function quickClock(times: number, start = '2026-03-05T09:00:00Z'): ReturnType<typeof standingClock> {
  const standing = standingClock(start)
  const began = performance.now()
  return {
    ...standing,
    now: () => new Date(standing.now().getTime() + (performance.now() - began) * times),
    sleep: async (ms, signal) => {
      standing.slept.push(ms)
      await wait(ms / times, undefined, { signal })
    },
  }
}
