import { z } from 'zod'
import { compare, isZero } from '../../../domain/decimal.ts'
import type { Finding, Payment } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import {
  exactDecimal,
  identifier,
  listOf,
  optionalDecimal,
  optionalText,
  orNull,
} from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { paymentCurrency } from '../currency.ts'
import { customerIds, customerKey, idsIn } from '../customer.ts'
import { optionalDay } from '../dates.ts'
import { contradiction, known } from '../findings.ts'
import { withInvoices } from '../payment-parts.ts'
import { associated, crmRecord, updatedAt } from '../records.ts'
import { crmStream } from '../stream.ts'

const properties = {
  hs_initial_amount: exactDecimal,
  hs_initial_amount_in_portal_currency: optionalDecimal,
  hs_currency_code: optionalText,
  hs_latest_status: optionalText,
  hs_initiated_date: optionalDay,
  hs_refunds_amount: optionalDecimal,
  hs_fees_amount: optionalDecimal,
  hs_fees_amount_in_settlement_currency: optionalDecimal,
  hs_settlement_currency_code: optionalText,
  hs_presentment_to_portal_currency_dated_exchange_rate: optionalDecimal,
  hs_payment_method_type: optionalText,
  hs_reference_number: optionalText,
}

const raw = crmRecord(properties).extend({
  ...customerIds,
  /** Put there by the reading; see payment-parts.ts. */
  invoice_ids: orNull(listOf(identifier)),
  associations: orNull(z.object({ companies: associated, contacts: associated, invoices: associated })),
})
type Raw = z.output<typeof raw>

const STATUSES: Readonly<Record<string, Payment['status']>> = {
  processing: 'PENDING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  partially_refunded: 'PARTIALLY_REFUNDED',
  refunded: 'REFUNDED',
  // Asked for, and not yet paid back.
  processing_refund: 'SUCCEEDED',
  disputed_won: 'SUCCEEDED',
  disputed_lost: 'DISPUTED',
  disputed_action_required: 'DISPUTED',
  disputed_awaiting_decision: 'DISPUTED',
}

export const commercePayments = crmStream(
  {
    type: 'commerce_payments',
    modified: 'hs_lastmodifieddate',
    properties: Object.keys(properties),
    complete: withInvoices,
  },
  {
    entity: 'PAYMENT',
    raw,
    fields: {
      direction: 'DERIVED',
      status: 'NATIVE',
      contactKey: 'NATIVE',
      accountKey: 'MISSING',
      paidOn: 'NATIVE',
      currency: 'NATIVE',
      amount: 'NATIVE',
      fee: 'NATIVE',
      feeCurrency: 'NATIVE',
      exchangeRate: 'NATIVE',
      reference: 'NATIVE',
      method: 'NATIVE',
      aliasKey: 'MISSING',
      // HubSpot tells which invoice, not how much of it: see NOTES.md.
      allocations: 'DERIVED',
    } satisfies FidelityOf<Payment>,
    id: (raw) => raw.id,
    updatedAt,
    map,
  },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const { properties: it } = raw
  const { meaning, findings } = known(STATUSES, 'hs_latest_status', it.hs_latest_status)
  const status = meaning === 'SUCCEEDED' && isPartlyRefunded(it) ? 'PARTIALLY_REFUNDED' : meaning
  const currency = paymentCurrency(it, source)
  const allocated = allocationsOf(raw, { status, currency })
  const payment: Payment = {
    type: 'PAYMENT',
    key: recordKey('commerce_payments', raw.id),
    direction: 'SALE',
    status,
    contactKey: customerKey(raw),
    accountKey: null,
    paidOn: RECEIVED.has(status) ? it.hs_initiated_date : null,
    currency,
    // What the customer was charged: what was refunded since shows in the status.
    amount: it.hs_initial_amount,
    ...feeOf(it, currency),
    exchangeRate: it.hs_presentment_to_portal_currency_dated_exchange_rate,
    reference: it.hs_reference_number,
    method: it.hs_payment_method_type,
    aliasKey: null,
    allocations: allocated.allocations,
  }
  return { records: [payment], findings: [...findings, ...allocated.findings, ...overRefunded(it)] }
}

/** While a further refund is under way, and after a dispute was won, the status no longer tells of earlier refunds. */
const isPartlyRefunded = ({ hs_refunds_amount: refunds }: Raw['properties']): boolean =>
  refunds !== null && !isZero(refunds)

const RECEIVED = new Set<Payment['status']>(['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED'])

function feeOf(it: Raw['properties'], currency: string): Pick<Payment, 'fee' | 'feeCurrency'> {
  if (it.hs_fees_amount !== null) return { fee: it.hs_fees_amount, feeCurrency: currency }
  const { hs_fees_amount_in_settlement_currency: fee, hs_settlement_currency_code: code } = it
  return fee === null || code === null ? { fee: null, feeCurrency: null } : { fee, feeCurrency: code }
}

/** A payment is as a rule of one invoice, and then of it in full. Money that has not come pays nothing. */
function allocationsOf(
  raw: Raw,
  { status, currency }: Pick<Payment, 'status' | 'currency'>,
): { allocations: Payment['allocations']; findings: Finding[] } {
  const [invoice, ...others] = raw.invoice_ids ?? idsIn(raw.associations?.invoices)
  if (invoice === undefined || !RECEIVED.has(status)) return { allocations: [], findings: [] }
  const money = { amount: raw.properties.hs_initial_amount, currency }
  if (others.length > 0)
    return { allocations: [{ invoiceKey: null, ...money }], findings: [undivided(others.length + 1)] }
  return { allocations: [{ invoiceKey: recordKey('invoices', invoice), ...money }], findings: [] }
}

const undivided = (invoices: number): Finding => ({
  code: 'MISSING_REFERENCE',
  severity: 'WARNING',
  message: `One amount pays ${invoices} invoices, and HubSpot does not tell each one's share.`,
  path: ['invoice_ids'],
})

function overRefunded({
  hs_initial_amount: amount,
  hs_refunds_amount: refunds,
}: Raw['properties']): Finding[] {
  if (refunds === null || compare(refunds, amount) <= 0) return []
  return [contradiction('More was refunded than was paid.', 'hs_refunds_amount')]
}
