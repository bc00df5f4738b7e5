import { json } from './api/responses.ts'
import type { SandboxLimit, SandboxResponse } from '../kit/provider.ts'

const TEN_SECONDS = 10_000
const SECOND = 1_000
const IN_TEN_SECONDS = 110
const IN_A_SECOND = 11
const SEARCHES_IN_A_SECOND = 5
const MOST_KEPT = 1_000

const isSearch = (path: string): boolean => path.endsWith('/search')

/** Searches are counted by themselves, and by the second. */
export const LIMITS: readonly SandboxLimit[] = [
  { path: /^\/(crm|account-info|tax-rates)\/(?!.*\/search$)/, requests: IN_TEN_SECONDS, perSeconds: 10 },
  { path: /^\/crm\/.*\/search$/, requests: SEARCHES_IN_A_SECOND, perSeconds: 1 },
]

/** Counts calls, to tell what is left of the limits, and which of them was reached. */
export class Limits {
  #calls: number[] = []
  #searches: number[] = []
  #refusals = 0

  /** The headers of its answer. None with a search; none where the server lets more through than HubSpot would. */
  enter(path: string, now: number): Record<string, string> {
    if (isSearch(path)) {
      this.#searches = [...this.#searches.slice(-MOST_KEPT), now]
      return {}
    }
    this.#calls = [...this.#calls.filter((it) => it > now - TEN_SECONDS).slice(-MOST_KEPT), now]
    const left = IN_TEN_SECONDS - this.#calls.length
    if (left < 0) return {}
    const leftNow = Math.max(0, IN_A_SECOND - within(this.#calls, now, SECOND))
    return {
      'x-hubspot-ratelimit-max': String(IN_TEN_SECONDS),
      'x-hubspot-ratelimit-remaining': String(left),
      'x-hubspot-ratelimit-interval-milliseconds': String(TEN_SECONDS),
      'x-hubspot-ratelimit-secondly': String(IN_A_SECOND),
      'x-hubspot-ratelimit-secondly-remaining': String(leftNow),
    }
  }

  /** 429. Every other one leaves out when to come back, as HubSpot does at times. */
  refusal(now: number, correlationId: string): SandboxResponse {
    const isOfSearch = within(this.#searches, now, SECOND) >= SEARCHES_IN_A_SECOND
    const policyName = isOfSearch ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING'
    this.#refusals += 1
    const retryAfter = { 'retry-after': isOfSearch ? '1' : '10' }
    return json(
      429,
      {
        status: 'error',
        message: `You have reached your ${policyName.toLowerCase()} limit.`,
        errorType: 'RATE_LIMIT',
        correlationId,
        policyName,
      },
      this.#refusals % 2 === 0 ? {} : retryAfter,
    )
  }
}

const within = (times: readonly number[], now: number, window: number): number =>
  times.filter((it) => it > now - window).length
