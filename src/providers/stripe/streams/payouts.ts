import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { optionalText, orNull, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { balanceKey } from '../balance-keys.ts'
import { money } from '../currencies.ts'
import { currency, dayOf, kind, minorUnits, unixTime } from '../fields.ts'
import { unknownValue } from '../findings.ts'
import { movement } from '../movements.ts'
import { followedStream } from '../stream.ts'

const raw = z.object({
  id: text,
  object: kind('payout'),
  status: text,
  created: unixTime,
  currency,
  amount: minorUnits,
  description: optionalText,
  statement_descriptor: optionalText,
  trace_id: orNull(z.object({ value: optionalText })),
})
type Raw = z.output<typeof raw>

const STATUSES: Readonly<Record<string, Transaction['status']>> = {
  pending: 'PENDING',
  in_transit: 'PENDING',
  paid: 'POSTED',
  // The money went out all the same, and came back by a transaction of its own (payout_failure, payout_cancel).
  failed: 'POSTED',
  canceled: 'POSTED',
}

/** Money from the Stripe balance to the bank. */
export const payouts = followedStream(
  { stream: 'payouts', path: '/v1/payouts', deletable: false },
  {
    entity: 'TRANSACTION',
    raw,
    fields: {
      accountKey: 'DERIVED',
      kind: 'DERIVED',
      status: 'NATIVE',
      date: 'NATIVE',
      postedAt: 'NATIVE',
      currency: 'NATIVE',
      amount: 'NATIVE',
      originalAmount: 'MISSING',
      originalCurrency: 'MISSING',
      description: 'NATIVE',
      counterparty: 'MISSING',
      reference: 'NATIVE',
      categoryCode: 'MISSING',
      categoryName: 'MISSING',
      categoryOrigin: 'MISSING',
      categoryConfidence: 'MISSING',
      pendingKey: 'MISSING',
      paymentKey: 'MISSING',
      runningBalance: 'MISSING',
    } satisfies FidelityOf<Transaction>,
    map,
  },
)

function map(raw: Raw): Mapped {
  const status = STATUSES[raw.status] ?? 'UNKNOWN'
  const payout = movement({
    key: recordKey('payouts', raw.id),
    accountKey: balanceKey(raw.currency),
    kind: 'PAYOUT',
    status,
    date: dayOf(raw.created),
    postedAt: status === 'POSTED' ? raw.created : null,
    currency: raw.currency,
    amount: negate(money(raw.amount, raw.currency)),
    description: raw.description ?? 'Payout',
    // The bank's own number for it, as it stands on the bank statement.
    reference: raw.trace_id?.value ?? raw.statement_descriptor,
  })
  return { records: [payout], findings: status === 'UNKNOWN' ? [unknownValue('status', raw.status)] : [] }
}
