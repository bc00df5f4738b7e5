// Plaid's errors: flat bodies, told apart by error_code. What nobody may rely on is error_message.

export interface ErrorFacts {
  error_type: string
  error_code: string
  error_code_reason?: string
  error_message: string
  display_message: string | null
}

/** A call that Plaid refuses. */
export class Refusal extends Error {
  readonly facts: ErrorFacts
  readonly status: number

  constructor(facts: ErrorFacts, status = 400) {
    super(facts.error_message)
    this.facts = facts
    this.status = status
  }
}

export const refusal = (
  error_type: string,
  error_code: string,
  error_message: string,
  status = 400,
): Refusal => new Refusal({ error_type, error_code, error_message, display_message: null }, status)

export const invalidField = (message: string): Refusal => refusal('INVALID_REQUEST', 'INVALID_FIELD', message)

export const invalidInput = (code: string, message: string): Refusal =>
  refusal('INVALID_INPUT', code, message)

export const itemNotFound = (): Refusal =>
  refusal(
    'ITEM_ERROR',
    'ITEM_NOT_FOUND',
    'The Item you requested cannot be found. This Item does not exist, has been previously removed via /item/remove, or has had access removed by the user.',
  )

/** What an item is in until its owner logs in again. */
export const loginRequired = (reason: 'OAUTH_INVALID_TOKEN' | 'OAUTH_CONSENT_EXPIRED'): ErrorFacts => ({
  error_type: 'ITEM_ERROR',
  error_code: 'ITEM_LOGIN_REQUIRED',
  error_code_reason: reason,
  error_message:
    "the login details of this item have changed (credentials, MFA, or required user action) and a user login is required to update this information. use Link's update mode to restore the item to a good state",
  display_message: "The user's OAuth connection to this institution has been invalidated.",
})

export const permissionRevoked: ErrorFacts = {
  error_type: 'ITEM_ERROR',
  error_code: 'USER_PERMISSION_REVOKED',
  error_message: 'the holder of this account has revoked their permission for your application to access it',
  display_message: null,
}
