import { createCustomer, createVendor, inventParty, type Customer, type Vendor } from '../acts/parties.ts'
import { post, type Books } from '../books.ts'
import { DAT, LFDE, LFGB } from '../company.ts'
import { addDays, daysBetween } from '../days.ts'
import { Agenda } from './agenda.ts'
import { closeOldPeriods, openCalendars } from './calendars.ts'
import { openChart, openDimensions } from './chart.ts'
import { planMonths } from './general.ts'
import { found, setRates } from './organization.ts'
import { holdBill, takeBills } from './payables.ts'
import { billCustomer, billOrder, FATES, fateOf, payAhead, type Fate, type Setting } from './receivables.ts'
import { openTaxes } from './taxes.ts'

/** At scale 1. */
const SIZES = [
  { company: LFDE, customers: 90, vendors: 35, invoices: 480, orders: 130, bills: 190 },
  { company: LFGB, customers: 8, vendors: 4, invoices: 24, orders: 6, bills: 10 },
  { company: DAT, customers: 4, vendors: 3, invoices: 10, orders: 2, bills: 4 },
]
type Size = (typeof SIZES)[number]

/** Payments of the last days are in journals that nobody has posted yet. */
const UNPOSTED_DAYS = 2

/** Makes up two years of business, from books.begin to books.end. */
export function makeHistory(books: Books, scale: number): void {
  found(books)
  setRates(books)
  openChart(books)
  openDimensions(books)
  openTaxes(books)
  openCalendars(books)
  const agenda = new Agenda(books)
  for (const size of SIZES) {
    const random = books.random.fork(size.company.id)
    planCompany({ books, agenda, random, company: size.company }, size, scale)
  }
  agenda.run()
  postPayments(books, addDays(books.end, -UNPOSTED_DAYS))
  closeOldPeriods(books)
}

const atScale = (count: number, scale: number, fewest: number): number =>
  Math.max(Math.min(count, fewest), Math.round(count * scale))

function planCompany(setting: Setting, size: Size, scale: number): void {
  const { agenda, books, company, random } = setting
  const customers = Array.from({ length: atScale(size.customers, scale, 4) }, () =>
    createCustomer(books, company, inventParty(random, books.names, company)),
  )
  const vendors = Array.from({ length: atScale(size.vendors, scale, 3) }, () =>
    createVendor(books, company, inventParty(random, books.names, company)),
  )
  planInvoices(setting, customers, atScale(size.invoices, scale, 12))
  planOrders(setting, customers, atScale(size.orders, scale, 5))
  planBills(setting, vendors, atScale(size.bills, scale, 8))
  planMonths(setting)
  for (const days of [400, 90]) {
    agenda.add(addDays(books.end, -days), () => {
      payAhead(setting, random.pick(customers))
    })
  }
}

/** The first of them meet each fate once, however small the books. */
function planInvoices(setting: Setting, customers: readonly Customer[], count: number): void {
  const { agenda, books, company, random } = setting
  for (let index = 0; index < count; index += 1) {
    const certain = FATES[index]
    const ago = certain === undefined ? anyDay(books, setting) : certain === 'draft' ? 4 : random.int(80, 110)
    const fate = certain ?? fateOf(random, ago)
    agenda.add(addDays(books.end, -ago), () => {
      billCustomer(setting, customerFor(setting, customers, index), fate)
    })
  }
  // One that is not due yet.
  agenda.add(addDays(books.end, -3), () => {
    billCustomer(setting, customerFor(setting, customers, company === LFDE ? 0 : 1), 'unpaid')
  })
}

/** The first three are invoiced in turn, so that small books have more than one customer. */
function customerFor({ random }: Setting, customers: readonly Customer[], index: number): Customer {
  const certain = index < 3 ? customers[index] : undefined
  return certain ?? random.pick(customers)
}

function planOrders(setting: Setting, customers: readonly Customer[], count: number): void {
  const { agenda, books, random } = setting
  for (let index = 0; index < count; index += 1) {
    const ago = index < 2 ? random.int(80, 110) : anyDay(books, setting)
    const fate: Fate = index === 0 ? 'unpaid' : index === 1 ? 'paid' : fateOf(random, ago)
    agenda.add(addDays(books.end, -ago), () => {
      billOrder(setting, random.pick(customers), fate)
    })
  }
}

function planBills(setting: Setting, vendors: readonly Vendor[], count: number): void {
  const { agenda, books, random } = setting
  for (let taken = 0; taken < count;) {
    const together = Math.min(count - taken, random.pick([1, 1, 2, 3]))
    const group = Array.from({ length: together }, () => random.pick(vendors))
    agenda.add(addDays(books.end, -anyDay(books, setting) - 4), () => {
      takeBills(setting, group, true)
    })
    taken += together
  }
  agenda.add(addDays(books.end, -4), () => {
    takeBills(setting, [random.pick(vendors)], false)
  })
  for (const days of [8, 5, 4]) {
    agenda.add(addDays(books.end, -days), () => {
      holdBill(setting, random.pick(vendors))
    })
  }
}

const anyDay = ({ begin, end }: Books, { random }: Setting): number =>
  random.int(5, daysBetween(begin, end) - 5)

/** Every payment journal up to the day. */
function postPayments(books: Books, through: string): void {
  for (const { company, isPosted, number, paidOn } of [...books.paymentJournals.values()]) {
    if (!isPosted && paidOn <= through) post(books, company, number)
  }
}
