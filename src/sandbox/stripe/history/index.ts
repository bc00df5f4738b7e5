import type { Random } from '../../kit/random.ts'
import { planPayouts } from './payouts.ts'
import { deleteCustomer, updateCustomer } from '../acts/customers.ts'
import { deleteDraft } from '../acts/invoices.ts'
import type { Books } from '../books.ts'
import type { Customer } from '../objects/customer.ts'
import { DAY, HOUR } from '../time.ts'
import { Agenda } from './agenda.ts'
import { createTaxRates, inventCustomer } from './customers.ts'
import { billCustomer, fateOf, FEWEST_INVOICES } from './invoices.ts'
import { planMishaps } from './mishaps.ts'
import { inventInvoice, inventSale } from './sales.ts'
import { atScale } from './scale.ts'

/** At scale 1. Two thirds of the invoices bring a charge of their own. */
const CUSTOMERS = 300
const INVOICES = 1_500
const SALES = 3_700
const SHARE_DECLINED = 0.05
const SHARE_OF_GUESTS = 0.15

/** Makes up two years of business, from books.begin to books.end. */
export function makeHistory(books: Books, scale: number): void {
  const random = books.random.fork('history')
  const agenda = new Agenda()
  const regulars: Customer[] = []
  createTaxRates(books)
  planCustomers(books, agenda, random.fork('customers'), regulars, atScale(CUSTOMERS, scale))
  planInvoices(books, agenda, random.fork('invoices'), regulars, scale)
  planSales(books, agenda, random.fork('sales'), regulars, atScale(SALES, scale))
  planMishaps(books, agenda, random.fork('mishaps'), scale)
  planDeletions(books, agenda, random.fork('deletions'))
  planPayouts(books, agenda)
  agenda.run(books, books.end)
}

function planCustomers(
  books: Books,
  agenda: Agenda,
  random: Random,
  regulars: Customer[],
  count: number,
): void {
  const names = new Set<string>()
  for (let index = 0; index < count; index += 1) {
    // The first ones come with the first hour, so that whoever needs a customer finds one.
    const at = index < 20 ? books.begin + index * 60 : random.int(books.begin + DAY, books.end - DAY)
    agenda.add(at, () => {
      regulars.push(inventCustomer(books, random, names))
    })
  }
  for (let index = 0; index < Math.min(count, 40); index += 1) {
    agenda.add(random.int(books.end - 60 * DAY, books.end - HOUR), () => {
      updateCustomer(books, random.pick(regulars), { description: random.pick(['Reviewed', 'Pays by card']) })
    })
  }
}

function planInvoices(
  books: Books,
  agenda: Agenda,
  random: Random,
  regulars: Customer[],
  scale: number,
): void {
  const count = Math.max(FEWEST_INVOICES, atScale(INVOICES, scale))
  for (let index = 0; index < count; index += 1) {
    // Early enough for its fate to be met, where small books depend on it.
    const last = index < FEWEST_INVOICES ? books.end - 100 * DAY : books.end - HOUR
    agenda.add(random.int(books.begin + 3 * DAY, last), () => {
      billCustomer(books, agenda, random, random.pick(regulars), fateOf(random, index))
    })
  }
}

function planSales(books: Books, agenda: Agenda, random: Random, regulars: Customer[], count: number): void {
  const sale = (declined: boolean) => () => {
    const customer = random.chance(SHARE_OF_GUESTS) ? null : random.pick(regulars)
    inventSale(books, random, customer, declined)
  }
  for (let index = 0; index < count; index += 1) {
    const at = random.int(books.begin + 2 * DAY, books.end - HOUR)
    agenda.add(at, sale(random.chance(SHARE_DECLINED)))
  }
  agenda.add(books.end - 5 * DAY, sale(true))
  // In dollars and available by the last payout, which so is never empty.
  agenda.add(books.end - 5 * DAY, () => inventSale(books, random, null, false))
}

/** Customers and drafts that came and went in the last month, and that the events still tell of. */
function planDeletions(books: Books, agenda: Agenda, random: Random): void {
  const names = new Set<string>()
  for (const days of [25, 18, 9]) {
    agenda.add(books.end - days * DAY, () => {
      const visitor = inventCustomer(books, random, names)
      const draft = inventInvoice(books, random, visitor, 'send_invoice')
      agenda.add(books.end - (days - 4) * DAY, () => deleteDraft(books, draft))
      agenda.add(books.end - (days - 5) * DAY, () => deleteCustomer(books, visitor))
    })
  }
}
