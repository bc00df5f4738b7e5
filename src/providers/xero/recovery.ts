import { z } from 'zod'
import type { Recovery } from '../provider.ts'
import { optionalText } from '../toolkit/exact.ts'
import type { HttpFailure } from '../toolkit/http.ts'
import { askedMs } from '../toolkit/retry-after.ts'

const MINUTE_MS = 60_000
/** Of a rolling day nobody knows when its oldest calls drop out. */
const DAY_PROBE_MS = 3_600_000

/** What to do after a failed call, by status and code; undefined leaves it to the default table. */
export function classify(failure: HttpFailure): Recovery | undefined {
  switch (failure.status) {
    case 429:
      return throttled(failure)
    case 401:
      // The token is good, but the customer was never asked for this scope: a new token has no more of them.
      return codeOf(failure.body) === 'AuthorizationUnsuccessful' ? { action: 'reject' } : undefined
    case 403:
      // The organisation is no longer connected to the app, though the token is good for others.
      return codeOf(failure.body) === 'AuthenticationUnsuccessful' ? { action: 'reconnect' } : undefined
    default:
      return undefined
  }
}

/** X-Rate-Limit-Problem says which limit: "minute", "appminute", "concurrent", "day" or "daily". */
function throttled(failure: HttpFailure): Recovery {
  const afterMs = askedMs(failure)
  if (afterMs !== undefined) return { action: 'wait', afterMs }
  const problem = failure.headers['x-rate-limit-problem']?.toLowerCase() ?? ''
  if (/day|daily/.test(problem)) return { action: 'wait', afterMs: DAY_PROBE_MS }
  if (problem.includes('minute')) return { action: 'wait', afterMs: MINUTE_MS }
  // Too many at once, which passes as soon as one of them ends.
  return { action: 'wait' }
}

const problem = z.object({ detail: optionalText })

/** The word that begins an error's detail: "TokenExpired: token expired at …". Some errors spell their keys in lower case. */
function codeOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null
  const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))
  return problem.safeParse(fields).data?.detail?.split(':')[0] ?? null
}
