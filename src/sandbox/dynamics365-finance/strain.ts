import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxResponse } from '../kit/provider.ts'
import type { Random } from '../kit/random.ts'

export interface Stress {
  /** Of the calls, from 0 to 1. */
  share: number
  retryAfterSeconds: number
  /** What is answered at all is answered this late. */
  delayMs: number
  /** When it ends by itself; null: not before `calm`. */
  until: Date | null
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

/** The environment at month's end: a share of the calls is turned away, the others may be slow. */
export class Strain {
  readonly #random: Random
  #stress: Stress | null = null

  constructor(random: Random) {
    this.#random = random
  }

  set(stress: Stress | null): void {
    this.#stress = stress
  }

  /** Null when the call is to be answered as ever. */
  async meet(now: Date): Promise<SandboxResponse | null> {
    const stress = this.#stress
    if (stress === null) return null
    if (stress.until !== null && stress.until <= now) {
      this.#stress = null
      return null
    }
    if (!this.#random.chance(stress.share)) {
      if (stress.delayMs > 0) await wait(stress.delayMs, undefined, UNREF)
      return null
    }
    const status = this.#random.pickWeighted(OUTCOMES)
    if (status === 504 && stress.delayMs > 0) await wait(stress.delayMs, undefined, UNREF)
    return turnedAway(status, stress.retryAfterSeconds)
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
