import type { Books } from '../books/books.ts'
import type { Credit, Invoice } from '../books/document.ts'
import { Refusal } from '../books/refusal.ts'
import { sum } from '../money.ts'

export const amountPaid = (books: Books, { id }: Invoice | Credit): number =>
  sum(books.paymentsOf(id).map((it) => it.amount))

export const amountAllocated = (books: Books, { id }: Invoice | Credit): number =>
  sum(books.allocationsOf(id).map((it) => it.amount))

/** Of an invoice what is due, of a credit what is left of it. Nothing once it is deleted or voided. */
export function amountOpen(books: Books, document: Invoice | Credit): number {
  if (document.status === 'DELETED' || document.status === 'VOIDED') return 0
  return document.totals.total - amountPaid(books, document) - amountAllocated(books, document)
}

export const isCredit = (document: Invoice | Credit): document is Credit => 'kind' in document

/** Whatever payments are made for. Undefined when there is none of that id. */
export const findPayable = (books: Books, id: string): Invoice | Credit | undefined =>
  books.invoices.get(id) ?? books.credits.get(id)

/** After money or credit came or went: the status follows from what is open. */
export function settle(books: Books, document: Invoice | Credit, on: string): void {
  const isSettled = amountOpen(books, document) === 0
  document.status = isSettled ? 'PAID' : 'AUTHORISED'
  document.paidOn = isSettled ? on : null
  noteChange(books, document)
}

/** Stamps it, and tells of it where Xero does. */
export function noteChange(
  books: Books,
  document: Invoice | Credit,
  verb: 'CREATE' | 'UPDATE' = 'UPDATE',
): void {
  document.updatedAt = books.now()
  if (!isCredit(document)) books.tell('INVOICE', verb, document.id)
  else if (document.kind === 'CreditNote') {
    books.tell('CREDITNOTE', verb, document.id, { Type: document.type, Status: document.status })
  }
}

/** Throws Refusal for a day in a period that is closed. */
export function checkLocks({ locks }: Books, on: string): void {
  const { period, endOfYear } = locks
  if (period !== null && on <= period) throw new Refusal(lockMessage('period', period))
  if (endOfYear !== null && on <= endOfYear) throw new Refusal(lockMessage('end of year', endOfYear))
}

const lockMessage = (kind: string, day: string) =>
  `The document date cannot be before the ${kind} lock date, currently set at ${inWords(day)}`

/** "30 Jun 2026" */
const inWords = (day: string): string => {
  const [, weekdayless = day] = /^\w+, (\d+ \w+ \d+)/.exec(new Date(day).toUTCString()) ?? []
  return weekdayless
}
