import { productName } from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import { cardOf, sell } from '../acts/charges.ts'
import { createInvoice, type ItemFacts } from '../acts/invoices.ts'
import type { Books } from '../books.ts'
import { CURRENCIES, type Currency, share } from '../money.ts'
import type { Charge } from '../objects/charge.ts'
import type { Customer } from '../objects/customer.ts'
import type { CollectionMethod, Invoice } from '../objects/invoice.ts'
import { DAY } from '../time.ts'
import { currencyOf, taxRateFor } from './customers.ts'

/** About so many cents in the customer's money. */
const price = (random: Random, from: number, to: number, currency: Currency): number =>
  share(random.amount(from, to), CURRENCIES[currency].dollar, 100, currency)

/** A payment without an invoice; by a guest when there is no customer. */
export function inventSale(
  books: Books,
  random: Random,
  customer: Customer | null,
  declined: boolean,
): Charge {
  const currency = customer === null ? 'usd' : currencyOf(customer)
  const amount = price(random, 500, 40_000, currency)
  const description = `${productName(random)} (online)`
  const card = cardOf(books, customer)
  return sell(books, { amount, currency, customer, description }, { customer, card, declined })
}

/** A draft with lines. */
export function inventInvoice(
  books: Books,
  random: Random,
  customer: Customer,
  collectionMethod: CollectionMethod,
): Invoice {
  const currency = currencyOf(customer)
  const taxRate = taxRateFor(books, customer)
  // Now and then more lines than an answer shows inline.
  const lines = random.chance(0.01) ? random.int(11, 28) : random.int(1, 4)
  const items = Array.from({ length: lines }, (): ItemFacts => ({
    description: productName(random),
    quantity: random.int(1, 5),
    unitAmount: price(random, 1_500, 60_000, currency),
    taxRate,
  }))
  return createInvoice(books, {
    customer,
    currency,
    collectionMethod,
    dueDate: collectionMethod === 'send_invoice' ? books.clock.now + random.pick([14, 30]) * DAY : null,
    description: random.chance(0.2) ? 'Thank you for your business' : null,
    metadata: {},
    autoAdvance: false,
    items,
    percentOff: random.chance(0.08) ? 10 : null,
  })
}
