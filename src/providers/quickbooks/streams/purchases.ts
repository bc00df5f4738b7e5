import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Finding, Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { calendarDay, exactDecimal, listOf, optionalFlag, optionalText } from '../../toolkit/exact.ts'
import { bookedMovement, movementFields } from '../movement.ts'
import { currencyOf, keyOf, optionalReference, unknownValue } from '../reference.ts'
import { capturedStream } from '../stream.ts'
import { isVoid, remoteTransaction } from '../transaction.ts'

const raw = z.object({
  ...remoteTransaction,
  TxnDate: calendarDay,
  TotalAmt: exactDecimal,
  AccountRef: optionalReference,
  EntityRef: optionalReference,
  PaymentType: optionalText,
  Credit: optionalFlag,
  Line: listOf(z.object({ Description: optionalText })),
})

type Raw = z.output<typeof raw>

const KINDS: Readonly<Record<string, Transaction['kind']>> = {
  Cash: 'PURCHASE',
  Check: 'CHEQUE',
  CreditCard: 'PURCHASE',
  Expense: 'PURCHASE',
  Other: 'PURCHASE',
}

export const purchases = capturedStream(
  { name: 'Purchase', hidesInactive: false },
  { entity: 'TRANSACTION', raw, fields: movementFields, map },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const refund = raw.Credit === true
  const transaction: Transaction = {
    type: 'TRANSACTION',
    key: recordKey('purchases', raw.Id),
    accountKey: keyOf('accounts', raw.AccountRef),
    kind: refund ? 'REFUND' : (KINDS[raw.PaymentType ?? ''] ?? 'UNKNOWN'),
    status: isVoid(raw, raw.TotalAmt) ? 'VOID' : 'POSTED',
    date: raw.TxnDate,
    currency: currencyOf(raw, source),
    amount: refund ? raw.TotalAmt : negate(raw.TotalAmt),
    description: raw.PrivateNote ?? firstDescription(raw) ?? '',
    counterparty: raw.EntityRef?.name ?? null,
    reference: raw.DocNumber,
    paymentKey: null,
    ...bookedMovement,
  }
  return { records: [transaction], findings: findings(raw) }
}

const firstDescription = ({ Line }: Raw) => Line.find(({ Description }) => Description !== null)?.Description

const findings = ({ PaymentType }: Raw): Finding[] =>
  PaymentType === null || Object.hasOwn(KINDS, PaymentType)
    ? []
    : [unknownValue(['PaymentType'], PaymentType)]
