import { isCurrency } from '../money.ts'
import type { Books } from '../books.ts'
import type { Listing } from '../collection.ts'
import { missing, refused } from '../errors.ts'
import type { StripeObject } from '../objects/common.ts'
import type { StripeEvent } from '../objects/event.ts'
import { equal, type Filter, flag, oneOf, range } from './filters.ts'

export interface Resource {
  /** The object's name: in permissions, and in errors. */
  kind: string
  listing: Listing<StripeObject>
  get(id: string): StripeObject | undefined
  filters: readonly Filter[]
}

const INVOICE_STATUSES = ['draft', 'open', 'paid', 'uncollectible', 'void']
const PAYOUT_STATUSES = ['paid', 'pending', 'in_transit', 'canceled', 'failed']
const PAYMENT_STATUSES = ['open', 'paid', 'canceled']
const COLLECTION_METHODS = ['charge_automatically', 'send_invoice']
const MOST_EVENT_TYPES = 20

const created = range('created')
const customer = equal('customer')
const paymentIntent = equal('payment_intent')

/** What is listed, by its path below /v1. */
export function resourcesOf(books: Books): Readonly<Record<string, Resource>> {
  const of = <T extends StripeObject>(
    kind: string,
    collection: Listing<T> & { get(id: string): T | undefined },
    filters: readonly Filter[],
  ): Resource => ({ kind, listing: collection, get: (id) => collection.get(id), filters })

  return {
    balance_transactions: of('balance_transaction', books.ledger.transactions, [
      currency,
      carriedBy(books),
      equal('source'),
      equal('type'),
      created,
    ]),
    charges: of('charge', books.charges, [customer, paymentIntent, equal('transfer_group'), created]),
    credit_notes: of('credit_note', books.creditNotes, [customer, equal('invoice'), created]),
    customers: of('customer', books.customers, [equal('email'), created]),
    disputes: of('dispute', books.disputes, [equal('charge'), paymentIntent, created]),
    events: { ...of('event', books.events.listing, [eventType, kept(books), created]), get: eventOf(books) },
    invoice_payments: of('invoice_payment', books.invoicePayments, [
      equal('invoice'),
      payment,
      oneOf('status', PAYMENT_STATUSES),
      created,
    ]),
    invoiceitems: of('invoiceitem', books.invoiceItems, [customer, equal('invoice'), created]),
    invoices: of('invoice', books.invoices, [
      customer,
      oneOf('status', INVOICE_STATUSES),
      oneOf('collection_method', COLLECTION_METHODS),
      equal('subscription'),
      range('due_date'),
      created,
    ]),
    payment_intents: of('payment_intent', books.paymentIntents, [customer, created]),
    payouts: of('payout', books.payouts, [
      oneOf('status', PAYOUT_STATUSES),
      equal('destination'),
      range('arrival_date'),
      created,
    ]),
    refunds: of('refund', books.refunds, [equal('charge'), paymentIntent, created]),
    tax_rates: of('tax_rate', books.taxRates, [flag('active'), flag('inclusive'), created]),
    webhook_endpoints: of('webhook_endpoint', books.receivers.endpoints, []),
  }
}

const currency: Filter = (params) => {
  const wanted = params.text('currency')?.toLowerCase()
  if (wanted === undefined) return null
  if (!isCurrency(wanted)) throw refused(`Invalid currency: ${wanted}.`, undefined, 'currency')
  return (item) => Reflect.get(item, 'currency') === wanted
}

/** The payout's own transaction comes with what it carries; neither before the reconciliation is completed. */
const carriedBy =
  (books: Books): Filter =>
  (params) => {
    const id = params.text('payout')
    if (id === undefined) return null
    const payout = books.payouts.get(id)
    if (payout === undefined) throw missing('payout', id, 'payout', 400)
    if (!payout.automatic) {
      throw refused('Balance transaction history can only be filtered on automatic transfers, not manual.')
    }
    if (payout.reconciliation_status !== 'completed') return () => false
    return (item) => 'id' in item && books.ledger.isCarriedBy(id, { id: String(item.id) })
  }

/** `payment[type]` and `payment[payment_intent]`. */
const payment: Filter = (params) => {
  const wanted = params.nested('payment')
  if (wanted === null) return null
  const type = wanted.required('type')
  const intent = wanted.text('payment_intent')
  return (item) => {
    const actual: unknown = Reflect.get(item, 'payment')
    if (typeof actual !== 'object' || actual === null) return false
    if (Reflect.get(actual, 'type') !== type) return false
    return intent === undefined || Reflect.get(actual, 'payment_intent') === intent
  }
}

/** `type=charge.*` has a wildcard; `types[]` are whole names. */
const eventType: Filter = (params) => {
  const pattern = params.text('type')
  const types = params.texts('types')
  if (types.length > MOST_EVENT_TYPES) throw refused(`You may only specify up to ${MOST_EVENT_TYPES} types.`)
  if (pattern !== undefined && types.length > 0) {
    throw refused('You may only specify one of these parameters: type, types.')
  }
  if (pattern === undefined && types.length === 0) return null
  const matches = (type: string) =>
    pattern === undefined
      ? types.includes(type)
      : pattern.endsWith('*')
        ? type.startsWith(pattern.slice(0, -1))
        : type === pattern
  return (item) => matches(String(Reflect.get(item, 'type')))
}

/** Every event here is as good as delivered, so `delivery_success` decides between all and none. */
const kept =
  (books: Books): Filter =>
  (params) => {
    const delivered = params.flag('delivery_success') ?? true
    return (item) => delivered && books.events.isKept(item as StripeEvent)
  }

const eventOf = (books: Books) => (id: string) => {
  const event = books.events.listing.get(id)
  return event !== undefined && books.events.isKept(event) ? event : undefined
}
