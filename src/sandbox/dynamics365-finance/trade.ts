import { enterBills } from './acts/bills.ts'
import { draftInvoice, postInvoice } from './acts/free-text-invoices.ts'
import { createCustomer, inventParty, type Customer } from './acts/parties.ts'
import { payItem } from './acts/payments.ts'
import { dueOn } from './acts/terms.ts'
import { post, type Books } from './books.ts'
import { LFDE } from './company.ts'
import { inventBill, inventLines } from './history/invent.ts'
import type { PartyKind } from './open-items.ts'

const DEALS = [
  ['invoice', 8],
  ['receipt', 8],
  ['bill', 4],
  ['payment', 4],
  ['customer', 0.5],
] as const

/** One thing happens in lfde's business. */
export function trade(books: Books): void {
  const { random, tables } = books
  const isHere = ({ values }: { values: { dataAreaId: string } }) => values.dataAreaId === LFDE.id
  switch (random.pickWeighted(DEALS)) {
    case 'invoice':
      sell(books, random.pick(tables.customers.rows().filter(isHere)))
      return
    case 'receipt':
      settleOne(books, 'Cust')
      return
    case 'bill': {
      const vendor = random.pick(tables.vendors.rows().filter(isHere))
      const journal = enterBills(books, LFDE, [inventBill(random, LFDE, vendor, books.clock.today)])
      post(books, LFDE, journal.values.JournalBatchNumber)
      return
    }
    case 'payment':
      settleOne(books, 'Vend')
      return
    case 'customer':
      createCustomer(books, LFDE, inventParty(random, books.names, LFDE))
      return
  }
}

function sell(books: Books, customer: Customer): void {
  const { clock, random } = books
  const invoice = draftInvoice(books, LFDE, {
    customer,
    currency: customer.values.SalesCurrencyCode,
    issuedOn: clock.today,
    dueOn: dueOn(clock.today, customer.values.PaymentTerms),
    reference: '',
    inclusive: false,
    corrects: null,
    lines: inventLines(random, LFDE),
  })
  postInvoice(books, LFDE, invoice)
}

function settleOne(books: Books, party: PartyKind): void {
  const unpaid = books.items.unpaid(LFDE, party)
  if (unpaid.length === 0) return
  const item = books.random.pick(unpaid)
  const journal = payItem(books, item, {
    amount: item.open,
    paidOn: books.clock.today,
    method: 'SEPA',
    reference: item.invoice,
    batch: `trade ${books.next('trade batch')}`,
  })
  post(books, LFDE, journal.number)
}
