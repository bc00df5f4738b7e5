import { amountText, percentOf, sum, unitsOf } from '../money.ts'
import type { Portal } from '../portal/portal.ts'
import type { CrmRecord } from '../portal/record.ts'
import type { TypeName } from '../portal/types.ts'
import { isPlain, netOf, taxOf } from './lines.ts'

export const PAYMENT_STATUSES = [
  'processing',
  'succeeded',
  'failed',
  'partially_refunded',
  'refunded',
  'processing_refund',
  'disputed_won',
  'disputed_lost',
  'disputed_action_required',
  'disputed_awaiting_decision',
] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/**
 * Its totals, from its lines, its adjustments and its payments:
 * subtotal (the lines' net) - discounts + fees + taxes = billed; billed - paid = balance due.
 */
export function reckonInvoice(portal: Portal, invoice: CrmRecord): void {
  const lines = portal.linked(invoice, 'line_items')
  const subtotal = sum(lines.map(netOf))
  const discounts = adjust(portal, invoice, 'discounts', subtotal)
  const fees = adjust(portal, invoice, 'fees', subtotal - discounts)
  const taxes = sum(lines.map(taxOf)) + adjust(portal, invoice, 'taxes', subtotal - discounts + fees)
  const billed = subtotal - discounts + fees + taxes
  const paid = paidOf(portal, invoice)
  const plain = lines.every((it) => isPlain(it.properties.price))
  const text = (cents: number) => amountText(cents, plain)
  const status = invoice.properties.hs_invoice_status
  const isOwed = status === 'open' || status === 'paid'
  portal.update(invoice, {
    ...{ hs_subtotal: text(subtotal), hs_discounts_total: text(discounts), hs_fees_total: text(fees) },
    ...{ hs_taxes_total: text(taxes), hs_amount_billed: text(billed) },
    ...{ hs_amount_paid: text(paid), hs_balance_due: text(billed - paid) },
    ...(isOwed ? { hs_invoice_status: billed > 0 && paid >= billed ? 'paid' : 'open' } : {}),
  })
}

/** What the adjustments of one kind make of a base, in their order. */
function adjust(portal: Portal, invoice: CrmRecord, kind: TypeName, base: number): number {
  const order = ({ properties }: CrmRecord) => unitsOf(properties.hs_sort_order) ?? 0
  const adjustments = portal.linked(invoice, kind).sort((a, b) => order(a) - order(b))
  return sum(
    adjustments.map(({ properties: { hs_type, hs_value } }) => {
      const value = unitsOf(hs_value) ?? 0
      return hs_type === 'PERCENT' ? percentOf(base, value) : value
    }),
  )
}

export const paidOf = (portal: Portal, invoice: CrmRecord): number =>
  sum(portal.linked(invoice, 'commerce_payments').map(receivedOf))

/** What an invoice has of a payment. */
function receivedOf({ properties }: CrmRecord): number {
  if (!isReceived(properties.hs_latest_status)) return 0
  return (unitsOf(properties.hs_initial_amount) ?? 0) - (unitsOf(properties.hs_refunds_amount) ?? 0)
}

const EMPTY: readonly PaymentStatus[] = ['processing', 'failed', 'disputed_lost']

/** Of the others nothing arrived, or nothing stayed. */
export const isReceived = (status: string | null | undefined): boolean => !EMPTY.some((it) => it === status)
