import type { Books } from '../books.ts'
import { chargeFee, settle } from '../money.ts'
import { charge, type Charge } from '../objects/charge.ts'
import type { Customer } from '../objects/customer.ts'
import { paymentIntent, type PaymentIntent, type PaymentIntentFacts } from '../objects/payment-intent.ts'
import { midnightAfter } from '../time.ts'

const DAYS_UNTIL_AVAILABLE = 2
/** What screening a payment costs, in cents, whether the bank then declines it or not. */
const SCREENING_FEE = 7

export function createPaymentIntent(books: Books, facts: PaymentIntentFacts): PaymentIntent {
  const intent = paymentIntent(books.ids.next('pi'), books.clock.now, facts)
  books.paymentIntents.add(intent)
  books.events.record('payment_intent.created', intent)
  return intent
}

/** The customer's own, or one given for this payment. */
export const cardOf = (books: Books, customer: Customer | null | undefined): string =>
  customer?.invoice_settings.default_payment_method ?? books.ids.next('pm')

export interface Attempt {
  customer: Customer | null
  card: string
  declined: boolean
}

/** Tries to take the money of a payment intent from a card. */
export function attemptCharge(books: Books, intent: PaymentIntent, attempt: Attempt): Charge {
  const id = books.ids.next('ch')
  const made = charge(id, books.clock.now, {
    amount: intent.amount,
    currency: intent.currency,
    customer: attempt.customer,
    description: intent.description,
    paymentIntent: intent.id,
    paymentMethod: attempt.card,
    declined: attempt.declined,
    balanceTransaction: attempt.declined ? null : postCharge(books, id, intent),
  })
  books.charges.add(made)
  postFee(books, SCREENING_FEE, 'Radar for Fraud Teams: screened payment')
  intent.latest_charge = id
  if (attempt.declined) noteDecline(books, intent, made)
  else noteSuccess(books, intent, made)
  return made
}

function postCharge(books: Books, id: string, intent: PaymentIntent): string {
  const { amount, currency, exchangeRate } = settle(intent.amount, intent.currency)
  return books.ledger.post({
    type: 'charge',
    reportingCategory: 'charge',
    source: id,
    amount,
    currency,
    description: intent.description,
    availableOn: midnightAfter(books.clock.now, DAYS_UNTIL_AVAILABLE),
    fee: chargeFee(amount, currency),
    exchangeRate,
  }).id
}

/** A fee of Stripe's own bill, in cents. */
export function postFee(books: Books, cents: number, description: string): void {
  books.ledger.post({
    type: 'stripe_fee',
    reportingCategory: 'fee',
    source: null,
    amount: -cents,
    currency: 'usd',
    description,
    availableOn: books.clock.now,
  })
}

function noteSuccess(books: Books, intent: PaymentIntent, made: Charge): void {
  intent.status = 'succeeded'
  intent.amount_received = intent.amount
  intent.last_payment_error = null
  intent.payment_method = made.payment_method
  books.events.record('charge.succeeded', made)
  books.events.record('payment_intent.succeeded', intent)
}

function noteDecline(books: Books, intent: PaymentIntent, made: Charge): void {
  intent.last_payment_error = {
    charge: made.id,
    code: 'card_declined',
    decline_code: 'generic_decline',
    doc_url: 'https://stripe.com/docs/error-codes/card-declined',
    message: 'Your card was declined.',
    type: 'card_error',
  }
  books.events.record('charge.failed', made)
  books.events.record('payment_intent.payment_failed', intent)
}

/** A sale without an invoice. */
export function sell(books: Books, facts: PaymentIntentFacts, attempt: Attempt): Charge {
  return attemptCharge(books, createPaymentIntent(books, facts), attempt)
}
