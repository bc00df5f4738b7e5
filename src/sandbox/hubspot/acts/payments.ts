import {
  amountText,
  type Currency,
  inPortalCurrency,
  isCurrency,
  PORTAL_CURRENCY,
  rateOf,
  unitsOf,
} from '../money.ts'
import { instant, type Portal } from '../portal/portal.ts'
import { type CrmRecord, type Properties, Refusal } from '../portal/record.ts'
import { isReceived, type PaymentStatus, reckonInvoice } from './totals.ts'

export interface PaymentFacts {
  cents: number
  currency: Currency
  status: PaymentStatus
  /** "card", "ach"; money that came another way is written down by hand, and costs nothing. */
  method: string
  processor: 'hs_payments' | 'byo_stripe' | 'none'
  sourceApp: 'INVOICE' | 'SALES_CHECKOUT'
  contact: CrmRecord | null
  invoice: CrmRecord | null
  isPlain: boolean
  reference: string | null
}

export function createPayment(portal: Portal, facts: PaymentFacts): CrmRecord {
  const { cents, contact, invoice, method, processor, status } = facts
  const { random } = portal
  const at = portal.now()
  const fee = status === 'failed' ? null : feeOf(method, processor, cents)
  const hasPayout = processor !== 'none' && isReceived(status)
  const payment = portal.create('commerce_payments', {
    hs_initial_amount: amountText(cents, facts.isPlain),
    hs_initiated_date: instant(at),
    hs_currency_code: facts.currency,
    hs_customer_email: contact?.properties.email ?? null,
    hs_latest_status: status,
    hs_fees_amount: fee === null ? null : amountText(fee),
    hs_payment_method_type: method,
    hs_payment_method_last_4: method === 'card' ? String(random.int(1000, 9999)) : null,
    hs_processor_type: processor,
    hs_payout_date: hasPayout ? instant(at + PAYOUT_AFTER_MS) : null,
    hs_reference_number: facts.reference,
    hs_payment_id: paymentId(portal),
    hs_payment_source_app: facts.sourceApp,
    ...(processor === 'none' ? RECORDED_BY_HAND : {}),
    hs_hubspot_payments_enabled: String(processor === 'hs_payments'),
  })
  if (contact !== null) portal.associate(payment, contact)
  if (invoice !== null) portal.associate(payment, invoice)
  reckonPayment(portal, payment)
  return payment
}

export const paymentId = ({ random }: Portal): string => String(random.int(1_000_000_000, 9_999_999_999))

/** Of money that no processor took. */
export const RECORDED_BY_HAND = {
  hs_processor_type: 'none',
  hs_payment_creation_method: 'OTHER',
  hs_hubspot_payments_enabled: 'false',
} as const

const PAYOUT_AFTER_MS = 2 * 86_400_000

/** What HubSpot makes of what was entered; its invoices follow. Throws Refusal for more than their balance. */
export function reckonPayment(portal: Portal, payment: CrmRecord): void {
  const entered = payment.properties
  const currency = isCurrency(entered.hs_currency_code) ? entered.hs_currency_code : PORTAL_CURRENCY
  const initial = unitsOf(entered.hs_initial_amount) ?? 0
  const net = initial - (unitsOf(entered.hs_fees_amount) ?? 0)
  const invoices = portal.linked(payment, 'invoices')
  const plain = entered.hs_initial_amount?.includes('.') === false
  const text = (cents: number) => amountText(cents, plain)
  const inBoth = (name: string, cents: number): Properties => ({
    [`${name}_in_portal_currency`]: text(inPortalCurrency(cents, currency)),
    [`${name}_in_settlement_currency`]: text(cents),
  })
  portal.update(payment, {
    // One that was entered without a currency tells none, as HubSpot's own example.
    hs_settlement_currency_code: entered.hs_currency_code ?? null,
    hs_net_amount: text(net),
    hs_net_amount_after_refunds: text(net - (unitsOf(entered.hs_refunds_amount) ?? 0)),
    ...inBoth('hs_initial_amount', initial),
    ...inBoth('hs_net_amount', net),
    hs_total_discounts_amount: '0',
    hs_total_discounts_amount_in_portal_currency: '0',
    hs_presentment_to_portal_currency_dated_exchange_rate: rateOf(currency),
    hs_has_associated_invoice: String(invoices.length > 0),
    hs_number_of_associated_invoices: String(invoices.length),
  })
  for (const invoice of invoices) reckonInvoice(portal, invoice)
}

/** Gives back cents, or all that is left. */
export function refundPayment(portal: Portal, payment: CrmRecord, cents: number | null): CrmRecord {
  const { hs_initial_amount, hs_refunds_amount, hs_latest_status: status } = payment.properties
  if (!['succeeded', 'partially_refunded', 'processing_refund'].includes(status ?? ''))
    throw new Refusal(`A payment that is ${String(status)} cannot be refunded.`)
  const initial = unitsOf(hs_initial_amount) ?? 0
  const before = unitsOf(hs_refunds_amount) ?? 0
  const refunded = cents === null ? initial : before + cents
  if (refunded > initial) throw new Refusal('More than was paid cannot be refunded.')
  portal.update(payment, {
    hs_refunds_amount: amountText(refunded),
    hs_latest_status: refunded === initial ? 'refunded' : 'partially_refunded',
  })
  reckonPayment(portal, payment)
  return payment
}

export function setPaymentStatus(portal: Portal, payment: CrmRecord, status: PaymentStatus): void {
  portal.update(payment, { hs_latest_status: status })
  reckonPayment(portal, payment)
}

/** Cards cost 2.9 %, debits 0.8 % and ten at most. */
function feeOf(method: string, processor: PaymentFacts['processor'], cents: number): number | null {
  if (processor === 'none') return null
  if (method === 'card') return Math.round((cents * 29) / 1000)
  return Math.min(Math.round((cents * 8) / 1000), 1000)
}
