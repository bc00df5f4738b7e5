// What a client is registered with at the played Microsoft Entra ID and Dynamics 365. None of it opens anything else.

/** The directory: a domain name, as Entra takes one in place of its id. */
export const D365_TENANT = 'larkfield.example'
/** The environment's host; a token's scope names it, wherever the sandbox listens. */
export const D365_HOST = 'larkfield.operations.example'
export const D365_COMPANY = 'lfde'
export const D365_REMOTE_ID = `${D365_HOST}/${D365_COMPANY}`

export const D365_CLIENT_ID = '00000000-5a4d-4b0c-8e11-d365d365d365'
export const D365_CLIENT_SECRET = 'sandbox-not-a-secret-d365'
/** Part of the address that business events are posted to: they carry no signature. */
export const D365_WEBHOOK_CODE = 'sandbox-not-a-secret-d365-code'
