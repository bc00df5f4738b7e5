import type { Fault } from '../domain/errors.ts'
import type { Provider, Recovery } from './provider.ts'
import type { HttpFailure } from './toolkit/http.ts'
import { readError } from './toolkit/error-body.ts'
import { retryAfterMs } from './toolkit/retry-after.ts'

/** What to do after a failed call: as the provider says, else by this table. */
export function recover(
  provider: Pick<Provider, 'auth' | 'classify'>,
  failure: HttpFailure,
  now: Date = new Date(),
): Recovery {
  return provider.classify?.(failure) ?? byStatus(provider, failure, now)
}

function byStatus(
  { auth }: Pick<Provider, 'auth'>,
  { kind, status, headers }: HttpFailure,
  now: Date,
): Recovery {
  if (kind !== 'status' || status === null) return { action: 'retry' }
  const afterMs = retryAfterMs(headers['retry-after'], now)
  switch (status) {
    case 401:
      return { action: auth.kind === 'oauth2' ? 'refresh' : 'reconnect' }
    case 404:
    case 410:
      return { action: 'skip' }
    case 408:
    case 409:
    case 423:
    case 425:
      return { action: 'retry' }
    case 429:
      return afterMs === undefined ? { action: 'wait' } : { action: 'wait', afterMs }
    default:
      if (status < 500) return { action: 'reject' }
      return afterMs === undefined ? { action: 'retry' } : { action: 'wait', afterMs }
  }
}

/** A failed call in the reader's words: what failed, whose move it is. `name` is the provider's, e.g. "QuickBooks". */
export function toFault(
  name: string,
  failure: HttpFailure,
  recovery: Recovery,
  now: Date = new Date(),
): Fault {
  const { code, message, requestId } = readError(failure)
  const providerError = { status: failure.status, code, message, requestId }
  const said = message === null ? '' : ` It says: ${message}`
  const call = `${failure.method} ${failure.path}`
  switch (recovery.action) {
    case 'wait': {
      const retryAt = new Date(now.getTime() + (recovery.afterMs ?? 60_000)).toISOString()
      return {
        code: 'RATE_LIMITED',
        message: `${name} asks for fewer calls for a while.`,
        actor: 'PROVIDER',
        retryable: true,
        retryAt,
        providerError,
      }
    }
    case 'refresh':
    case 'reconnect':
      return {
        code: 'REAUTHORIZE',
        message: `${name} no longer accepts the access that was given. Connect it again.${said}`,
        actor: 'CUSTOMER',
        retryable: false,
        providerError,
      }
    case 'restart':
      return {
        code: 'PROVIDER_REJECTED',
        message: `${name} no longer knows the position of the last reading. It will be read from the beginning.`,
        actor: 'OPERATOR',
        retryable: true,
        providerError,
      }
    case 'skip':
      return {
        code: 'NOT_FOUND',
        message: `${name} has nothing at ${failure.path}.`,
        actor: 'CALLER',
        retryable: false,
        providerError,
      }
    case 'reject':
      return failure.status === 403
        ? {
            code: 'FORBIDDEN',
            message: `${name} does not allow ${call} with the access that was given.${said}`,
            actor: 'CUSTOMER',
            retryable: false,
            providerError,
          }
        : {
            code: 'PROVIDER_REJECTED',
            message: `${name} refused ${call}.${said}`,
            actor: 'OPERATOR',
            retryable: false,
            providerError,
          }
    case 'retry':
      return {
        code: 'PROVIDER_UNAVAILABLE',
        message: `${name} cannot be read at the moment: ${failure.message}.`,
        actor: 'PROVIDER',
        retryable: true,
        providerError,
      }
  }
}
