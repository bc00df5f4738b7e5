import { openInvoice } from './acts/invoices.ts'
import { refundPayment } from './acts/payments.ts'
import type { Business } from './history/business.ts'
import { payInvoice } from './history/fates.ts'
import { prepareInvoice } from './history/invoices.ts'
import { meetCompany, meetContact } from './history/people.ts'

const DEALS = [
  ['invoice', 6],
  ['payment', 6],
  ['draft', 1],
  ['customer', 1],
  ['change', 2],
  ['refund', 0.5],
] as const

/** One thing happens in the company's business. */
export function trade(business: Business): void {
  const { portal, random } = business
  switch (random.pickWeighted(DEALS)) {
    case 'invoice':
      openInvoice(portal, prepareInvoice(business))
      return
    case 'draft':
      prepareInvoice(business)
      return
    case 'payment': {
      const open = portal.living('invoices').filter((it) => it.properties.hs_invoice_status === 'open')
      if (open.length > 0) payInvoice(business, random.pick(open))
      return
    }
    case 'customer':
      meetContact(business, meetCompany(business))
      return
    case 'change':
      portal.update(random.pick(portal.living('companies')), {
        description: `Visited, visit ${random.int(1, 900)}`,
      })
      return
    case 'refund': {
      const payments = portal.living('commerce_payments')
      const paid = payments.filter((it) => it.properties.hs_latest_status === 'succeeded')
      if (paid.length > 0) refundPayment(portal, random.pick(paid), null)
    }
  }
}
