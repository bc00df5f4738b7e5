import type { Portal } from '../portal/portal.ts'
import type { CrmRecord } from '../portal/record.ts'
import { reckonLine } from './lines.ts'
import { reckonPayment } from './payments.ts'
import { reckonInvoice } from './totals.ts'

/** What HubSpot reckons anew after a record was written, linked or put away. */
export function reckon(portal: Portal, record: CrmRecord): void {
  switch (record.type) {
    case 'contacts':
    case 'companies':
      return
    case 'invoices':
      reckonInvoice(portal, record)
      return
    case 'commerce_payments':
      if (record.archivedAt === null) reckonPayment(portal, record)
      else reckonInvoicesOf(portal, record)
      return
    case 'line_items':
      if (record.archivedAt === null) reckonLine(portal, record)
      reckonInvoicesOf(portal, record)
      return
    case 'discounts':
    case 'fees':
    case 'taxes':
      reckonInvoicesOf(portal, record)
  }
}

function reckonInvoicesOf(portal: Portal, record: CrmRecord): void {
  for (const invoice of portal.linked(record, 'invoices')) reckonInvoice(portal, invoice)
}
