import type { Random } from '../../kit/random.ts'
import { mergeContacts, updateContact } from '../acts/contacts.ts'
import { createCreditNote } from '../acts/credits.ts'
import { Books } from '../books/books.ts'
import type { Profile } from '../books/settings.ts'
import { addDays, DAY, dayOf, HOUR } from '../time.ts'
import { Agenda } from './agenda.ts'
import { adjust, moveBetweenAccounts, moveMoney } from './banking.ts'
import { atScale, pickActive, type Business } from './business.ts'
import { openAccounts, openTracking } from './chart.ts'
import { meetCustomer, meetSupplier } from './contacts.ts'
import { inventLines, issueInvoice, receiveBill } from './documents.ts'
import { fateOf, FEWEST_DOCUMENTS, isUnapproved, meetFate, type Fate } from './fates.ts'

const YEARS_MS = 731 * DAY
/** Days before the end in which the books are still open. */
const OPEN_DAYS = 75
/** UpdatedDateUTC of rows that came with a conversion: earlier than their own dates, as in Xero's demo companies. */
const LONG_AGO = Date.UTC(2008, 11, 20, 16, 42, 10, 237)

/** Two years of business up to `now()`; the same for the same seed, scale and now. */
export function liveThrough(profile: Profile, random: Random, scale: number, now: () => number): Business {
  const end = now()
  const agenda = new Agenda(end - YEARS_MS)
  let isOver = false
  const books = new Books(profile, random.fork('books'), () => (isOver ? now() : agenda.now))
  const banks = openAccounts(books)
  openTracking(books)
  const business: Business = { books, random, banks, customers: [], suppliers: [], names: new Set() }
  meetEverybody(business, scale)
  planDocuments(business, agenda, scale, end)
  planBanking(business, agenda, scale, end)
  planRest(business, agenda, end)
  agenda.runUntil(end)
  isOver = true
  books.locks.period = lastOfMonthBefore(addDays(dayOf(end), -OPEN_DAYS))
  ageSome(books)
  return business
}

function meetEverybody(business: Business, scale: number): void {
  for (let left = atScale(120, scale, 5); left > 0; left -= 1) meetCustomer(business)
  for (let left = atScale(60, scale, 4); left > 0; left -= 1) meetSupplier(business)
}

function planDocuments(business: Business, agenda: Agenda, scale: number, end: number): void {
  const { random } = business
  const kinds = [
    { count: 1000, contacts: () => business.customers, make: issueInvoice },
    { count: 500, contacts: () => business.suppliers, make: receiveBill },
  ]
  for (const { count, contacts, make } of kinds) {
    for (let index = 0; index < atScale(count, scale, FEWEST_DOCUMENTS); index += 1) {
      const fate = fateOf(business, index)
      agenda.add(whenFor(fate, random, index, end), () => {
        const invoice = make(business, pickActive(business, contacts()), statusFor(fate))
        meetFate(business, agenda, invoice, fate)
      })
    }
  }
}

/** Early enough for its fate to be met where small books depend on it, and late enough where it is to be under way. */
function whenFor(fate: Fate, random: Random, index: number, end: number): number {
  if (fate === 'draft' || fate === 'submitted') return random.int(end - 12 * DAY, end - HOUR)
  if (index < FEWEST_DOCUMENTS) return random.int(end - 400 * DAY, end - 110 * DAY)
  return random.int(end - YEARS_MS + DAY, end - HOUR)
}

const statusFor = (fate: Fate) =>
  fate === 'submitted' ? 'SUBMITTED' : isUnapproved(fate) ? 'DRAFT' : 'AUTHORISED'

function planBanking(business: Business, agenda: Agenda, scale: number, end: number): void {
  const { random } = business
  const kinds = [
    [
      atScale(700, scale, 8),
      () => {
        moveMoney(business)
      },
    ],
    [
      atScale(30, scale, 6),
      (index: number) => {
        moveBetweenAccounts(business, index)
      },
    ],
    [
      atScale(45, scale, 9),
      (index: number) => {
        adjust(business, index)
      },
    ],
  ] as const
  for (const [count, act] of kinds) {
    for (let index = 0; index < count; index += 1) {
      agenda.add(random.int(end - YEARS_MS + 2 * DAY, end - HOUR), () => {
        act(index)
      })
    }
  }
}

/** A credit note that is still a draft; a contact that was archived, and one that became another. */
function planRest(business: Business, agenda: Agenda, end: number): void {
  const { books, random } = business
  agenda.add(end - 3 * DAY, () => {
    createCreditNote(books, {
      type: 'ACCPAYCREDIT',
      contactId: pickActive(business, business.suppliers).id,
      on: books.today,
      number: null,
      reference: '',
      currency: 'GBP',
      lineAmountTypes: 'Exclusive',
      lines: inventLines(business, 'cost'),
      status: 'DRAFT',
    })
  })
  agenda.add(end - 30 * DAY, () => {
    updateContact(books, pickActive(business, business.customers), { status: 'ARCHIVED' })
    const [kept, gone] = [...business.customers].filter((it) => it.status === 'ACTIVE')
    if (kept !== undefined && gone !== undefined) mergeContacts(books, kept, gone)
  })
  for (let left = 5; left > 0; left -= 1) {
    agenda.add(random.int(end - 60 * DAY, end - HOUR), () => {
      updateContact(books, pickActive(business, business.suppliers), { website: 'https://www.moved.example' })
    })
  }
}

function ageSome({ invoices, payments, contacts }: Books): void {
  for (const shelf of [invoices, payments, contacts]) {
    for (const row of [...shelf.values()].slice(0, 2)) row.updatedAt = LONG_AGO
  }
}

const lastOfMonthBefore = (day: string): string => addDays(`${day.slice(0, 7)}-01`, -1)
