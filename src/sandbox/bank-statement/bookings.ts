import type { Day } from '../kit/days.ts'

export interface Counterparty {
  name: string
  iban: string
  bic: string
}

/** One payment. Several of them make a batch booking. */
export interface Payment {
  /** Positive, in cents. */
  minor: number
  party: Counterparty
  endToEndId: string
  mandateId?: string
  text?: string
  /** ISO 11649. */
  creditorReference?: string
}

/** What kind of booking it is, in the words of ISO 20022 and of the German banks. */
export interface Kind {
  /** "PMNT", "RCDT", "ESCT". */
  domain: string
  family: string
  subFamily: string
  /** Geschäftsvorfallcode, three digits. */
  gvc: string
  /** SWIFT's transaction type, "TRF". */
  swift: string
  text: string
}

export interface Booking {
  /** The bank's own, at most 16 characters. */
  reference: string
  /** Null: still pending. */
  bookedOn: Day | null
  valueOn: Day
  /** In cents; negative: out of the account. */
  minor: number
  kind: Kind
  /** One: what was paid. Several: a batch. None: the bank's own booking. */
  payments: Payment[]
  /** What came back, and why: "AC04". */
  returned?: string
  /** The statement gives the batch's sum alone; an advice has its payments. */
  detailsApart?: boolean
}

export interface StatementDay {
  on: Day
  /** Of the year's statements. */
  number: number
  opening: number
  closing: number
  bookings: Booking[]
}

const kind = (codes: string, gvc: string, swift: string, text: string): Kind => {
  const [domain = '', family = '', subFamily = ''] = codes.split('-')
  return { domain, family, subFamily, gvc, swift, text }
}

export const KINDS = {
  receipt: kind('PMNT-RCDT-ESCT', '166', 'TRF', 'SEPA-GUTSCHRIFT'),
  payment: kind('PMNT-ICDT-ESCT', '116', 'TRF', 'SEPA-UEBERWEISUNG'),
  batch: kind('PMNT-ICDT-ESCT', '191', 'TRF', 'SEPA-SAMMELUEBERWEISUNG'),
  directDebit: kind('PMNT-RDDT-ESDD', '105', 'DDT', 'SEPA-LASTSCHRIFT'),
  returned: kind('PMNT-ICDT-RRTN', '159', 'RTI', 'SEPA-RUECKUEBERWEISUNG'),
  fee: kind('ACMT-MDOP-CHRG', '808', 'CHG', 'ENTGELT'),
} as const

export const isBatch = ({ payments }: Booking): boolean => payments.length > 1
