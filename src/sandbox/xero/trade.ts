import { createCreditNote } from './acts/credits.ts'
import { updateContact } from './acts/contacts.ts'
import type { Invoice } from './books/document.ts'
import { moveMoney } from './history/banking.ts'
import { pickActive, type Business } from './history/business.ts'
import { inventLines, issueInvoice, receiveBill } from './history/documents.ts'
import { payFrom } from './history/fates.ts'

const DEALS = [
  ['invoice', 6],
  ['payment', 8],
  ['bill', 3],
  ['bank', 5],
  ['contact', 1],
  ['credit', 1],
] as const

/** One thing happens in the company's business. */
export function trade(business: Business): void {
  const { books, random, customers, suppliers } = business
  switch (random.pickWeighted(DEALS)) {
    case 'invoice':
      issueInvoice(business, pickActive(business, customers), 'AUTHORISED')
      return
    case 'bill':
      receiveBill(business, pickActive(business, suppliers), 'AUTHORISED')
      return
    case 'payment': {
      const open = [...books.invoices.values()].filter((it: Invoice) => it.status === 'AUTHORISED')
      if (open.length > 0) payFrom(business, random.pick(open), null)
      return
    }
    case 'bank':
      moveMoney(business)
      return
    case 'contact':
      updateContact(books, pickActive(business, customers), { website: 'https://www.new-face.example' })
      return
    case 'credit':
      createCreditNote(books, {
        type: 'ACCRECCREDIT',
        contactId: pickActive(business, customers).id,
        on: books.today,
        number: null,
        reference: '',
        currency: 'GBP',
        lineAmountTypes: 'Exclusive',
        lines: inventLines(business, 'sale').slice(0, 1),
        status: 'AUTHORISED',
      })
  }
}
