import { FaultError } from '../../domain/errors.ts'

/** An answer that Xero's documentation does not allow for. */
export const unreadable = (message: string): FaultError =>
  new FaultError({ code: 'PROVIDER_UNAVAILABLE', message, actor: 'PROVIDER', retryable: true })
