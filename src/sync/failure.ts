import type { Logger } from 'pino'
import { FaultError, type Fault } from '../domain/errors.ts'

export interface FailedWork {
  /** What was being done, to follow "while": "reading invoices". */
  doing: string
  requestId: string
  log: Logger
}

/** The fault to keep and show. An error of our own is masked; the log has it whole. */
export function faultOf(error: unknown, { doing, requestId, log }: FailedWork): Fault {
  if (error instanceof FaultError) return error.fault
  log.error({ err: error, requestId }, `an error while ${doing}`)
  return {
    code: 'OUTCOME_UNKNOWN',
    message: `Daybook met an error of its own while ${doing}. The log has it under request ${requestId}.`,
    actor: 'OPERATOR',
    retryable: true,
  }
}
