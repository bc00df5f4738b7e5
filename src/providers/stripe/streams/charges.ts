import { z } from 'zod'
import { compare } from '../../../domain/decimal.ts'
import type { Finding, Payment } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { SourceFacts } from '../../provider.ts'
import { optionalText, orNull, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { money } from '../currencies.ts'
import { currency, dayOf, minorUnits, optionalReference, unixTime } from '../fields.ts'
import { contradiction, unknownValue } from '../findings.ts'
import { settled, settlementOf } from '../settled.ts'
import { followedStream } from '../stream.ts'

const raw = z.object({
  id: text,
  status: text,
  captured: z.boolean(),
  refunded: z.boolean(),
  disputed: z.boolean(),
  created: unixTime,
  currency,
  amount: minorUnits,
  amount_captured: minorUnits,
  amount_refunded: minorUnits,
  customer: optionalReference,
  payment_intent: optionalReference,
  balance_transaction: settled,
  receipt_number: optionalText,
  payment_method_details: orNull(z.object({ type: optionalText })),
})
type Raw = z.output<typeof raw>

export const charges = followedStream(
  { stream: 'charges', path: '/v1/charges', expand: ['balance_transaction'], deletable: false },
  {
    entity: 'PAYMENT',
    raw,
    fields: {
      direction: 'DERIVED',
      status: 'DERIVED',
      contactKey: 'NATIVE',
      accountKey: 'DERIVED',
      paidOn: 'DERIVED',
      currency: 'NATIVE',
      amount: 'NATIVE',
      fee: 'NATIVE',
      feeCurrency: 'NATIVE',
      exchangeRate: 'NATIVE',
      reference: 'NATIVE',
      method: 'NATIVE',
      aliasKey: 'NATIVE',
      // They come by invoice_payments.
      allocations: 'MISSING',
    } satisfies FidelityOf<Payment>,
    map: (raw, source) => ({ records: [payment(raw, source)], findings: findingsOf(raw) }),
  },
)

function payment(raw: Raw, source: SourceFacts): Payment {
  const succeeded = raw.status === 'succeeded'
  const received = succeeded && raw.captured
  return {
    type: 'PAYMENT',
    key: recordKey('charges', raw.id),
    direction: 'SALE',
    status: statusOf(raw),
    contactKey: raw.customer === null ? null : recordKey('customers', raw.customer),
    paidOn: received ? dayOf(raw.created) : null,
    currency: raw.currency,
    // Less than was authorized may be captured.
    amount: money(received ? raw.amount_captured : raw.amount, raw.currency),
    ...settlementOf(raw.balance_transaction, source),
    reference: raw.receipt_number,
    method: raw.payment_method_details?.type ?? null,
    // Only one charge of a payment intent succeeds, the failed attempts must not answer to its name.
    aliasKey:
      succeeded && raw.payment_intent !== null ? recordKey('payment_intents', raw.payment_intent) : null,
    allocations: [],
  }
}

function statusOf(raw: Raw): Payment['status'] {
  if (raw.status === 'failed') return 'FAILED'
  if (raw.status === 'pending') return 'PENDING'
  if (raw.status !== 'succeeded') return 'UNKNOWN'
  // An authorization that is released, or expires, counts as refunded.
  if (!raw.captured) return raw.refunded ? 'VOID' : 'PENDING'
  if (raw.disputed) return 'DISPUTED'
  if (raw.refunded) return 'REFUNDED'
  return raw.amount_refunded === '0' ? 'SUCCEEDED' : 'PARTIALLY_REFUNDED'
}

function findingsOf(raw: Raw): Finding[] {
  const findings = statusOf(raw) === 'UNKNOWN' ? [unknownValue('status', raw.status)] : []
  if (compare(raw.amount_refunded, raw.amount) > 0) {
    findings.push(contradiction('More was refunded than was charged.', 'amount_refunded'))
  }
  return findings
}
