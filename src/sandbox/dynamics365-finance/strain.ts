import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxResponse } from '../kit/provider.ts'
import type { Random } from '../kit/random.ts'

export interface Stress {
  /** Of the calls that are turned away, from 0 to 1. */
  share: number
  /** How; null: by one or another of what the service and its gateway say. */
  status: TurnedAway | null
  retryAfterSeconds: number
  /** What is answered at all is answered this late. */
  delayMs: number
  /** How much is done at once; null: any number of calls, in no time. */
  capacity: Capacity | null
  /** When it ends by itself; null: not before `calm`. */
  until: Date | null
}

export interface Capacity {
  /** With more calls in flight, each takes so many times longer. */
  atOnce: number
  /** What a call takes by itself, give or take a quarter. */
  takesMs: number
}

/** What the environment had to do. */
export interface Load {
  calls: number
  inFlight: number
  /** The most that were in flight at the same time. */
  most: number
}

/** A wait does not keep the sandbox from ending. */
const UNREF = { ref: false }
const HTML = { 'content-type': 'text/html' }
/** Most are told to wait; some meet a gateway that gave up. */
const OUTCOMES = [
  [429, 7],
  [503, 2],
  [504, 1],
] as const
export type TurnedAway = (typeof OUTCOMES)[number][0]
export const TURNED_AWAY: readonly TurnedAway[] = OUTCOMES.map(([status]) => status)

/**
 * The environment at month's end: a share of the calls is turned away, the others are slow, and the slower the more of
 * them there are. A caller who gives up takes nothing away: the work on its call goes on.
 */
export class Strain {
  readonly #random: Random
  #stress: Stress | null = null
  readonly #load: Load = { calls: 0, inFlight: 0, most: 0 }

  constructor(random: Random) {
    this.#random = random
  }

  set(stress: Stress | null): void {
    this.#stress = stress
  }

  /** What there was to do since it was asked last. */
  takeLoad(): Load {
    const load = { ...this.#load }
    Object.assign(this.#load, { calls: 0, most: load.inFlight })
    return load
  }

  /** Null when the call is to be answered as ever. */
  async meet(now: Date): Promise<SandboxResponse | null> {
    const load = this.#load
    load.calls += 1
    load.inFlight += 1
    load.most = Math.max(load.most, load.inFlight)
    try {
      return await this.#strained(now)
    } finally {
      load.inFlight -= 1
    }
  }

  async #strained(now: Date): Promise<SandboxResponse | null> {
    const stress = this.#stress
    if (stress === null) return null
    if (stress.until !== null && stress.until <= now) {
      this.#stress = null
      return null
    }
    if (!this.#random.chance(stress.share)) {
      const ms = stress.delayMs + this.#workMs(stress.capacity)
      if (ms > 0) await wait(ms, undefined, UNREF)
      return null
    }
    const status = stress.status ?? this.#random.pickWeighted(OUTCOMES)
    if (status === 504 && stress.delayMs > 0) await wait(stress.delayMs, undefined, UNREF)
    return turnedAway(status, stress.retryAfterSeconds)
  }

  #workMs(capacity: Capacity | null): number {
    if (capacity === null) return 0
    const crowd = Math.max(1, this.#load.inFlight / capacity.atOnce)
    return capacity.takesMs * crowd * (0.75 + this.#random.next() / 2)
  }
}

/** F&O's own refusals: JSON for 429, and what its gateway says for the others. */
export function turnedAway(status: number, retryAfterSeconds?: number): SandboxResponse {
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  switch (status) {
    case 401:
      return { status, headers: { 'www-authenticate': 'Bearer', ...HTML }, body: '' }
    case 429: {
      const message =
        'This request could not be processed at this time due to system experiencing high resource utilization.'
      return { status, headers: retryAfter, body: JSON.stringify({ error: { code: '', message } }) }
    }
    case 403:
      return { status, headers: HTML, body: page('403 - Forbidden: Access is denied.') }
    case 503:
      return { status, headers: { ...HTML, ...retryAfter }, body: page('Service Unavailable') }
    default:
      return { status, headers: HTML, body: page('The page cannot be displayed.') }
  }
}

const page = (title: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
