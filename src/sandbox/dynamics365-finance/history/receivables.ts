import type { Random } from '../../kit/random.ts'
import { draftInvoice, postInvoice, type LineFacts } from '../acts/free-text-invoices.ts'
import type { Customer } from '../acts/parties.ts'
import { pay, payItem } from '../acts/payments.ts'
import { invoiceOrder } from '../acts/sales-invoices.ts'
import { dueOn } from '../acts/terms.ts'
import type { Books } from '../books.ts'
import type { Company } from '../company.ts'
import { addDays, daysBetween } from '../days.ts'
import { nameOf } from '../acts/parties.ts'
import { share } from '../money.ts'
import type { OpenItem } from '../open-items.ts'
import type { Agenda } from './agenda.ts'
import { inventLines, inventOrderLines } from './invent.ts'

export const FATES = ['paid', 'split', 'partial', 'unpaid', 'draft', 'corrected'] as const
export type Fate = (typeof FATES)[number]

/** An invoice that is old enough has mostly been paid. */
export function fateOf(random: Random, age: number): Fate {
  const isOld = age > 150
  return random.pickWeighted<Fate>([
    ['paid', 70],
    ['split', 8],
    ['corrected', 2],
    ['partial', isOld ? 0.5 : 8],
    ['unpaid', isOld ? 0.5 : 16],
    ['draft', age < 9 ? 40 : 0],
  ])
}

export interface Setting {
  books: Books
  agenda: Agenda
  random: Random
  company: Company
}

/** Today's free-text invoice to the customer, and what will become of it. */
export function billCustomer(setting: Setting, customer: Customer, fate: Fate): void {
  const { books, company, random } = setting
  const lines = inventLines(random, company)
  const invoice = draft(setting, customer, lines, null)
  if (fate === 'draft') return
  postInvoice(books, company, invoice)
  const number = invoice.values.FreeTextNumber
  if (fate === 'corrected') {
    const taken = lines.map((line) => ({ ...line, quantity: -line.quantity }))
    setting.agenda.add(addDays(books.clock.today, random.int(3, 20)), () => {
      postInvoice(books, company, draft(setting, customer, taken, number))
    })
    return
  }
  const item = books.items.find(company.id, 'Cust', number)
  if (item !== undefined) planPayments(setting, item, fate)
}

function draft(setting: Setting, customer: Customer, lines: readonly LineFacts[], corrects: string | null) {
  const { books, company, random } = setting
  const { values } = customer
  const issuedOn = books.clock.today
  return draftInvoice(books, company, {
    customer,
    currency: values.SalesCurrencyCode,
    issuedOn,
    dueOn: dueOn(issuedOn, values.PaymentTerms),
    reference: orderNumber(random),
    inclusive: corrects === null && random.chance(0.08),
    corrects,
    lines,
  })
}

/** Half of the customers give one. */
const orderNumber = (random: Random): string => (random.chance(0.5) ? `PO ${random.int(1_000, 9_999)}` : '')

/** Today's invoice for a sales order. */
export function billOrder(setting: Setting, customer: Customer, fate: Fate): void {
  const { books, company, random } = setting
  const item = invoiceOrder(books, company, {
    customer,
    issuedOn: books.clock.today,
    reference: orderNumber(random),
    freight: random.chance(0.3) ? random.int(5, 80) * 100 : 0,
    discount: random.chance(0.1) ? random.int(1, 10) * 50 : 0,
    lines: inventOrderLines(random),
  })
  planPayments(setting, item, fate)
}

function planPayments(setting: Setting, item: OpenItem, fate: Fate): void {
  const { books, random } = setting
  const today = books.clock.today
  const first = addDays(today, Math.max(2, daysBetween(today, item.dueOn) + random.int(-12, 15)))
  const part = share(item.amount, random.int(30, 70), 100)
  if (fate === 'paid') settle(setting, item, first, item.amount)
  if (fate === 'partial' || fate === 'split') settle(setting, item, first, part)
  if (fate === 'split') settle(setting, item, addDays(first, random.int(5, 25)), item.amount - part)
}

function settle({ agenda, books, random }: Setting, item: OpenItem, on: string, amount: number): void {
  // Of an invoice of nothing there is nothing to pay.
  if (amount <= 0) return
  agenda.add(on, () => {
    payItem(books, item, {
      amount,
      paidOn: books.clock.today,
      method: random.pickWeighted([
        ['SEPA', 8],
        ['CHECK', 1],
        ['CARD', 1],
      ]),
      reference: random.chance(0.8) ? `${item.invoice} ${random.token(6).toUpperCase()}` : '',
    })
  })
}

/** Money that comes before its invoice. */
export function payAhead({ books, company, random }: Setting, customer: Customer): void {
  pay(books, {
    company,
    party: 'Cust',
    account: customer.values.CustomerAccount,
    name: nameOf(customer),
    currency: customer.values.SalesCurrencyCode,
    item: null,
    amount: random.int(10, 90) * 5_000,
    paidOn: books.clock.today,
    method: 'SEPA',
    reference: 'Deposit',
  })
}
