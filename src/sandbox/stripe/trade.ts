import { cardOf } from './acts/charges.ts'
import { finalizeInvoice } from './acts/invoices.ts'
import { payByCard } from './acts/invoice-payments.ts'
import type { Books } from './books.ts'
import { giveRefund } from './history/mishaps.ts'
import { payOutAll } from './history/payouts.ts'
import { inventInvoice, inventSale } from './history/sales.ts'

const DEALS = [
  ['payment', 8],
  ['invoice', 8],
  ['sale', 6],
  ['refund', 2],
  ['payout', 0.2],
] as const

/** One thing happens in the company's business. */
export function trade(books: Books): void {
  const { random } = books
  const customer = random.pick(books.customers.all())
  switch (random.pickWeighted(DEALS)) {
    case 'payment': {
      const open = books.invoices.all().filter((invoice) => invoice.status === 'open')
      if (open.length === 0) return
      const invoice = random.pick(open)
      payByCard(books, invoice, cardOf(books, books.customers.get(invoice.customer)), false)
      return
    }
    case 'invoice':
      finalizeInvoice(books, inventInvoice(books, random, customer, 'send_invoice'))
      return
    case 'sale':
      inventSale(books, random, customer, random.chance(0.05))
      return
    case 'refund':
      giveRefund(books, random)
      return
    case 'payout':
      payOutAll(books)
      return
  }
}
