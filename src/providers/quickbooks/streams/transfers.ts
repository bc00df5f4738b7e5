import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { calendarDay, exactDecimal } from '../../toolkit/exact.ts'
import { bookedMovement, movementFields } from '../movement.ts'
import { currencyOf, keyOf, optionalReference, type Reference } from '../reference.ts'
import { capturedStream } from '../stream.ts'
import { isVoid, remoteTransaction } from '../transaction.ts'

const raw = z.object({
  ...remoteTransaction,
  TxnDate: calendarDay,
  Amount: exactDecimal,
  FromAccountRef: optionalReference,
  ToAccountRef: optionalReference,
})

type Raw = z.output<typeof raw>

export const transfers = capturedStream(
  { name: 'Transfer', hidesInactive: false },
  { entity: 'TRANSACTION', raw, fields: { ...movementFields, counterparty: 'MISSING' }, map },
)

/** One transfer moves two accounts. */
function map(raw: Raw, source: SourceFacts): Mapped {
  const side = (part: 'out' | 'in', account: Reference | null, amount: string): Transaction => ({
    type: 'TRANSACTION',
    key: recordKey('transfers', raw.Id, part),
    accountKey: keyOf('accounts', account),
    kind: 'TRANSFER',
    status: isVoid(raw, raw.Amount) ? 'VOID' : 'POSTED',
    date: raw.TxnDate,
    currency: currencyOf(raw, source),
    amount,
    description: raw.PrivateNote ?? '',
    counterparty: null,
    reference: raw.DocNumber,
    paymentKey: null,
    ...bookedMovement,
  })
  return {
    records: [side('out', raw.FromAccountRef, negate(raw.Amount)), side('in', raw.ToAccountRef, raw.Amount)],
  }
}
