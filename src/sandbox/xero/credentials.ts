// What a client is registered with at the played Xero. None of it opens anything else.

/** Larkfield Works Ltd. */
export const XERO_TENANT_ID = '5a0db0c5-1f6e-4d0a-9a51-000000000001'
/** Larkfield Training Ltd, small books behind the same grant. */
export const XERO_SECOND_TENANT_ID = '5a0db0c5-1f6e-4d0a-9a51-000000000002'
export const XERO_CLIENT_ID = 'SANDBOXXEROCLIENT000000000000001'
export const XERO_CLIENT_SECRET = 'sandbox-not-a-secret-xero-client'
export const XERO_INITIAL_REFRESH_TOKEN = 'XR1-sandbox-not-a-secret'
export const XERO_WEBHOOK_KEY = 'sandbox-not-a-secret-xero-webhook-key'
