import type { Random } from '../../kit/random.ts'
import { addDays, type Day, dayOf, monthsBefore, nextWorkday } from '../../kit/days.ts'
import type { Movement } from '../entries.ts'
import type { Ledger } from '../ledger.ts'
import { cardPayment, equalPayments, receipt, supplierPayment } from './dealings.ts'
import { monthOf } from './monthly.ts'
import type { Parties, Trading } from './parties.ts'

const MONTHS = 24
const DAYS = 730
/** At scale 1, in each of the two currencies. */
const RECEIPTS = 190
const PAYMENTS = 185
const CARD_PAYMENTS = 90
/** Small books have at least so many of each. */
const FEWEST = 3

export interface HistoryFacts {
  random: Random
  parties: Parties
  now: Date
  /** 1: about 1,200 bookings in two years. */
  scale: number
}

/** Two years of business until today, and what is pending today. */
export function makeHistory(ledger: Ledger, { now, parties, random, scale }: HistoryFacts): void {
  const today = dayOf(now)
  const begin = addDays(today, -DAYS)
  const months = Math.min(MONTHS, Math.max(2, Math.round(MONTHS * scale)))
  const monthly = Array.from({ length: months }, (_, index) => monthsBefore(today, index)).flatMap((month) =>
    monthOf(random.fork(month), parties, month),
  )
  const movements = [
    ...monthly,
    ...dealings(random.fork('dealings'), parties, begin, scale),
    ...equalPayments(nextWorkday(addDays(today, -9)), -4_50, true),
    ...equalPayments(nextWorkday(addDays(today, -23)), -7_00, false),
  ]
  movements
    .filter((it) => begin <= it.on && it.on < today)
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)))
    // An older system of the bank's books without any id.
    .forEach((it, index) => ledger.book(index % 61 === 5 ? { ...it, ids: null } : it))
  hold(ledger, random.fork('pending'), parties, today)
}

function dealings(random: Random, parties: Parties, begin: Day, scale: number): Movement[] {
  const times = (count: number) => Math.max(FEWEST, Math.round(count * scale))
  const on = () => nextWorkday(addDays(begin, random.int(1, DAYS - 3)))
  const many = (count: number, make: () => Movement) => Array.from({ length: times(count) }, make)
  const trading: readonly Trading[] = ['eur', 'gbp']
  return [
    ...trading.flatMap((account) => [
      ...many(RECEIPTS, () => receipt(random, parties, account, on())),
      ...many(PAYMENTS, () => supplierPayment(random, parties, account, on())),
    ]),
    ...many(CARD_PAYMENTS, () => cardPayment(random, on())),
  ]
}

/** One of them has no id, as is common. */
function hold(ledger: Ledger, random: Random, parties: Parties, today: Day): void {
  const yesterday = addDays(today, -1)
  ledger.hold(cardPayment(random, yesterday))
  ledger.hold({ ...cardPayment(random, today), ids: null })
  ledger.hold(supplierPayment(random, parties, 'eur', today))
  ledger.hold(supplierPayment(random, parties, 'gbp', yesterday))
  ledger.hold(receipt(random, parties, 'gbp', today))
}
