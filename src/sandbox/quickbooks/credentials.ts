// What a client is registered with at the played QuickBooks. None of it opens anything else.

export const QUICKBOOKS_REALM_ID = '9341450000000001'
export const QUICKBOOKS_CLIENT_ID = 'sandbox-quickbooks-client'
export const QUICKBOOKS_CLIENT_SECRET = 'sandbox-not-a-secret-quickbooks-client'
export const QUICKBOOKS_VERIFIER_TOKEN = 'sandbox-not-a-secret-quickbooks-verifier'
export const QUICKBOOKS_INITIAL_REFRESH_TOKEN = 'RT1-sandbox-not-a-secret'
