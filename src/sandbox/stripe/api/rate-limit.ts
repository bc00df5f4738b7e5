import { StripeError } from '../errors.ts'

/** At most so many requests in any second. Off until it is set. */
export class RateLimit {
  #perSecond: number | null = null
  #times: number[] = []

  set(perSecond: number | null): void {
    this.#perSecond = perSecond
    this.#times = []
  }

  check(at: Date): void {
    if (this.#perSecond === null) return
    this.#times = this.#times.filter((time) => time > at.getTime() - 1_000)
    if (this.#times.length >= this.#perSecond) throw rateLimited()
    this.#times.push(at.getTime())
  }
}

export const rateLimited = (): StripeError =>
  new StripeError({
    status: 429,
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
  })
