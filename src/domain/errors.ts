import type { Actor, UserErrorCode } from './vocabulary.ts'

/**
 * What went wrong, in the reader's words: names the thing at fault, says whose move it is and whether trying
 * again can help. The graph shows it as UserError; the tables keep it as JSON.
 */
export interface Fault {
  code: UserErrorCode
  message: string
  actor: Actor
  retryable: boolean
  /** RFC 3339. */
  retryAt?: string
  /** Where in the input. */
  path?: string[]
  documentationUrl?: string
  providerError?: {
    status: number | null
    code: string | null
    message: string | null
    requestId: string | null
  }
}

/** A fault on its way up. Everything else that is thrown is internal: masked outside, complete in the log. */
export class FaultError extends Error {
  override readonly name: string = 'FaultError'
  readonly fault: Fault

  constructor(fault: Fault, options?: ErrorOptions) {
    super(fault.message, options)
    this.fault = fault
  }
}
