import type { Random } from '../kit/random.ts'
import type { Company } from './company.ts'
import type { BusinessEvents } from './events.ts'
import { OpenItems } from './open-items.ts'
import type { PaymentJournal } from './acts/payments.ts'
import { firstOfMonth, noon } from './days.ts'
import type { Decimal } from './odata/fields.ts'
import { createTables, type Tables } from './sets/index.ts'

/** RecIds are beyond 2^32 from the first. */
const FIRST_REC_ID = 5_637_144_576

/** One environment with all its legal entities, and what every act upon it needs. */
export interface Books {
  tables: Tables
  random: Random
  /** The accounting day: made-up while history is made, the caller's afterwards. */
  clock: { today: string }
  /** The first and the last day of the made-up history. */
  begin: string
  end: string
  /** Names in use, of customers and vendors. */
  names: Set<string>
  items: OpenItems
  /** How to post what is not posted, by `unpostedKey`: journals and pending vendor invoices. */
  unposted: Map<string, () => void>
  /** By company, customers or vendors, and batch. */
  paymentJournals: Map<string, PaymentJournal>
  events: BusinessEvents
  /** The next of a number sequence, from 1. */
  next(sequence: string): number
  nextRecId(): number
}

export function openBooks(facts: Pick<Books, 'random' | 'begin' | 'end' | 'events'>): Books {
  const counts = new Map<string, number>()
  let recIds = 0
  const nextRecId = () => {
    recIds += 1
    return FIRST_REC_ID + recIds
  }
  return {
    ...facts,
    tables: createTables(nextRecId),
    clock: { today: facts.begin },
    names: new Set(),
    items: new OpenItems(),
    unposted: new Map(),
    paymentJournals: new Map(),
    nextRecId,
    next(sequence) {
      const next = (counts.get(sequence) ?? 0) + 1
      counts.set(sequence, next)
      return next
    },
  }
}

/** "GNJL000210": each company counts for itself. */
export const nextNumber = (books: Books, company: Company, prefix: string, digits = 6): string =>
  `${prefix}${String(books.next(`${company.id}/${prefix}`)).padStart(digits, '0')}`

export const nextJournal = (books: Books, company: Company): string => nextNumber(books, company, '', 5)

export const unpostedKey = (company: Company, number: string): string => `${company.id}/${number}`

/** Posts a journal or a pending vendor invoice. Throws Error when there is none such, or its period is not open. */
export function post(books: Books, company: Company, number: string): void {
  const key = unpostedKey(company, number)
  const act = books.unposted.get(key)
  if (act === undefined) throw new Error(`${company.id} has nothing unposted with number ${number}`)
  act()
  books.unposted.delete(key)
}

/** What a journal line says of its rate: units of the company's currency for 100 of the other. */
export function ratePerHundred({ tables }: Books, company: Company, currency: string, day: string): Decimal {
  if (currency === company.currency) return 100
  const row = tables.exchangeRates.find(['Default', currency, company.currency, noon(firstOfMonth(day))])
  if (row === undefined) throw new Error(`there is no rate from ${currency} to ${company.currency} on ${day}`)
  return row.values.Rate
}
