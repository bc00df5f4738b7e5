import { z } from 'zod'
import type { Recovery } from '../provider.ts'
import { optionalText } from '../toolkit/exact.ts'
import type { HttpFailure } from '../toolkit/http.ts'
import { askedMs } from '../toolkit/retry-after.ts'

/** How long each limit lasts, by the policy that a 429 names where it has no Retry-After. */
const POLICIES: Readonly<Record<string, number>> = {
  SECONDLY: 1_000,
  TEN_SECONDLY_ROLLING: 10_000,
  // Until midnight where the account is, which only the account's details tell: asked again every hour.
  DAILY: 3_600_000,
}
/** A record that another call is writing. */
const LOCKED_MS = 2_000

/** What to do after a failed call, by status and code; undefined leaves it to the default table. */
export function classify(failure: HttpFailure): Recovery | undefined {
  switch (failure.status) {
    case 400:
      return said(failure).status === 'BAD_REFRESH_TOKEN' ? { action: 'reconnect' } : undefined
    // No address holds a record's id, so nothing that is not found says that a record is gone.
    case 404:
    case 410:
      return { action: 'reject' }
    case 423:
      return { action: 'wait', afterMs: askedMs(failure) ?? LOCKED_MS }
    case 429:
      return waiting(askedMs(failure) ?? POLICIES[said(failure).policyName ?? ''])
    // The account is being moved to another data centre.
    case 477:
      return waiting(askedMs(failure))
    // The edge makes nothing of the token, or is itself in trouble: a new token settles the first.
    case 530:
      return { action: 'refresh' }
    default:
      return undefined
  }
}

const waiting = (afterMs: number | undefined): Recovery =>
  afterMs === undefined ? { action: 'wait' } : { action: 'wait', afterMs }

const envelope = z.object({ status: optionalText.catch(null), policyName: optionalText.catch(null) })

const said = ({ body }: HttpFailure): z.output<typeof envelope> =>
  envelope.safeParse(body).data ?? { status: null, policyName: null }
