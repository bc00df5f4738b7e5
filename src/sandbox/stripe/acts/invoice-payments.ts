import type { Books } from '../books.ts'
import { refused } from '../errors.ts'
import type { Charge } from '../objects/charge.ts'
import type { InvoicePayment } from '../objects/invoice-payment.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { PaymentIntent } from '../objects/payment-intent.ts'
import { DAY } from '../time.ts'
import { attemptCharge } from './charges.ts'

const DAYS_UNTIL_NEXT_ATTEMPT = 3

/** Charges what remains to a card. A declined charge leaves the invoice open, to be tried again. */
export function payByCard(books: Books, invoice: Invoice, card: string, declined: boolean): Charge {
  checkPayable(invoice)
  const { intent, payment } = expected(books, invoice)
  const customer = books.customers.get(invoice.customer) ?? null
  invoice.attempted = true
  invoice.attempt_count += 1
  const charge = attemptCharge(books, intent, { customer, card, declined })
  if (declined) {
    const retried = invoice.collection_method === 'charge_automatically'
    invoice.next_payment_attempt = retried ? books.clock.now + DAYS_UNTIL_NEXT_ATTEMPT * DAY : null
    books.events.record('invoice.payment_failed', invoice)
    return charge
  }
  payment.status = 'paid'
  payment.amount_paid = intent.amount
  payment.status_transitions = { canceled_at: null, paid_at: books.clock.now }
  books.events.record('invoice_payment.paid', payment)
  settleInvoice(books, invoice, intent.amount)
  books.events.record('invoice.payment_succeeded', invoice)
  return charge
}

/** The customer paid by other means, and somebody says so. */
export function payOutOfBand(books: Books, invoice: Invoice): Invoice {
  checkPayable(invoice)
  cancelPayment(books, invoice)
  settleInvoice(books, invoice, invoice.amount_remaining)
  books.events.record('invoice.payment_succeeded', invoice)
  return invoice
}

/** `amount` is paid now, and nothing remains. */
export function settleInvoice(books: Books, invoice: Invoice, amount: number): void {
  invoice.amount_paid += amount
  invoice.amount_remaining = invoice.amount_due - invoice.amount_paid
  invoice.attempted = true
  invoice.next_payment_attempt = null
  invoice.status = 'paid'
  invoice.status_transitions = { ...invoice.status_transitions, paid_at: books.clock.now }
  books.events.record('invoice.paid', invoice)
}

/** `amount_remaining` stays as it was. */
export function voidInvoice(books: Books, invoice: Invoice): Invoice {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') {
    throw refused("You can only pass in open invoices. This invoice isn't open.")
  }
  cancelPayment(books, invoice)
  invoice.status = 'void'
  invoice.next_payment_attempt = null
  invoice.status_transitions = { ...invoice.status_transitions, voided_at: books.clock.now }
  books.events.record('invoice.voided', invoice)
  return invoice
}

export function markUncollectible(books: Books, invoice: Invoice): Invoice {
  if (invoice.status !== 'open') throw refused("You can only pass in open invoices. This invoice isn't open.")
  invoice.status = 'uncollectible'
  invoice.next_payment_attempt = null
  invoice.status_transitions = { ...invoice.status_transitions, marked_uncollectible_at: books.clock.now }
  books.events.record('invoice.marked_uncollectible', invoice)
  return invoice
}

/** The charge that paid the invoice; undefined when it was not paid by card. */
export function chargeOf(books: Books, invoice: Invoice): Charge | undefined {
  const payment = books.paymentOfInvoice.get(invoice.id)
  if (payment?.status !== 'paid') return undefined
  const latest = books.paymentIntents.get(payment.payment.payment_intent)?.latest_charge
  return latest == null ? undefined : books.charges.get(latest)
}

/** A credit note on an open invoice leaves less to be paid. */
export function lowerExpectation(books: Books, invoice: Invoice): void {
  const { intent, payment } = expected(books, invoice)
  intent.amount = invoice.amount_remaining
  payment.amount_requested = invoice.amount_remaining
}

export function cancelPayment(books: Books, invoice: Invoice): void {
  const { intent, payment } = expected(books, invoice)
  payment.status = 'canceled'
  payment.status_transitions = { canceled_at: books.clock.now, paid_at: null }
  intent.status = 'canceled'
  intent.canceled_at = books.clock.now
  intent.cancellation_reason = 'void_invoice'
  books.events.record('payment_intent.canceled', intent)
}

export function checkPayable(invoice: Invoice): void {
  if (invoice.status === 'paid') throw refused('Invoice is already paid')
  if (invoice.status === 'open' || invoice.status === 'uncollectible') return
  throw refused(`The invoice ${invoice.id} is ${invoice.status} and cannot be paid.`)
}

function expected(books: Books, invoice: Invoice): { intent: PaymentIntent; payment: InvoicePayment } {
  const payment = books.paymentOfInvoice.get(invoice.id)
  const intent = payment && books.paymentIntents.get(payment.payment.payment_intent)
  if (payment === undefined || intent === undefined) throw new Error(`${invoice.id} expects no payment`)
  return { intent, payment }
}
