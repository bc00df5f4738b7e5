import type { Random } from '../../kit/random.ts'
import { cardOf } from '../acts/charges.ts'
import { finalizeInvoice } from '../acts/invoices.ts'
import { markUncollectible, payByCard, payOutOfBand, voidInvoice } from '../acts/invoice-payments.ts'
import type { Books } from '../books.ts'
import type { Customer } from '../objects/customer.ts'
import { DAY } from '../time.ts'
import type { Agenda } from './agenda.ts'
import { inventInvoice } from './sales.ts'

const FATES = [
  ['charged', 46],
  ['sent', 28],
  ['retried', 6],
  ['elsewhere', 7],
  ['unpaid', 4],
  ['voided', 4],
  ['uncollectible', 3],
  ['draft', 2],
] as const
type Fate = (typeof FATES)[number][0]

/** Small books have each fate once, in this order, too. */
export const FEWEST_INVOICES = FATES.length

export const fateOf = (random: Random, index: number): Fate => FATES[index]?.[0] ?? random.pickWeighted(FATES)

/** Bills the customer now, and notes what becomes of it. */
export function billCustomer(
  books: Books,
  agenda: Agenda,
  random: Random,
  customer: Customer,
  fate: Fate,
): void {
  const automatic = fate === 'charged' || fate === 'retried'
  const invoice = inventInvoice(books, random, customer, automatic ? 'charge_automatically' : 'send_invoice')
  if (fate === 'draft') return
  finalizeInvoice(books, invoice)
  const later = (fromDays: number, toDays: number, act: () => void) => {
    agenda.add(books.clock.now + random.int(fromDays * DAY, toDays * DAY), () => {
      if (invoice.status === 'open') act()
    })
  }
  const pay = (declined: boolean) => payByCard(books, invoice, cardOf(books, customer), declined)
  switch (fate) {
    case 'charged':
      pay(false)
      return
    case 'retried':
      pay(true)
      later(3, 3, () => pay(false))
      return
    case 'sent':
      later(1, 33, () => pay(false))
      return
    case 'elsewhere':
      later(5, 40, () => payOutOfBand(books, invoice))
      return
    case 'voided':
      later(1, 12, () => voidInvoice(books, invoice))
      return
    case 'uncollectible':
      later(50, 70, () => markUncollectible(books, invoice))
      return
    case 'unpaid':
      return
  }
}
