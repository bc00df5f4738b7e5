import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Payment } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { optionalText, orNull, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { money } from '../currencies.ts'
import { currency, dayOf, kind, minorUnits, optionalReference, unixTime } from '../fields.ts'
import { unknownValue } from '../findings.ts'
import { settled, settlementOf } from '../settled.ts'
import { followedStream } from '../stream.ts'

const raw = z.object({
  id: text,
  object: kind('refund'),
  status: optionalText,
  created: unixTime,
  currency,
  amount: minorUnits,
  customer: optionalReference,
  balance_transaction: settled,
  receipt_number: optionalText,
  destination_details: orNull(z.object({ type: optionalText })),
})
type Raw = z.output<typeof raw>

const STATUSES: Readonly<Record<string, Payment['status']>> = {
  pending: 'PENDING',
  requires_action: 'PENDING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'VOID',
}

/** Money back to the customer: payments below zero. */
export const refunds = followedStream(
  { stream: 'refunds', path: '/v1/refunds', expand: ['balance_transaction'], deletable: false },
  {
    entity: 'PAYMENT',
    raw,
    fields: {
      direction: 'DERIVED',
      status: 'NATIVE',
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
      aliasKey: 'MISSING',
      allocations: 'MISSING',
    } satisfies FidelityOf<Payment>,
    map,
  },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const status = STATUSES[raw.status ?? ''] ?? 'UNKNOWN'
  const payment: Payment = {
    type: 'PAYMENT',
    key: recordKey('refunds', raw.id),
    direction: 'SALE',
    status,
    contactKey: raw.customer === null ? null : recordKey('customers', raw.customer),
    paidOn: status === 'SUCCEEDED' ? dayOf(raw.created) : null,
    currency: raw.currency,
    amount: negate(money(raw.amount, raw.currency)),
    ...settlementOf(raw.balance_transaction, source),
    reference: raw.receipt_number,
    method: raw.destination_details?.type ?? null,
    aliasKey: null,
    allocations: [],
  }
  return { records: [payment], findings: status === 'UNKNOWN' ? [unknownValue('status', raw.status)] : [] }
}
