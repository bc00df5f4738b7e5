import { STRIPE_VERSION } from '../credentials.ts'
import type { StripeObject } from './common.ts'

/** What made it happen: null and null when no request of the API did. */
export interface Cause {
  id: string | null
  idempotency_key: string | null
}

export interface StripeEvent {
  id: string
  object: 'event'
  api_version: string
  created: number
  /** The object as it was right after. */
  data: { object: StripeObject; previous_attributes?: Record<string, unknown> }
  livemode: false
  pending_webhooks: number
  request: Cause
  type: string
}

export interface EventFacts {
  type: string
  /** A copy that nothing changes any more. */
  object: StripeObject
  /** The former values of what an `…updated` changed. */
  previous: Record<string, unknown> | null
  cause: Cause
  receivers: number
}

export const stripeEvent = (id: string, created: number, facts: EventFacts): StripeEvent => ({
  id,
  object: 'event',
  api_version: STRIPE_VERSION,
  created,
  data: {
    object: facts.object,
    ...(facts.previous === null ? {} : { previous_attributes: facts.previous }),
  },
  livemode: false,
  pending_webhooks: facts.receivers,
  request: facts.cause,
  type: facts.type,
})
