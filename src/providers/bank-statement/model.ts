import type { DecimalText } from '../../domain/decimal.ts'
import type { Finding } from '../../domain/entities.ts'

// What all formats tell, in one form.

export interface Money {
  amount: DecimalText
  /** Null: that of the account. */
  currency: string | null
}

export type Kind = '052' | '053' | '054' | '940' | '942'

/** The account's final word for a day, in contrast to what is known in its course. */
export const isStatement = (kind: Kind): boolean => kind === '053' || kind === '940'

export interface AccountName {
  /** IBAN or the bank's own number, without blanks. */
  number: string
  /** An IBAN may have accounts in several currencies. */
  currency: string | null
}

/** Signed: negative is owed by the account's owner. */
export interface Balance extends Money {
  on: string | null
  /** RFC 3339 UTC, where the time and its offset are told. */
  at: string | null
}

/** A statement, report or advice without its entries. */
export interface Head {
  number: string | null
  currency: string | null
  name: string | null
  institution: string | null
  /** ISO 20022, ExternalCashAccountType1Code, or the bank's own word. */
  accountType: string | null
  identifier: string | null
  /** Of the year's statements. */
  sequence: number | null
  page: string | null
  from: string | null
  /** As written, with or without a time. */
  to: string | null
  createdAt: string | null
  opening: Balance | null
  closing: Balance | null
  available: Balance | null
  limit: DecimalText | null
  findings: Finding[]
}

export interface Codes {
  /** ISO 20022: "PMNT-RCDT-ESCT". */
  iso: string | null
  /** Geschäftsvorfallcode of the German banks: "166". */
  gvc: string | null
  /** SWIFT's transaction type: "TRF". */
  swift: string | null
  /** The bank's own. */
  own: string | null
}

/** What one payment is about. A booking has one, or as a batch several, or none. */
export interface Payment {
  /** Signed. */
  amount: Money | null
  /** Who is on the other side, the likeliest first; one whose account is this one is not. */
  parties: { name: string; account: string | null }[]
  reference: string | null
  /** What the payer wrote. */
  remittance: string | null
  /** What the bank adds. */
  bankText: string | null
  /** In another currency, before it was exchanged. */
  original: { amount: DecimalText; currency: string } | null
}

/** An entry. */
export interface Booking {
  /** Null: a word that nobody knew. */
  isBooked: boolean | null
  /** Without a word an entry of a statement is booked, as statements hold no others; of a report it may be either. */
  isStatusTold: boolean
  bookedOn: string | null
  bookedAt: string | null
  valueOn: string | null
  /** Signed by its effect on the account for its owner. */
  money: Money
  bankReference: string | null
  codes: Codes
  bankText: string | null
  payments: Payment[]
  isBatch: boolean
  /** Signed; what the bank took out of the amount, in the booking's currency. */
  charges: DecimalText[]
  original: Payment['original']
  findings: Finding[]
}

/** An entry as received, and what was read of it; null when it could not be. */
export interface Entry {
  received: unknown
  booking: Booking | null
  /** By what it is known where it has no reference: the bank's texts, in their order. */
  content: string[]
}

/** What a file holds of one account. */
export interface Report {
  format: 'camt' | 'mt'
  kind: Kind
  /** "camt.053.001.08", "MT940". */
  message: string
  /** As received. */
  statement: unknown
  head: Head
  entries: Entry[]
}
