import { amountOf, enterBills } from '../acts/bills.ts'
import type { Vendor } from '../acts/parties.ts'
import { payItem } from '../acts/payments.ts'
import { receiveBill } from '../acts/pending-bills.ts'
import { post } from '../books.ts'
import { addDays } from '../days.ts'
import { inventBill } from './invent.ts'
import type { Setting } from './receivables.ts'

/** Today's journal of bills, and when they will be paid; without posting nothing is owed. */
export function takeBills(setting: Setting, vendors: readonly Vendor[], isPosted: boolean): void {
  const { agenda, books, company, random } = setting
  const bills = vendors.map((vendor) => inventBill(random, company, vendor, books.clock.today))
  const journal = enterBills(books, company, bills)
  if (!isPosted) return
  post(books, company, journal.values.JournalBatchNumber)
  for (const bill of bills) {
    const item = books.items.find(company.id, 'Vend', bill.invoice)
    if (item === undefined || random.chance(0.06)) continue
    agenda.add(addDays(item.dueOn, random.int(-6, 2)), () => {
      payItem(books, item, {
        amount: amountOf(bill),
        paidOn: books.clock.today,
        method: 'SEPA',
        reference: bill.invoice,
      })
    })
  }
}

/** A bill that came today and waits to be approved. */
export function holdBill({ books, company, random }: Setting, vendor: Vendor): void {
  receiveBill(books, company, inventBill(random, company, vendor, books.clock.today))
}
