import { type Currency, unitsOf } from '../money.ts'
import { type Portal, instant } from '../portal/portal.ts'
import { type CrmRecord, type Properties, Refusal } from '../portal/record.ts'
import { createLine, type LineFacts } from './lines.ts'
import { paidOf, reckonInvoice } from './totals.ts'

export interface InvoiceFacts {
  currency: Currency
  contact: CrmRecord | null
  company: CrmRecord | null
  lines: readonly LineFacts[]
  /** "2026-03-05"; null: not set yet. */
  on: string | null
  dueOn: string | null
  properties?: Properties
}

/** A draft: without a number, and nobody's debt yet. */
export function draftInvoice(portal: Portal, facts: InvoiceFacts): CrmRecord {
  const { contact, company } = facts
  const invoice = portal.create('invoices', {
    hs_invoice_status: 'draft',
    hs_currency: facts.currency,
    hs_invoice_date: facts.on === null ? null : midnight(facts.on),
    hs_due_date: facts.dueOn === null ? null : midnight(facts.dueOn),
    hs_invoice_billable: 'true',
    ...facts.properties,
  })
  if (contact !== null) portal.associate(invoice, contact)
  if (company !== null) portal.associate(invoice, company)
  for (const line of facts.lines) createLine(portal, invoice, line)
  reckonInvoice(portal, invoice)
  return invoice
}

/** From now on it is owed. It needs one contact and a line. */
export function openInvoice(portal: Portal, invoice: CrmRecord): CrmRecord {
  const { hs_invoice_status: status } = invoice.properties
  if (status !== 'draft') throw new Refusal(`The invoice is ${String(status)} and cannot be opened.`)
  if (portal.linked(invoice, 'contacts').length !== 1)
    throw new Refusal('An invoice needs exactly one contact to be opened.')
  if (portal.linked(invoice, 'line_items').length === 0)
    throw new Refusal('An invoice needs at least one line item to be opened.')
  const today = midnight(instant(portal.now()).slice(0, 10))
  portal.update(invoice, {
    hs_invoice_status: 'open',
    hs_number: invoice.properties.hs_number ?? portal.nextInvoiceNumber(),
    hs_invoice_date: invoice.properties.hs_invoice_date ?? today,
    hs_due_date: invoice.properties.hs_due_date ?? today,
    hs_invoice_link: `https://pay.larkfield-works.example/invoice/${invoice.id}`,
  })
  reckonInvoice(portal, invoice)
  return invoice
}

export function voidInvoice(portal: Portal, invoice: CrmRecord): CrmRecord {
  if (invoice.properties.hs_invoice_status !== 'open' || paidOf(portal, invoice) !== 0)
    throw new Refusal('Only an open invoice that nothing was paid of can be voided.')
  portal.update(invoice, { hs_invoice_status: 'voided' })
  return invoice
}

/** A draft, and its lines with it. */
export function archiveInvoice(portal: Portal, invoice: CrmRecord): CrmRecord {
  if (invoice.properties.hs_invoice_status !== 'draft')
    throw new Refusal('Only a draft invoice can be deleted.')
  for (const line of portal.linked(invoice, 'line_items')) portal.archive(line)
  portal.archive(invoice)
  return invoice
}

export const balanceOf = ({ properties }: CrmRecord): number => unitsOf(properties.hs_balance_due) ?? 0

/** "2026-03-05T00:00:00Z" */
export const midnight = (day: string): string => `${day}T00:00:00Z`
