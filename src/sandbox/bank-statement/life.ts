import { addDays, type Day, dayOf, isWorkday, nextWorkday } from '../kit/days.ts'
import { companyName, productName, uniqueName } from '../kit/names.ts'
import { createRandom, type Random } from '../kit/random.ts'
import { creditorReference, inventBic, inventIban } from '../kit/references.ts'
import { STATEMENT_OPENING } from './account.ts'
import {
  type Booking,
  type Counterparty,
  isBatch,
  type Kind,
  KINDS,
  type Payment,
  type StatementDay,
} from './bookings.ts'

export interface StatementOptions {
  seed: number
  now: Date
  /** How far back the statements go; at least a week, so that there is a batch among them. */
  days?: number
}

/** The account's days that have a statement, and what of today is known so far. */
export interface AccountLife {
  days: StatementDay[]
  today: StatementDay
}

const DAYS = 60
const FEWEST_DAYS = 7

/** Without a booking there is no statement; numbers go on without a gap all the same. */
export function liveThrough({ days = DAYS, now, seed }: StatementOptions): AccountLife {
  const random = createRandom(seed).fork('bank-statement')
  const writer = new Writer(random)
  const today = dayOf(now)
  const length = Math.max(FEWEST_DAYS, days)
  const past = Array.from({ length }, (_, index) => addDays(today, index - length)).filter(isWorkday)
  const told: StatementDay[] = []
  for (const on of past) {
    const bookings = writer.dayOf(on, on === past.at(-1))
    if (bookings.length > 0) told.push(follow(told.at(-1), on, bookings))
  }
  const lastBatch = told.flatMap((it) => it.bookings).findLast(isBatch)
  if (lastBatch !== undefined) lastBatch.detailsApart = true
  return { days: told, today: follow(told.at(-1), today, writer.today(today)) }
}

function follow(before: StatementDay | undefined, on: Day, bookings: Booking[]): StatementDay {
  const opening = before?.closing ?? STATEMENT_OPENING
  const booked = bookings.reduce((total, it) => (it.bookedOn === null ? total : total + it.minor), 0)
  const sameYear = before?.on.slice(0, 4) === on.slice(0, 4)
  return {
    on,
    number: before && sameYear ? before.number + 1 : 1,
    opening,
    closing: opening + booked,
    bookings,
  }
}

function inventFirm(random: Random, name: string): Counterparty {
  const country = random.pick(['DE', 'FR', 'NL'])
  return { name, iban: inventIban(random, country), bic: inventBic(country) }
}

const isLastOfMonth = (day: Day): boolean => nextWorkday(addDays(day, 1)).slice(0, 7) !== day.slice(0, 7)

/** Makes up bookings; each gets the bank's next reference. */
class Writer {
  readonly #random: Random
  readonly #customers: Counterparty[]
  readonly #suppliers: Counterparty[]
  readonly #foreign: Counterparty
  readonly #utility: Counterparty
  #references = 0

  constructor(random: Random) {
    this.#random = random
    const taken = new Set<string>()
    const firms = (count: number) =>
      Array.from({ length: count }, () =>
        inventFirm(
          random,
          uniqueName(taken, () => companyName(random)),
        ),
      )
    this.#customers = firms(9)
    this.#suppliers = firms(8)
    this.#foreign = inventFirm(random, 'Möwe & Söhne Druck GmbH')
    this.#utility = inventFirm(random, 'Elbstrom Netz')
  }

  /** The newest statement is never an empty one, and has a name that is not ASCII. */
  dayOf(on: Day, isLast: boolean): Booking[] {
    const random = this.#random
    const weekday = new Date(on).getUTCDay()
    const bookings = Array.from({ length: random.int(0, 4) }, () => this.#any(on))
    if (isLast) bookings.push(this.#receipt(on, this.#foreign))
    if (weekday === 2 || weekday === 5) bookings.push(this.#batch(on))
    if (isLastOfMonth(on)) bookings.push(this.#book(on, -14_90, KINDS.fee, []))
    if (isLast || random.chance(0.05)) bookings.push(this.#returned(on))
    return bookings
  }

  /** Two booked, one announced. */
  today(on: Day): Booking[] {
    const announced = this.#one(on, -1, KINDS.directDebit, this.#debit(on))
    return [this.#receipt(on), this.#payment(on), { ...announced, bookedOn: null, valueOn: addDays(on, 1) }]
  }

  #any(on: Day): Booking {
    const what = this.#random.pickWeighted([
      ['receipt', 60],
      ['payment', 25],
      ['debit', 15],
    ] as const)
    if (what === 'receipt') return this.#receipt(on)
    return what === 'payment' ? this.#payment(on) : this.#one(on, -1, KINDS.directDebit, this.#debit(on))
  }

  #receipt(on: Day, party = this.#random.pick(this.#customers)): Booking {
    const random = this.#random
    const invoice = `INV-${random.int(1_000, 9_999)}`
    const said = random.chance(0.3)
      ? { creditorReference: creditorReference(invoice.replace('INV-', '2026')) }
      : { text: `Rechnung ${invoice} vom ${addDays(on, -21)}, besten Dank` }
    const endToEndId = random.pick([invoice, 'NOTPROVIDED'])
    const minor = random.amount(120_00, 5_600_00)
    return this.#one(on, 1, KINDS.receipt, {
      minor,
      party,
      endToEndId,
      ...said,
    })
  }

  #payment = (on: Day): Booking => this.#one(on, -1, KINDS.payment, this.#bill())

  /** Up to six bills paid by one booking. */
  #batch(on: Day): Booking {
    const payments = Array.from({ length: this.#random.int(3, 6) }, () => this.#bill())
    const total = payments.reduce((sum, it) => sum + it.minor, 0)
    return this.#book(on, -total, KINDS.batch, payments)
  }

  #returned(on: Day): Booking {
    return { ...this.#one(on, 1, KINDS.returned, this.#bill()), returned: 'AC04' }
  }

  #bill(): Payment {
    const random = this.#random
    const text = `${productName(random)} RE-${random.int(10_000, 99_999)}`
    const endToEndId = `LFA${random.int(100_000, 999_999)}`
    return { minor: random.amount(45_00, 1_400_00), party: random.pick(this.#suppliers), endToEndId, text }
  }

  #debit(on: Day): Payment {
    const text = `Strom ${on.slice(0, 7)}`
    return {
      minor: this.#random.int(80_00, 120_00),
      party: this.#utility,
      endToEndId: 'NOTPROVIDED',
      mandateId: 'MND-0042',
      text,
    }
  }

  #one = (on: Day, sign: 1 | -1, what: Kind, payment: Payment): Booking =>
    this.#book(on, sign * payment.minor, what, [payment])

  #book(on: Day, minor: number, what: Kind, payments: Payment[]): Booking {
    this.#references += 1
    const reference = `AS${on.slice(2).replaceAll('-', '')}${String(this.#references).padStart(6, '0')}`
    return { reference, bookedOn: on, valueOn: on, minor, kind: what, payments }
  }
}
