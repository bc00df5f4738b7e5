// The subsidiary's account at its second bank, which sends files and has no API. German bank codes that begin with 9
// are given to nobody.

export const STATEMENT_BANK_NAME = 'Alster Sparbank'
export const STATEMENT_BIC = 'ZZASDE9AXXX'
export const STATEMENT_IBAN = 'DE18999900100000730014'
export const STATEMENT_CURRENCY = 'EUR'
export const STATEMENT_OWNER = 'Larkfield Works Ltd'
/** Before the first statement, in cents. */
export const STATEMENT_OPENING = 25_000_00
