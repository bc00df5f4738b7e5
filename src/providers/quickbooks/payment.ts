import { z } from 'zod'
import type { Finding, Payment } from '../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import type { SourceFacts } from '../provider.ts'
import { exactDecimal, listOf, optionalDay } from '../toolkit/exact.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'
import { mapAllocations, paymentLine } from './allocations.ts'
import { currencyOf } from './reference.ts'
import { isVoid, remoteTransaction } from './transaction.ts'

// Payments from customers and to vendors: one shape but for whom they are with and how they went.

export const remotePayment = z.object({
  ...remoteTransaction,
  TxnDate: optionalDay,
  TotalAmt: exactDecimal,
  Line: listOf(paymentLine),
})

type RawPayment = z.output<typeof remotePayment>

interface Nature {
  stream: string
  direction: Payment['direction']
  contactKey: RecordKey | null
  accountKey: RecordKey | null
  reference: string | null
  method: string | null
}

export const paymentFields = {
  direction: 'DERIVED',
  status: 'DERIVED',
  contactKey: 'NATIVE',
  accountKey: 'NATIVE',
  paidOn: 'NATIVE',
  currency: 'NATIVE',
  amount: 'NATIVE',
  fee: 'MISSING',
  feeCurrency: 'MISSING',
  exchangeRate: 'NATIVE',
  reference: 'NATIVE',
  method: 'NATIVE',
  aliasKey: 'MISSING',
  allocations: 'NATIVE',
} as const satisfies FidelityOf<Payment>

export function mapPayment(
  raw: RawPayment,
  { stream, ...nature }: Nature,
  source: SourceFacts,
): { payment: Payment; findings: Finding[] } {
  const currency = currencyOf(raw, source)
  const amount = raw.TotalAmt
  const { allocations, findings } = mapAllocations(raw.Line, currency)
  const payment: Payment = {
    type: 'PAYMENT',
    key: recordKey(stream, raw.Id),
    ...nature,
    // Entered when the money has moved; QuickBooks knows no other state but void.
    status: isVoid(raw, amount) ? 'VOID' : 'SUCCEEDED',
    paidOn: raw.TxnDate,
    currency,
    amount,
    fee: null,
    feeCurrency: null,
    exchangeRate: raw.ExchangeRate,
    aliasKey: null,
    allocations,
  }
  return { payment, findings }
}
