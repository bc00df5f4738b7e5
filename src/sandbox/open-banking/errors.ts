/** A refusal in the specification's message codes; the API answers it in either of its two shapes. */
export class BankError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, text: string) {
    super(text)
    this.name = 'BankError'
    this.status = status
    this.code = code
  }
}

/** 400 */
export const formatError = (text: string): BankError => new BankError(400, 'FORMAT_ERROR', text)
export const notSupported = (name: string): BankError =>
  new BankError(400, 'PARAMETER_NOT_SUPPORTED', `This bank does not support the parameter ${name}.`)
export const periodInvalid = (text: string): BankError => new BankError(400, 'PERIOD_INVALID', text)
/** 401 */
export const consentInvalid = (text: string): BankError => new BankError(401, 'CONSENT_INVALID', text)
export const consentExpired = (): BankError =>
  new BankError(401, 'CONSENT_EXPIRED', 'The consent was valid and has expired; the customer must renew it.')
/** 404 */
export const unknownResource = (what: string): BankError =>
  new BankError(404, 'RESOURCE_UNKNOWN', `The addressed ${what} is unknown.`)
/** 429 */
export const accessExceeded = (perDay: number): BankError =>
  new BankError(
    429,
    'ACCESS_EXCEEDED',
    `Without the customer present, this may be read ${perDay} times a day.`,
  )
