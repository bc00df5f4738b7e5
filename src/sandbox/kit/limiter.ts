import type { SandboxLimit } from './provider.ts'

export interface Limiter {
  /** Null when a limit is reached; otherwise the request counts, and is under way until it calls what it got. */
  enter(path: string): (() => void) | null
}

/** Counts in a sliding window and by what is under way. `clock` gives milliseconds that never go back. */
export function createLimiter(limits: readonly SandboxLimit[], clock: () => number): Limiter {
  const gates = limits.map((limit) => ({ limit, times: [] as number[], underWay: 0 }))

  return {
    enter(path) {
      const now = clock()
      const passed = gates.filter(({ limit }) => fits(limit, path))
      for (const { limit, times, underWay } of passed) {
        if ('atOnce' in limit) {
          if (underWay >= limit.atOnce) return null
        } else {
          while (times[0] !== undefined && times[0] <= now - limit.perSeconds * 1000) times.shift()
          if (times.length >= limit.requests) return null
        }
      }
      for (const gate of passed) {
        gate.underWay += 1
        if ('requests' in gate.limit) gate.times.push(now)
      }
      return () => {
        for (const gate of passed) gate.underWay -= 1
      }
    },
  }
}

const fits = ({ path: limited }: SandboxLimit, path: string): boolean =>
  typeof limited === 'string' ? path.startsWith(limited) : limited.test(path)
