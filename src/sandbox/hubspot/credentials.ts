// What a client is registered with at the played HubSpot. None of it opens anything else.

/** Larkfield Works' account, a number on the wire. */
export const HUBSPOT_PORTAL_ID = '100000042'
export const HUBSPOT_CLIENT_ID = '00000000-5a0d-4b0c-9000-000000000042'
export const HUBSPOT_CLIENT_SECRET = 'sandbox-not-a-secret-hubspot-client'
/** Of a grant with all scopes. */
export const HUBSPOT_REFRESH_TOKEN = 'na1-1-sandbox-not-a-secret'
