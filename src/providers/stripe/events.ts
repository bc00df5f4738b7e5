import { z } from 'zod'
import { optionalReference, reference, unixTime } from './fields.ts'
import { orNull } from '../toolkit/exact.ts'

/**
 * Which events change which stream's objects; at most 20 types each, the most that one listing of events takes.
 * Webhooks and incremental reading both go by this table. From docs.stripe.com/api/events/types.
 */
export const EVENT_TYPES = {
  customers: [
    ...types('customer', 'created updated deleted'),
    ...types('customer.tax_id', 'created updated deleted'),
  ],
  tax_rates: types('tax_rate', 'created updated'),
  invoices: [
    ...types('invoice', 'created updated deleted finalized finalization_failed sent voided'),
    ...types('invoice', 'marked_uncollectible paid payment_succeeded payment_failed payment_action_required'),
    ...types('invoice', 'payment_attempt_required overdue overpaid will_be_due'),
    // A payment or a credit note changes what remains to be paid.
    'invoice_payment.paid',
    ...types('credit_note', 'created voided'),
  ],
  credit_notes: types('credit_note', 'created updated voided'),
  charges: [
    ...types('charge', 'captured expired failed pending refunded succeeded updated'),
    ...types('charge.dispute', 'created updated closed funds_withdrawn funds_reinstated'),
    // A refund that fails no longer counts as refunded.
    ...types('refund', 'updated failed'),
  ],
  refunds: ['charge.refund.updated', ...types('refund', 'created updated failed')],
  invoice_payments: ['invoice_payment.paid'],
  payouts: types('payout', 'created updated paid failed canceled reconciliation_completed'),
  payout_items: ['payout.reconciliation_completed'],
} satisfies Readonly<Record<string, readonly string[]>>

export type EventStream = keyof typeof EVENT_TYPES

/** Stripe's own word for a stream's objects. */
const OBJECTS: Readonly<Record<EventStream, string>> = {
  customers: 'customer',
  tax_rates: 'tax_rate',
  invoices: 'invoice',
  credit_notes: 'credit_note',
  charges: 'charge',
  refunds: 'refund',
  invoice_payments: 'invoice_payment',
  payouts: 'payout',
  payout_items: 'payout',
}

export const event = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  created: unixTime,
  /** Only on events of connected accounts. */
  account: optionalReference,
  data: z.object({ object: z.looseObject({ object: orNull(z.string()), id: orNull(z.string().min(1)) }) }),
})
export type Event = z.output<typeof event>

/**
 * The id of the stream's object that an event is about: its own object, or the one that its object refers to (a
 * dispute is about its charge, a customer's tax id about the customer). Null when it refers to none.
 */
export function subjectOf({ data: { object } }: Event, stream: EventStream): string | null {
  const word = OBJECTS[stream]
  if (object.object === word) return object.id
  return reference.safeParse(object[word]).data ?? null
}

/** Whether the event says that the stream's object is gone, e.g. customer.deleted (not customer.tax_id.deleted). */
export const isDeletion = ({ type }: Event, stream: EventStream): boolean =>
  type === `${OBJECTS[stream]}.deleted`

/** types('refund', 'created failed') is ['refund.created', 'refund.failed']. */
function types(subject: string, verbs: string): string[] {
  return verbs.split(' ').map((verb) => `${subject}.${verb}`)
}
