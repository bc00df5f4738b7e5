import type { LedgerKey } from './accounts.ts'
import type { Day } from '../kit/days.ts'
import type { Amount, AmountStyle } from './money.ts'

export interface ExchangeRate {
  sourceCurrency: string
  exchangeRate: string
  unitCurrency: string
  targetCurrency: string
  quotationDate: Day
}

export interface StructuredReference {
  reference: string
  referenceType?: string
  referenceIssuer?: string
}

export interface EntryDetail {
  endToEndId: string
  transactionAmount: Amount
  creditorName: string
  creditorAccount: { iban: string }
  remittanceInformationUnstructured: string
}

/** What an answer says of an entry under the specification's own names, besides ids, amount, dates and parties. */
export interface EntryFacts {
  endToEndId?: string
  mandateId?: string
  creditorId?: string
  batchIndicator?: boolean
  batchNumberOfTransactions?: number
  entryDetails?: EntryDetail[]
  currencyExchange?: ExchangeRate[]
  remittanceInformationUnstructured?: string
  remittanceInformationUnstructuredArray?: string[]
  remittanceInformationStructured?: StructuredReference
  remittanceInformationStructuredArray?: StructuredReference[]
  additionalInformation?: string
  purposeCode?: string
  bankTransactionCode?: string
  proprietaryBankTransactionCode?: string
}

/** The other side. Nothing is known of it where the bank itself charges or pays. */
export interface Party {
  name?: string
  iban?: string
  /** Where the IBAN has accounts in several. */
  currency?: string
  bic?: string
}

/** Money that moves, before the bank has made an entry of it. */
export interface Movement {
  account: LedgerKey
  on: Day
  /** Negative: out of the account. */
  minor: number
  party: Party | null
  facts: EntryFacts
  /** Null: the bank gives none. Undefined: it does as it usually does. */
  ids?: null
}

export interface Entry {
  account: LedgerKey
  /** The bank's order; the later, the higher. */
  sequence: number
  minor: number
  enteredOn: Day
  /** Null while it is pending. */
  bookedOn: Day | null
  valueOn: Day | null
  transactionId: string | null
  entryReference: string | null
  /** The balance that it left, once booked. */
  balanceAfter: number | null
  style: AmountStyle
  party: Party | null
  facts: EntryFacts
}
