import type { Clock } from './clock.ts'
import { Collection } from './collection.ts'
import type { Ids } from './ids.ts'
import type { StripeObject } from './objects/common.ts'
import { type Cause, stripeEvent, type StripeEvent } from './objects/event.ts'
import { inAnswer } from './objects/in-answer.ts'
import { DAY } from './time.ts'
import type { Receivers } from './webhooks.ts'

const RETENTION_DAYS = 30
/** Newest first to be kept, so that a sandbox that trades for weeks does not fill the memory. */
const MOST_EVENTS = 20_000
const NOBODY: Cause = { id: null, idempotency_key: null }

export class EventLog {
  readonly #events = new Collection<StripeEvent>()
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #receivers: Receivers
  #keptFrom: number
  #retentionDays = RETENTION_DAYS
  #sending = false
  #cause = NOBODY

  /** `booksEnd`: until then history is made up; of it, what is younger than the retention is kept. */
  constructor(clock: Clock, ids: Ids, receivers: Receivers, booksEnd: number) {
    this.#clock = clock
    this.#ids = ids
    this.#receivers = receivers
    this.#keptFrom = booksEnd - RETENTION_DAYS * DAY
  }

  /** `previous`: the former values of what changed, for the types that end in `updated`. */
  record(type: string, object: StripeObject, previous: Record<string, unknown> | null = null): void {
    if (this.#clock.now < this.#keptFrom) return
    const event = stripeEvent(this.#ids.next('evt'), this.#clock.now, {
      type,
      object: structuredClone(inAnswer(object)),
      previous,
      cause: this.#cause,
      receivers: this.#receivers.countFor(type),
    })
    this.#events.add(event)
    this.#events.keepNewest(MOST_EVENTS)
    if (this.#sending) this.#receivers.tell(event)
  }

  /** History is over: webhooks are sent. */
  beginSending(): void {
    this.#sending = true
  }

  /** Events within carry the request that caused them. */
  causedBy<T>(cause: Cause, act: () => T): T {
    this.#cause = cause
    try {
      return act()
    } finally {
      this.#cause = NOBODY
    }
  }

  keepForDays(days: number): void {
    this.#retentionDays = days
  }

  get listing(): Collection<StripeEvent> {
    return this.#events
  }

  isKept(event: StripeEvent): boolean {
    return event.created >= this.#clock.now - this.#retentionDays * DAY
  }
}
