import { z } from 'zod'
import type { Transaction } from '../../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { calendarDay, exactDecimal, listOf, optionalText, orNull } from '../../toolkit/exact.ts'
import { linkedTransaction } from '../allocations.ts'
import { bookedMovement, movementFields } from '../movement.ts'
import { currencyOf, keyOf, optionalReference } from '../reference.ts'
import { capturedStream } from '../stream.ts'
import { isVoid, remoteTransaction } from '../transaction.ts'

const raw = z.object({
  ...remoteTransaction,
  TxnDate: calendarDay,
  TotalAmt: exactDecimal,
  DepositToAccountRef: optionalReference,
  Line: listOf(
    z.object({
      Description: optionalText,
      LinkedTxn: listOf(linkedTransaction),
      DepositLineDetail: orNull(z.object({ Entity: optionalReference })),
    }),
  ),
})

type Raw = z.output<typeof raw>

export const deposits = capturedStream(
  { name: 'Deposit', hidesInactive: false },
  {
    entity: 'TRANSACTION',
    raw,
    fields: { ...movementFields, amount: 'NATIVE', counterparty: 'DERIVED', paymentKey: 'DERIVED' },
    map,
  },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const transaction: Transaction = {
    type: 'TRANSACTION',
    key: recordKey('deposits', raw.Id),
    accountKey: keyOf('accounts', raw.DepositToAccountRef),
    // Customers' payments, takings, a loan: QuickBooks does not tell which.
    kind: 'OTHER',
    status: isVoid(raw, raw.TotalAmt) ? 'VOID' : 'POSTED',
    date: raw.TxnDate,
    currency: currencyOf(raw, source),
    amount: raw.TotalAmt,
    description:
      raw.PrivateNote ?? raw.Line.find(({ Description }) => Description !== null)?.Description ?? '',
    counterparty: onlyLine(raw)?.DepositLineDetail?.Entity?.name ?? null,
    reference: raw.DocNumber,
    paymentKey: paymentKey(raw),
    ...bookedMovement,
  }
  return { records: [transaction] }
}

/** Several lines have several payers, and none of them is the deposit's. */
const onlyLine = ({ Line }: Raw) => (Line.length === 1 ? Line[0] : undefined)

/** The payment that it brings to the bank, where it brings just one. */
function paymentKey(raw: Raw): RecordKey | null {
  const linked = onlyLine(raw)?.LinkedTxn ?? []
  const [payment] = linked
  if (payment === undefined || linked.length > 1) return null
  const isPayment = payment.TxnType === 'Payment' || payment.TxnType === 'ReceivePayment'
  return isPayment ? recordKey('payments', payment.TxnId) : null
}
