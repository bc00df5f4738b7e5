import { balanceOf, openInvoice, voidInvoice, archiveInvoice } from '../acts/invoices.ts'
import { createPayment, type PaymentFacts, refundPayment, setPaymentStatus } from '../acts/payments.ts'
import type { PaymentStatus } from '../acts/totals.ts'
import { divideRounded, isCurrency } from '../money.ts'
import type { CrmRecord } from '../portal/record.ts'
import { type Business, DAY } from './business.ts'
import { prepareInvoice } from './invoices.ts'
import type { Timeline } from './timeline.ts'

/** What becomes of an invoice; the rest are what becomes of its payment. */
export type Fate =
  | 'paid'
  | 'paid in parts'
  | 'paid in part'
  | 'unpaid'
  | 'paid after a failure'
  | 'voided'
  | 'draft'
  | 'undated draft'
  | 'deleted draft'
  | Exclude<PaymentStatus, 'succeeded' | 'failed'>

/** Each happens, however small the books. */
const WEIGHTS: readonly (readonly [Fate, number])[] = [
  ['paid', 72],
  ['paid in parts', 5],
  ['paid in part', 3],
  ['unpaid', 6],
  ['paid after a failure', 2],
  ['voided', 3],
  ['draft', 2],
  ['undated draft', 0.5],
  ['deleted draft', 1],
  ['refunded', 1.5],
  ['partially_refunded', 1.5],
  ['processing', 0.6],
  ['processing_refund', 0.4],
  ['disputed_won', 0.4],
  ['disputed_lost', 0.4],
  ['disputed_action_required', 0.3],
  ['disputed_awaiting_decision', 0.3],
]
export const FEWEST_INVOICES = WEIGHTS.length

export const fateOf = ({ random }: Business, index: number): Fate =>
  WEIGHTS[index]?.[0] ?? random.pickWeighted(WEIGHTS)

/** Still under way when the books end. */
export const isFresh = (fate: Fate): boolean => fate === 'draft' || fate === 'processing'

export function meetFate(business: Business, timeline: Timeline, fate: Fate): void {
  const { portal, random } = business
  const invoice = prepareInvoice(business)
  const later = (from: number, to: number, act: () => void) => {
    timeline.add(timeline.now + random.int(from * DAY, to * DAY), act)
  }
  if (fate === 'draft') return
  if (fate === 'undated draft') {
    portal.update(invoice, { hs_invoice_date: null, hs_due_date: null })
    return
  }
  if (fate === 'deleted draft') {
    later(1, 8, () => archiveInvoice(portal, invoice))
    return
  }
  openInvoice(portal, invoice)
  const pay = (facts: Partial<PaymentFacts> = {}) => payInvoice(business, invoice, facts)
  switch (fate) {
    case 'unpaid':
      return
    case 'paid':
      later(1, 45, pay)
      return
    case 'paid in parts':
      later(1, 20, () => pay({ cents: divideRounded(balanceOf(invoice) * 2, 5) }))
      later(21, 50, pay)
      return
    case 'paid in part':
      later(1, 30, () => pay({ cents: divideRounded(balanceOf(invoice), 3) }))
      return
    case 'paid after a failure':
      later(1, 20, () => pay({ status: 'failed', ...BY_CARD }))
      later(21, 30, pay)
      return
    case 'voided':
      later(1, 15, () => voidInvoice(portal, invoice))
      return
    case 'refunded':
    case 'partially_refunded':
      later(1, 20, () => {
        const payment = pay()
        const share = fate === 'refunded' ? null : 2_500
        later(3, 20, () => refundPayment(portal, payment, share))
      })
      return
    default:
      later(0, 1, () => {
        const payment = pay(BY_CARD)
        setPaymentStatus(portal, payment, fate)
      })
  }
}

const BY_CARD = { method: 'card', processor: 'hs_payments' } as const
const WAYS: readonly (readonly [Pick<PaymentFacts, 'method' | 'processor'>, number])[] = [
  [BY_CARD, 5],
  [{ method: 'ach', processor: 'hs_payments' }, 2],
  [{ method: 'card', processor: 'byo_stripe' }, 2],
  [{ method: 'check', processor: 'none' }, 1],
  [{ method: 'wire_transfer', processor: 'none' }, 1],
]

/** All that is open of it, unless told otherwise. */
export function payInvoice(
  { portal, random }: Business,
  invoice: CrmRecord,
  facts: Partial<PaymentFacts> = {},
): CrmRecord {
  const way = random.pickWeighted(WAYS)
  const currency = invoice.properties.hs_currency
  return createPayment(portal, {
    ...way,
    cents: balanceOf(invoice),
    currency: isCurrency(currency) ? currency : 'USD',
    status: 'succeeded',
    sourceApp: 'INVOICE',
    contact: portal.linked(invoice, 'contacts')[0] ?? null,
    invoice,
    isPlain: random.chance(0.3),
    reference: way.processor === 'none' ? `REF-${random.int(1000, 9999)}` : null,
    ...facts,
  })
}
