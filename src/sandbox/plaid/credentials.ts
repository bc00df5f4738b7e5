// What a client is registered with at the played Plaid. None of it opens anything else.

export const PLAID_CLIENT_ID = 'sandbox-not-a-secret-client'
export const PLAID_SECRET = 'sandbox-not-a-secret'

/** An item that was linked two years ago and has been read since. */
export const PLAID_ITEM_ID = 'SandboxItem00000000000000000000000001'
export const PLAID_ACCESS_TOKEN = 'access-sandbox-not-a-secret-000000000001'
