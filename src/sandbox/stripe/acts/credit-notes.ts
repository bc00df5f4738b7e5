import type { Books } from '../books.ts'
import { refused } from '../errors.ts'
import {
  creditedLine,
  creditNote,
  type CreditNote,
  type CreditNoteReason,
  customLine,
} from '../objects/credit-note.ts'
import type { InvoiceLine } from '../objects/invoice-line.ts'
import { invoiceTotals } from '../objects/invoice-totals.ts'
import type { Invoice } from '../objects/invoice.ts'
import { cancelPayment, chargeOf, lowerExpectation, settleInvoice } from './invoice-payments.ts'
import { refundable, refundCharge } from './refunds.ts'

/** An untaxed amount, or a line of the invoice with its taxes. */
export type Credited = { amount: number } | { line: InvoiceLine }

export interface CreditFacts {
  credited: Credited
  reason: CreditNoteReason | null
  memo: string | null
}

/** Takes back a part of an invoice: from what is still to be paid, or else from what was. */
export function issueCreditNote(books: Books, invoice: Invoice, facts: CreditFacts): CreditNote {
  const line = lineOf(books, facts.credited)
  const { total: amount } = invoiceTotals([line])
  checkCredit(invoice, amount)
  const open = invoice.status === 'open'
  const sequence = books.creditNotes.all().filter((it) => it.invoice === invoice.id).length + 1
  const note = creditNote(books.ids.next('cn'), books.clock.now, {
    invoice,
    number: `${invoice.number ?? invoice.id}-CN-${String(sequence).padStart(2, '0')}`,
    lines: [line],
    memo: facts.memo,
    reason: facts.reason,
    givenBack: open ? null : giveBack(books, invoice, amount),
  })
  books.creditNotes.add(note)
  books.events.record('credit_note.created', note)
  if (open) lowerDue(books, invoice, amount)
  else notePostPayment(books, invoice, amount)
  return note
}

function lineOf(books: Books, credited: Credited) {
  const id = books.ids.next('cnli')
  if ('amount' in credited) return customLine(id, 'Service credit', credited.amount)
  const rates = credited.line.taxes.flatMap((tax) => books.taxRates.get(tax.tax_rate_details.tax_rate) ?? [])
  return creditedLine(id, credited.line, rates)
}

/** Minor units that a credit note may still take back. */
export const creditable = (invoice: Invoice): number =>
  invoice.status === 'open'
    ? invoice.amount_remaining
    : invoice.status === 'paid'
      ? invoice.amount_paid - invoice.post_payment_credit_notes_amount
      : 0

function checkCredit(invoice: Invoice, amount: number): void {
  if (invoice.status !== 'open' && invoice.status !== 'paid') {
    throw refused(
      `You can only create credit notes for open or paid invoices; ${invoice.id} is ${invoice.status}.`,
    )
  }
  if (amount <= 0) throw refused('Invalid positive integer', 'parameter_invalid_integer', 'amount')
  if (amount <= creditable(invoice)) return
  throw refused(
    `The sum of the credit amount, refund amount and out of band amount (${amount}) exceeds what can be credited (${creditable(invoice)}).`,
    undefined,
    'amount',
  )
}

function giveBack(books: Books, invoice: Invoice, amount: number): { refund: string } | 'out_of_band' {
  const charge = chargeOf(books, invoice)
  if (charge === undefined || refundable(charge) < amount) return 'out_of_band'
  return { refund: refundCharge(books, charge, amount, null).id }
}

function lowerDue(books: Books, invoice: Invoice, amount: number): void {
  const { amount_due, amount_remaining, pre_payment_credit_notes_amount } = invoice
  invoice.pre_payment_credit_notes_amount += amount
  invoice.amount_due -= amount
  invoice.amount_remaining -= amount
  books.events.record('invoice.updated', invoice, {
    amount_due,
    amount_remaining,
    pre_payment_credit_notes_amount,
  })
  if (invoice.amount_remaining > 0) {
    lowerExpectation(books, invoice)
    return
  }
  cancelPayment(books, invoice)
  settleInvoice(books, invoice, 0)
}

function notePostPayment(books: Books, invoice: Invoice, amount: number): void {
  const { post_payment_credit_notes_amount } = invoice
  invoice.post_payment_credit_notes_amount += amount
  books.events.record('invoice.updated', invoice, { post_payment_credit_notes_amount })
}
