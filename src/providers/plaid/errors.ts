import { z } from 'zod'
import type { Recovery } from '../provider.ts'
import { optionalText } from '../toolkit/exact.ts'
import { HttpFailure } from '../toolkit/http.ts'

/** The transactions changed between two pages: the pages are worth nothing, the reading begins again. */
export const MUTATED = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION'
/** A field of the request is not what Plaid takes; the cursor is the only one of ours that can become so. */
export const INVALID_FIELD = 'INVALID_FIELD'

/** Nobody but the customer can mend these, by going through Link again. */
const FOR_THE_CUSTOMER = new Set([
  'ACCESS_NOT_GRANTED',
  'ADDITIONAL_CONSENT_REQUIRED',
  'INSUFFICIENT_CREDENTIALS',
  'INVALID_ACCESS_TOKEN',
  'INVALID_CREDENTIALS',
  'INVALID_MFA',
  'INVALID_UPDATED_USERNAME',
  'ITEM_LOCKED',
  'ITEM_LOGIN_REQUIRED',
  'ITEM_NOT_FOUND',
  'PASSWORD_RESET_REQUIRED',
  'USER_PERMISSION_REVOKED',
  'USER_SETUP_REQUIRED',
])

/** These pass by themselves, though Plaid answers some of them with 400. */
const PASSING = new Set([
  'INSTITUTION_DOWN',
  'INSTITUTION_NOT_AVAILABLE',
  'INSTITUTION_NOT_RESPONDING',
  'INTERNAL_SERVER_ERROR',
  'PLANNED_MAINTENANCE',
  'PRODUCT_NOT_READY',
])

export const needsCustomer = (code: string | null): boolean => code !== null && FOR_THE_CUSTOMER.has(code)

/** What to do after a failed call, by Plaid's codes; undefined leaves it to the default table. */
export function classify(failure: HttpFailure): Recovery | undefined {
  const { error_type: type, error_code: code } = errorIn(failure)
  if (needsCustomer(code)) return { action: 'reconnect' }
  if (failure.status === 429) return undefined
  if (type === 'RATE_LIMIT_EXCEEDED') return { action: 'wait' }
  if (code !== null && PASSING.has(code)) return { action: 'retry' }
  // Methods have no ids in their addresses: nothing that is not found says that a record is gone.
  if (failure.status === 404 || failure.status === 410) return { action: 'reject' }
  // Daybook's own id and secret: no customer can renew those.
  return code === 'INVALID_API_KEYS' ? { action: 'reject' } : undefined
}

/** Plaid's code of a failed call, as the engine's client throws it or as any other does. Null for any other error. */
export function codeOf(error: unknown): string | null {
  const failure = error instanceof Error && !(error instanceof HttpFailure) ? error.cause : error
  return failure instanceof HttpFailure ? errorIn(failure).error_code : null
}

const NOTHING = { error_type: null, error_code: null }
const envelope = z.looseObject({ error_type: optionalText, error_code: optionalText })

const errorIn = ({ body }: HttpFailure) => envelope.safeParse(body).data ?? NOTHING
