import type { Books } from '../books.ts'
import { refused } from '../errors.ts'
import { discount } from '../objects/discount.ts'
import { invoiceItem, type InvoiceItem } from '../objects/invoice-item.ts'
import { invoiceLine } from '../objects/invoice-line.ts'
import { invoicePayment } from '../objects/invoice-payment.ts'
import { invoiceTotals } from '../objects/invoice-totals.ts'
import {
  hostedInvoiceUrl,
  invoice,
  type Invoice,
  type InvoiceFacts,
  invoicePdfUrl,
} from '../objects/invoice.ts'
import type { Metadata } from '../objects/common.ts'
import type { TaxRate } from '../objects/tax-rate.ts'
import { createPaymentIntent, postFee } from './charges.ts'
import { customerOf, deleted, updateCustomer, type DeletedObject } from './customers.ts'
import { settleInvoice } from './invoice-payments.ts'

/** What Stripe's own bill has for an invoice, in cents. */
const BILLING_FEE = 40

export interface ItemFacts {
  description: string
  quantity: number
  /** Minor units. */
  unitAmount: number
  taxRate: TaxRate | null
  metadata?: Metadata
}

export interface NewInvoice extends InvoiceFacts {
  items: readonly ItemFacts[]
  /** Off the whole invoice; null: nothing. */
  percentOff: number | null
}

/** A draft. */
export function createInvoice(books: Books, facts: NewInvoice): Invoice {
  const { currency, customer, percentOff } = facts
  const draft = invoice(books.ids.next('in'), books.clock.now, facts)
  const off = percentOff === null ? null : { id: books.ids.next('di'), percentOff }
  if (off !== null) {
    books.discounts.add(discount(off.id, books.clock.now, customer.id, draft.id, `SBX${off.percentOff}OFF`))
    draft.discounts.push(off.id)
  }
  books.invoices.add(draft)
  for (const item of facts.items) {
    const invoiced = {
      ...item,
      currency,
      customer: customer.id,
      invoice: draft.id,
      metadata: item.metadata ?? {},
    }
    const made = createItem(books, invoiced)
    appendLine(books, draft, made, off)
  }
  retotal(draft)
  books.events.record('invoice.created', draft)
  return draft
}

export function createItem(books: Books, facts: Parameters<typeof invoiceItem>[2]): InvoiceItem {
  const item = invoiceItem(books.ids.next('ii'), books.clock.now, facts)
  books.invoiceItems.add(item)
  books.events.record('invoiceitem.created', item)
  return item
}

/** Puts an item on a draft that is already there. */
export function addItem(books: Books, draft: Invoice, item: InvoiceItem): void {
  if (draft.status !== 'draft') throw notEditable()
  item.invoice = draft.id
  const previous = { amount_due: draft.amount_due, subtotal: draft.subtotal, total: draft.total }
  appendLine(books, draft, item, null)
  retotal(draft)
  books.events.record('invoice.updated', draft, previous)
}

type Discounted = { id: string; percentOff: number } | null

function appendLine(books: Books, draft: Invoice, item: InvoiceItem, off: Discounted): void {
  const line = invoiceLine(books.ids.next('il'), books.clock.now, {
    invoice: draft.id,
    invoiceItem: item.id,
    currency: draft.currency,
    description: item.description,
    quantity: item.quantity,
    unitAmount: Number(item.pricing.unit_amount_decimal),
    taxRate: item.tax_rates[0] ?? null,
    discount: off,
  })
  draft.lines.data.push(line)
}

function retotal(draft: Invoice): void {
  Object.assign(draft, invoiceTotals(draft.lines.data))
  draft.amount_due = draft.total
  draft.amount_remaining = draft.total
}

/** Makes a draft a bill: it gets its number and what it will be paid by. */
export function finalizeInvoice(books: Books, draft: Invoice): Invoice {
  if (draft.status !== 'draft') {
    throw refused(
      "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
      'invoice_not_editable',
    )
  }
  const now = books.clock.now
  const customer = customerOf(books, draft.customer)
  // The first bill decides in which currency the customer is billed from then on.
  if (customer.currency === null) updateCustomer(books, customer, { currency: draft.currency })
  draft.number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`
  customer.next_invoice_sequence += 1
  Object.assign(draft, {
    status: 'open',
    effective_at: now,
    ending_balance: 0,
    hosted_invoice_url: hostedInvoiceUrl(draft.id),
    invoice_pdf: invoicePdfUrl(draft.id),
    webhooks_delivered_at: now,
  } satisfies Partial<Invoice>)
  draft.status_transitions = { ...draft.status_transitions, finalized_at: now }
  postFee(books, BILLING_FEE, 'Billing: invoice')
  books.events.record('invoice.finalized', draft)
  if (draft.total === 0) settleInvoice(books, draft, 0)
  else expectPayment(books, draft)
  return draft
}

function expectPayment(books: Books, open: Invoice): void {
  const customer = customerOf(books, open.customer)
  const { amount_due: amount, currency } = open
  const description = `Payment for Invoice ${open.number ?? open.id}`
  const intent = createPaymentIntent(books, { amount, currency, customer, description })
  const facts = { amount, currency, invoice: open.id, paymentIntent: intent.id }
  const payment = invoicePayment(books.ids.next('inpay'), books.clock.now, facts)
  books.invoicePayments.add(payment)
  books.paymentOfInvoice.set(open.id, payment)
  if (open.collection_method === 'send_invoice') books.events.record('invoice.sent', open)
}

/** By mail, as the customer is told of a bill; a draft is finalized first. */
export function sendInvoice(books: Books, invoice: Invoice): Invoice {
  if (invoice.collection_method !== 'send_invoice') {
    throw refused('You can only send invoices whose collection_method is send_invoice.')
  }
  if (invoice.status === 'draft') return finalizeInvoice(books, invoice)
  books.events.record('invoice.sent', invoice)
  return invoice
}

export function deleteDraft(books: Books, draft: Invoice): DeletedObject {
  if (draft.status !== 'draft') throw refused('You can only delete draft invoices.', 'invoice_not_editable')
  books.invoices.remove(draft.id)
  books.events.record('invoice.deleted', draft)
  return deleted(draft)
}

const notEditable = () => refused('This invoice is no longer editable', 'invoice_not_editable')
