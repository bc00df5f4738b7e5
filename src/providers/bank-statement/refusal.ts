import { FaultError } from '../../domain/errors.ts'

/** The file as a whole cannot be read; `message` is one sentence that names the place, and what to do. */
export const refused = (message: string): FaultError =>
  new FaultError({ code: 'INVALID_INPUT', message, actor: 'CALLER', retryable: false })

export const WHAT_IS_TAKEN =
  'Taken are ISO 20022 statements, reports and advices (camt.053, camt.052, camt.054) and SWIFT statements (MT940, MT942)'
