import type { Books } from '../books/books.ts'
import type { Credit, Invoice, LineAmountTypes } from '../books/document.ts'
import { Refusal } from '../books/refusal.ts'
import { type Currency, rateOn } from '../money.ts'
import { writeLines, type LineDraft } from './lines.ts'
import { checkLocks, noteChange } from './settle.ts'

export interface InvoiceFacts {
  type: Invoice['type']
  contactId: string
  on: string
  dueOn: string | null
  /** Null: the next one. */
  number: string | null
  reference: string
  currency: Currency
  lineAmountTypes: LineAmountTypes
  lines: readonly LineDraft[]
  status: 'DRAFT' | 'SUBMITTED' | 'AUTHORISED'
  sentToContact: boolean
}

/** Throws Refusal when Xero would not take it; otherwise what it gives makes the invoice. */
export function planInvoice(books: Books, facts: InvoiceFacts): () => Invoice {
  const { lines, totals } = checkedLines(books, facts)
  const isSale = facts.type === 'ACCREC'
  const contact = books.contact(facts.contactId)
  return () => {
    const invoice: Invoice = {
      ...facts,
      id: books.random.uuid(),
      number: facts.number ?? (isSale ? books.nextInvoiceNumber() : ''),
      rate: rateOn(facts.currency, facts.on),
      lines,
      totals,
      paidOn: null,
      updatedAt: books.now(),
    }
    if (isSale) contact.isCustomer = true
    else contact.isSupplier = true
    books.invoices.set(invoice.id, invoice)
    noteChange(books, invoice, 'CREATE')
    return invoice
  }
}

export const createInvoice = (books: Books, facts: InvoiceFacts): Invoice => planInvoice(books, facts)()

function checkedLines(books: Books, facts: InvoiceFacts) {
  const { type, number, status, on, dueOn } = facts
  checkLocks(books, on)
  if (books.contact(facts.contactId).status !== 'ACTIVE') throw new Refusal('The contact is archived.')
  if (type === 'ACCREC' && number !== null && isTaken(books, number))
    throw new Refusal('Invoice # must be unique.')
  if (facts.lines.length === 0) throw new Refusal('One or more line items must be specified')
  if (status === 'AUTHORISED' && dueOn === null) throw new Refusal('The due date cannot be empty.')
  return writeLines(books, facts.lineAmountTypes, facts.lines)
}

const isTaken = (books: Books, number: string): boolean =>
  [...books.invoices.values()].some(
    (it) => it.type === 'ACCREC' && it.number === number && it.status !== 'DELETED',
  )

export type InvoiceChange = Partial<
  Pick<InvoiceFacts, 'reference' | 'dueOn' | 'on' | 'lineAmountTypes' | 'lines' | 'sentToContact'>
>

/** What is absent stays as it is; lines are replaced as a whole. */
export function updateInvoice(books: Books, invoice: Invoice, change: InvoiceChange): Invoice {
  const { lines: drafts, ...rest } = change
  if (invoice.status === 'VOIDED' || invoice.status === 'DELETED') {
    throw new Refusal('Invoice not of valid status for modification')
  }
  if (drafts !== undefined || change.on !== undefined) {
    checkLocks(books, invoice.on)
    checkLocks(books, change.on ?? invoice.on)
    if (isSettledInPart(books, invoice)) {
      throw new Refusal('This document cannot be edited as it has a payment or credit note allocated to it.')
    }
  }
  const types = change.lineAmountTypes ?? invoice.lineAmountTypes
  Object.assign(invoice, rest, drafts === undefined ? {} : writeLines(books, types, drafts))
  noteChange(books, invoice)
  return invoice
}

export function approveInvoice(books: Books, invoice: Invoice): Invoice {
  if (invoice.status !== 'DRAFT' && invoice.status !== 'SUBMITTED') {
    throw new Refusal('Invoice not of valid status for modification')
  }
  checkLocks(books, invoice.on)
  invoice.status = 'AUTHORISED'
  noteChange(books, invoice)
  return invoice
}

/** An approved one; drafts are deleted instead. */
export function voidDocument<T extends Invoice | Credit>(books: Books, document: T): T {
  if (document.status !== 'AUTHORISED') throw new Refusal('Invoice not of valid status for modification')
  if (isSettledInPart(books, document)) {
    throw new Refusal('This document cannot be voided as it has payments or credits allocated to it.')
  }
  return end(books, document, 'VOIDED')
}

export function deleteDraft<T extends Invoice | Credit>(books: Books, document: T): T {
  if (document.status !== 'DRAFT' && document.status !== 'SUBMITTED') {
    throw new Refusal('Invoice not of valid status for modification')
  }
  return end(books, document, 'DELETED')
}

function end<T extends Invoice | Credit>(books: Books, document: T, status: 'VOIDED' | 'DELETED'): T {
  checkLocks(books, document.on)
  document.status = status
  noteChange(books, document)
  return document
}

const isSettledInPart = (books: Books, { id }: Invoice | Credit): boolean =>
  books.paymentsOf(id).length > 0 || books.allocationsOf(id).length > 0
