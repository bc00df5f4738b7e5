import { FaultError, type Fault } from '../domain/errors.ts'

/** What a run's calls cost so far. */
export interface Meter {
  /** All that were sent, retries included. */
  calls: number
  retries: number
}

/** How long a caller may be kept. */
export interface Patience {
  attempts: number
  /** A longer single wait ends in a DeferError. */
  maxWaitMs: number
  maxTotalWaitMs: number
}

export const PATIENT: Patience = { attempts: 5, maxWaitMs: 30_000, maxTotalWaitMs: 120_000 }
/**
 * For a run of a source under stress: where nine of ten calls fail, 98 of 100 get through in 40 attempts. A wait may be as long
 * as the call that is before this one in line.
 */
export const STRESSED: Patience = { attempts: 40, maxWaitMs: 150_000, maxTotalWaitMs: 900_000 }
/** Someone waits for the answer. */
export const INTERACTIVE: Patience = { attempts: 2, maxWaitMs: 1_000, maxTotalWaitMs: 1_500 }

/** The provider, or a limit, asks to wait longer than this caller may be kept: try again at `retryAt`. */
export class DeferError extends FaultError {
  override readonly name = 'DeferError'
  readonly retryAt: Date

  constructor(fault: Fault, retryAt: Date, options?: ErrorOptions) {
    super({ ...fault, retryAt: retryAt.toISOString() }, options)
    this.retryAt = retryAt
  }
}

/** The checkpoint is no longer valid: read the stream from its beginning. */
export class RestartError extends FaultError {
  override readonly name = 'RestartError'
}
