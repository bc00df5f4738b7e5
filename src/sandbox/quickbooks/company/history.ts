import type { Random } from '../../kit/random.ts'
import { addDays, dayOf, instantOf, weekday } from '../clock.ts'
import { voidEntity } from '../write.ts'
import { depositOther, depositPayments, journalEntry, payCard, runPayroll, transfer } from './banking.ts'
import type { Business } from './business.ts'
import { closeBooks } from './closing.ts'
import { foundCompany } from './founding.ts'
import { applyCredit, creditCustomer, receivePayment, sendInvoice } from './sales.ts'
import { payBill, purchase, receiveBill, receiveVendorCredit } from './spending.ts'

const YEARS_IN_DAYS = 731
const MORNING = 8 * 3600
/** Days before the end in which the books are still open. */
const OPEN_DAYS = 100

/** What follows from a document on a later day. */
type Agenda = Map<string, ((at: Date) => void)[]>

/** How many of each there are in two years at scale 1, and what one of them leads to. */
function doings(business: Business, plan: (day: string, doing: (at: Date) => void) => void) {
  const { company, random } = business
  const later = (at: Date, from: number, to: number, doing: (at: Date) => void) => {
    plan(addDays(dayOf(at), random.int(from, to)), doing)
  }
  const invoice = (at: Date) => {
    const { Id: id } = sendInvoice(business, at)
    if (random.chance(0.015)) {
      later(at, 1, 10, (then) => {
        const current = company.books.get('Invoice', id)
        if (current !== undefined) voidEntity(company, 'Invoice', current, then)
      })
      return
    }
    if (!random.chance(0.94)) return
    const inTwo = random.chance(0.06)
    later(at, 3, 55, (then) => receivePayment(business, id, inTwo ? 40 : 100, then))
    if (inTwo) later(at, 56, 90, (then) => receivePayment(business, id, 100, then))
  }
  const bill = (at: Date) => {
    const { Id: id } = receiveBill(business, at)
    if (random.chance(0.95)) later(at, 5, 45, (then) => payBill(business, id, then))
  }
  const credit = (at: Date) => {
    const { Id: id } = creditCustomer(business, at)
    if (random.chance(0.7)) later(at, 1, 14, (then) => applyCredit(business, id, then))
  }
  return [
    [3500, invoice],
    [250, credit],
    [1000, bill],
    [120, (at: Date) => receiveVendorCredit(business, at)],
    [7000, (at: Date) => purchase(business, at)],
    [480, (at: Date) => depositOther(business, at)],
    [520, (at: Date) => depositPayments(business, at)],
    [150, (at: Date) => transfer(business, at)],
    [52, (at: Date) => payCard(business, random.chance(0.5) ? '2100' : '2110', at)],
    [100, (at: Date) => journalEntry(business, at)],
    [50, (at: Date) => runPayroll(business, at)],
  ] as const
}

/** Two years of business, day by day, up to the day before `now()`; the same for the same seed, scale and now. */
export function liveThrough(random: Random, scale: number, now: () => Date): Business {
  const end = dayOf(now())
  const start = addDays(end, -YEARS_IN_DAYS)
  const business = foundCompany(random, scale, instantOf(start, MORNING), now)
  const agenda: Agenda = new Map()
  const kinds = doings(business, (day, doing) => {
    // What would happen on a weekend happens on Monday.
    const workday = addDays(day, weekday(day) === 6 ? 2 : weekday(day) === 0 ? 1 : 0)
    agenda.set(workday, [...(agenda.get(workday) ?? []), doing])
  })
  const days = workdays(addDays(start, 1), end)

  for (const [index, day] of days.entries()) {
    let second = MORNING
    const next = () => instantOf(day, (second += random.int(20, 90)))
    for (const doing of agenda.get(day) ?? []) doing(next())
    agenda.delete(day)
    for (const [count, doing] of kinds) {
      for (
        let left = share(Math.max(1, Math.round(count * scale)), index, days.length);
        left > 0;
        left -= 1
      ) {
        doing(next())
      }
    }
  }
  const lastOfMonth = addDays(`${addDays(end, -OPEN_DAYS).slice(0, 7)}-01`, -1)
  closeBooks(business.company.books, lastOfMonth, instantOf(end, 0))
  return business
}

function workdays(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) {
    if (weekday(day) !== 0 && weekday(day) !== 6) days.push(day)
  }
  return days
}

/** This day's part when a number is spread evenly, so that the parts sum up to it. */
const share = (number: number, day: number, days: number) =>
  Math.floor(((day + 1) * number) / days) - Math.floor((day * number) / days)
