import { z } from 'zod'
import type { Recovery } from '../provider.ts'
import type { HttpFailure } from '../toolkit/http.ts'
import { askedMs } from '../toolkit/retry-after.ts'
import { optionalText } from '../toolkit/exact.ts'

const envelope = z.object({
  error: z.object({ type: optionalText, code: optionalText, param: optionalText, message: optionalText }),
})

const CURSORS = new Set(['starting_after', 'ending_before'])

/** What to do after a failed call, by status, code and Stripe-Should-Retry; undefined leaves it to the default table. */
export function classify(failure: HttpFailure): Recovery | undefined {
  const { status, headers } = failure
  const error = envelope.safeParse(failure.body).data?.error
  if (error?.code === 'resource_missing') {
    // The object that a listing was to go on after is gone: only reading from the beginning is sure to be complete.
    return CURSORS.has(error.param ?? '') ? { action: 'restart' } : { action: 'skip' }
  }
  if (status === 401) return { action: 'reconnect' }
  // A restricted key without the permission: Stripe's message names the one that it lacks.
  if (status === 403) return { action: 'reject' }
  if (status === 429) return error?.code === 'lock_timeout' ? { action: 'retry' } : asAsked(failure)
  // With 409 the first call of that key still runs; otherwise the key was used for something else.
  if (error?.type === 'idempotency_error' && status !== 409) return { action: 'reject' }
  if (headers['stripe-should-retry'] === 'true') return { action: 'retry' }
  if (headers['stripe-should-retry'] === 'false') return { action: 'reject' }
  return status === 409 ? { action: 'retry' } : undefined
}

function asAsked(failure: HttpFailure): Recovery {
  const afterMs = askedMs(failure)
  return afterMs === undefined ? { action: 'wait' } : { action: 'wait', afterMs }
}
