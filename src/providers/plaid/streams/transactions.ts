import { negate } from '../../../domain/decimal.ts'
import type { Finding, Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { categoryOf } from '../categories.ts'
import { currencyOf, withoutCurrency } from '../fields.ts'
import { unknownValue } from '../findings.ts'
import { kindOf } from '../transaction-kinds.ts'
import { removedTransaction, transaction, type RawTransaction } from '../transaction-raw.ts'
import { readTransactions } from '../transactions-reading.ts'

/** Every movement of the item's accounts, pending ones too. */
export const transactions: Stream<RawTransaction> = {
  wireName: 'transactions',
  entity: 'TRANSACTION',
  raw: transaction,
  deletions: 'reported',
  incremental: true,
  fields: {
    accountKey: 'NATIVE',
    kind: 'DERIVED',
    status: 'NATIVE',
    date: 'NATIVE',
    postedAt: 'NATIVE',
    currency: 'NATIVE',
    amount: 'NATIVE',
    originalAmount: 'MISSING',
    originalCurrency: 'MISSING',
    description: 'NATIVE',
    counterparty: 'NATIVE',
    reference: 'NATIVE',
    categoryCode: 'NATIVE',
    categoryName: 'DERIVED',
    categoryOrigin: 'DERIVED',
    categoryConfidence: 'MISSING',
    pendingKey: 'NATIVE',
    paymentKey: 'MISSING',
    runningBalance: 'MISSING',
  } satisfies FidelityOf<Transaction>,
  pages: readTransactions,
  id: (raw) => raw.transaction_id,
  deletedId: (raw) => removedTransaction.safeParse(raw).data?.transaction_id ?? null,
  updatedAt: () => null,
  map,
}

/** Throws with a sentence when the amount is in nothing that is a currency. */
function map(raw: RawTransaction): Mapped {
  const currency = currencyOf(raw)
  if (currency === null) throw new Error(`The amount is ${withoutCurrency(raw)}.`)
  // Plaid's amount is positive when money leaves the account.
  const amount = negate(raw.amount)
  const isInflow = raw.amount.startsWith('-')
  const kind = kindOf({
    code: raw.transaction_code,
    checkNumber: raw.check_number,
    category: raw.personal_finance_category,
    channel: raw.payment_channel,
    isInflow,
  })
  const record: Transaction = {
    type: 'TRANSACTION',
    key: recordKey('transactions', raw.transaction_id),
    accountKey: raw.account_id === null ? null : recordKey('accounts', raw.account_id),
    kind,
    ...progressOf(raw),
    date: raw.date,
    currency,
    amount,
    originalAmount: null,
    originalCurrency: null,
    description: raw.original_description ?? raw.name ?? raw.merchant_name ?? '',
    counterparty: counterpartyOf(raw, isInflow),
    reference: raw.payment_meta?.reference_number ?? raw.check_number,
    ...categoryOf(raw),
    paymentKey: null,
    runningBalance: null,
  }
  return { records: [record], findings: findingsOf(raw, kind) }
}

function findingsOf(raw: RawTransaction, kind: Transaction['kind']): Finding[] {
  // Both are in every transaction, by Plaid's description.
  const missing = (['account_id', 'pending'] as const).filter((it) => raw[it] === null)
  return [
    ...missing.map((it) => unknownValue(it, null)),
    ...(kind === 'UNKNOWN' ? [unknownValue('transaction_code', raw.transaction_code)] : []),
  ]
}

/** A posted transaction names the pending one that it was; that one is then reported as removed. */
function progressOf(raw: RawTransaction): Pick<Transaction, 'status' | 'postedAt' | 'pendingKey'> {
  if (raw.pending === null) return { status: 'UNKNOWN', postedAt: null, pendingKey: null }
  if (raw.pending) return { status: 'PENDING', postedAt: null, pendingKey: null }
  const { pending_transaction_id: was } = raw
  return {
    status: 'POSTED',
    postedAt: raw.datetime,
    pendingKey: was === null ? null : recordKey('transactions', was),
  }
}

/** The merchant as Plaid made it out, or the other side that the bank names of a transfer. */
function counterpartyOf(raw: RawTransaction, isInflow: boolean): string | null {
  const [first] = raw.counterparties.flatMap((it) => it.name ?? [])
  const { payer, payee, by_order_of: orderer } = raw.payment_meta ?? {}
  const otherSide = isInflow ? (payer ?? orderer) : payee
  return raw.merchant_name ?? first ?? otherSide ?? null
}
