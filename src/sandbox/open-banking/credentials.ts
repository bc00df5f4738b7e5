// What a client is registered with at the played bank. None of it opens anything else.

/** The bank and its customer. PSD2 has no id for the two, so this one is made up for both sides. */
export const OPEN_BANKING_REMOTE_ID = 'hansa/larkfield-ltd'

/** At the bank's authorization server. A client that shows a certificate needs no secret. */
export const OPEN_BANKING_CLIENT_ID = 'sandbox-open-banking-client'
export const OPEN_BANKING_CLIENT_SECRET = 'sandbox-not-a-secret-open-banking'

/** Valid at the start: made 30 days before, for 180 days. It covers every account and names their owner. */
export const OPEN_BANKING_CONSENT_ID = 'sandbox-not-a-secret-consent-1'
export const OPEN_BANKING_CONSENT_AGE_DAYS = 30
/** The longest that a consent is valid for. */
export const OPEN_BANKING_CONSENT_DAYS = 180

export const OPEN_BANKING_BIC = 'ZZHBDE99XXX'
/** Its bank code begins with 9, as none in Germany does. Shared by the aggregate account (XXX) and its parts in EUR and GBP. */
export const OPEN_BANKING_CURRENT_IBAN = 'DE39999900000000420017'
export const OPEN_BANKING_SAVINGS_IBAN = 'DE17999900000000420025'
