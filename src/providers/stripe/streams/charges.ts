import { z } from 'zod'
import { compare, isZero, subtract, type DecimalText } from '../../../domain/decimal.ts'
import type { Finding, Payment } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { SourceFacts } from '../../provider.ts'
import { optionalFlag, optionalText, orNull, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { money } from '../currencies.ts'
import {
  currency,
  dayOf,
  kind,
  minorUnits,
  optionalMinorUnits,
  optionalReference,
  unixTime,
} from '../fields.ts'
import { contradiction, unknownValue } from '../findings.ts'
import { settled, settlementOf } from '../settled.ts'
import { followedStream } from '../stream.ts'

// A charge in the shape of 2026. Comments name what stood there in older versions, which are read as well.
const raw = z.object({
  id: text,
  object: kind('charge'),
  /** Before 2015-02-18: "paid" for succeeded; at first nothing but `paid`. */
  status: optionalText,
  paid: optionalFlag,
  captured: z.boolean(),
  refunded: z.boolean(),
  /** Before 2020: only the dispute itself, or null. */
  disputed: optionalFlag,
  dispute: z.unknown().optional(),
  created: unixTime,
  currency,
  amount: minorUnits,
  /** Not told before 2020. */
  amount_captured: optionalMinorUnits,
  /** Counts what was authorized and never captured, too. */
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
  const succeeded = wordOf(raw) === 'succeeded'
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
    amount: money(received ? capturedOf(raw) : raw.amount, raw.currency),
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
  const word = wordOf(raw)
  if (word === 'failed') return 'FAILED'
  if (word === 'pending') return 'PENDING'
  if (word !== 'succeeded') return 'UNKNOWN'
  // An authorization that is released, or expires, counts as refunded.
  if (!raw.captured) return raw.refunded ? 'VOID' : 'PENDING'
  const disputed = isDisputed(raw)
  if (disputed === null) return 'UNKNOWN'
  if (disputed) return 'DISPUTED'
  if (raw.refunded) return 'REFUNDED'
  const released = subtract(raw.amount, capturedOf(raw))
  return compare(raw.amount_refunded, released) > 0 ? 'PARTIALLY_REFUNDED' : 'SUCCEEDED'
}

function wordOf({ status, paid }: Raw): string | null {
  if (status === 'paid' || (status === null && paid === true)) return 'succeeded'
  return status === null && paid === false ? 'failed' : status
}

/** Null: not told, neither by the flag nor by the dispute, which is null where there is none. */
function isDisputed({ disputed, dispute }: Raw): boolean | null {
  if (disputed !== null) return disputed
  return dispute === undefined ? null : dispute !== null
}

function capturedOf({ amount, amount_captured, amount_refunded }: Raw): DecimalText {
  if (amount_captured !== null) return amount_captured
  // Nothing came back, so nothing was left uncaptured either.
  if (isZero(amount_refunded)) return amount
  throw new Error(
    'The charge does not tell how much of it was captured (amount_captured), and some of it was refunded or released.',
  )
}

function findingsOf(raw: Raw): Finding[] {
  const findings = statusOf(raw) === 'UNKNOWN' ? [unknownStatus(raw)] : []
  if (compare(raw.amount_refunded, raw.amount) > 0) {
    findings.push(contradiction('More was refunded than was charged.', 'amount_refunded'))
  }
  return findings
}

const unknownStatus = (raw: Raw): Finding =>
  wordOf(raw) === 'succeeded' ? unknownValue('disputed', null) : unknownValue('status', raw.status)
