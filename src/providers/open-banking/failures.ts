import { FaultError } from '../../domain/errors.ts'
import { HttpFailure } from '../toolkit/http.ts'

/** An answer that the standard does not allow for. */
export const unreadable = (message: string): FaultError =>
  new FaultError({ code: 'PROVIDER_UNAVAILABLE', message, actor: 'PROVIDER', retryable: true })

/** The bank's own refusal behind an error, whoever wrapped it; null when there is none. */
export function refusalOf(error: unknown): HttpFailure | null {
  if (error instanceof HttpFailure) return error
  return error instanceof Error && error.cause instanceof HttpFailure ? error.cause : null
}
