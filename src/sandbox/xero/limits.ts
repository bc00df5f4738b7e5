import { tooMany } from './api/responses.ts'
import type { SandboxResponse } from '../kit/provider.ts'
import { DAY } from './time.ts'

const MINUTE = 60_000
export const A_MINUTE = 60
const A_DAY = 5_000
const OF_APP_A_MINUTE = 10_000

/** Smaller ones, set on demand; null: the server's own stand alone. */
export interface SetLimits {
  minute: number | null
  day: number | null
}

/** Counts calls by organisation, to tell what is left of the limits. */
export class Limits {
  readonly #calls = new Map<string, number[]>()
  #set: SetLimits = { minute: null, day: null }

  set(limits: SetLimits): void {
    this.#set = limits
    this.#calls.clear()
  }

  /** Null when the call may pass; it counts then. */
  enter(tenantId: string, now: number): SandboxResponse | null {
    const times = this.#calls.get(tenantId) ?? []
    const { minute, day } = this.#set
    if (minute !== null && within(times, now, MINUTE) >= minute) return refusal('minute', times, now, MINUTE)
    if (day !== null && within(times, now, DAY) >= day) return refusal('day', times, now, DAY)
    times.push(now)
    if (times.length > OF_APP_A_MINUTE) times.shift()
    this.#calls.set(tenantId, times)
    return null
  }

  /** What the server, which counts all organisations together, refuses for. */
  refusal(now: number): SandboxResponse {
    const times = [...this.#calls.values()].flat().sort((a, b) => a - b)
    return within(times, now, MINUTE) < A_MINUTE
      ? tooMany('concurrent', null)
      : refusal('minute', times, now, MINUTE)
  }

  /** Nothing where more came through than is allowed: the server's limits are off then. */
  headers(tenantId: string, now: number): Record<string, string> {
    const times = this.#calls.get(tenantId) ?? []
    const left = {
      'x-daylimit-remaining': (this.#set.day ?? A_DAY) - within(times, now, DAY),
      'x-minlimit-remaining': (this.#set.minute ?? A_MINUTE) - within(times, now, MINUTE),
      'x-appminlimit-remaining': OF_APP_A_MINUTE - within([...this.#calls.values()].flat(), now, MINUTE),
    }
    if (Object.values(left).some((it) => it < 0)) return {}
    return Object.fromEntries(Object.entries(left).map(([name, it]) => [name, String(it)]))
  }
}

const within = (times: readonly number[], now: number, window: number): number =>
  times.filter((it) => it > now - window).length

/** Until the oldest call of the window has left it. */
function refusal(problem: string, times: readonly number[], now: number, window: number): SandboxResponse {
  const oldest = times.find((it) => it > now - window) ?? now
  return tooMany(problem, Math.max(1, Math.ceil((oldest + window - now) / 1000)))
}
