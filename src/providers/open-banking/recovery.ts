import type { Recovery } from '../provider.ts'
import type { HttpFailure } from '../toolkit/http.ts'
import { askedMs } from '../toolkit/retry-after.ts'
import { codesOf } from './codes.ts'

/** The consent is no longer good: only the customer can give a new one. */
const CONSENT = /^CONSENT_(EXPIRED|INVALID|UNKNOWN)$/
/** About the certificate or the service as such: a new consent would change nothing. */
const OPERATOR = /^(CERTIFICATE_\w+|SIGNATURE_\w+|ROLE_INVALID|SERVICE_BLOCKED)$/

/** What to do after a failed call, by status and message code; undefined leaves it to the default table. */
export function classify(failure: HttpFailure): Recovery | undefined {
  const { kind, status } = failure
  if (kind !== 'status' || status === null || status >= 500) return undefined
  const codes = codesOf(failure.body)
  const isAbout = (pattern: RegExp) => codes.some((it) => pattern.test(it))
  if (isAbout(CONSENT)) return { action: 'reconnect' }
  if (isAbout(OPERATOR)) return { action: 'reject' }
  if (isAbout(/^TOKEN_\w+$/)) return { action: 'refresh' }
  if (isAbout(/^RESOURCE_UNKNOWN$/)) return { action: 'skip' }
  // A gateway before the bank has words of its own for a token that is over.
  if (status === 401 && codes.length === 0) return { action: 'refresh' }
  if (status === 401 || status === 403) return { action: 'reconnect' }
  // Without that code it is a wrong address, not a missing account.
  if (status === 404) return { action: 'reject' }
  if (isAbout(/^ACCESS_EXCEEDED$/)) return { action: 'wait', afterMs: untilTomorrow(failure) }
  return undefined
}

const DAY_MS = 86_400_000
/** For an answer that does not tell its time: four calls a day are one in six hours. */
const UNTOLD_MS = DAY_MS / 4
/** Nearly all banks of the standard live in this zone. Asking an hour too early costs one more wait. */
const bankTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'medium' })

/** Milliseconds until the bank's next day begins, or less where it asks for less. */
function untilTomorrow(failure: HttpFailure): number {
  const sentAt = Date.parse(failure.headers['date'] ?? '')
  const tomorrow = Number.isNaN(sentAt) ? UNTOLD_MS : DAY_MS - timeOfDayMs(sentAt)
  return Math.min(tomorrow, askedMs(failure) ?? tomorrow)
}

function timeOfDayMs(instant: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = bankTime.format(instant).split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}
