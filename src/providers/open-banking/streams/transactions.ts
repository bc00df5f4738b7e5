import type { Finding, Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts, Stream } from '../../provider.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { accountKeyOf } from '../account-ids.ts'
import { transactionsIn } from '../answers.ts'
import { berlinGroup, findBank } from '../banks.ts'
import { detailsOf } from '../batch.ts'
import { signedAmount } from '../direction.ts'
import { originalOf } from '../exchange.ts'
import { readTransactions } from '../reading.ts'
import { categoryOf, kindOf } from '../transaction-codes.ts'
import { transactionIdOf } from '../transaction-ids.ts'
import { transactionRaw, type TransactionRaw } from '../transaction-raw.ts'
import { counterpartyOf, descriptionOf, referenceOf } from '../wording.ts'

/** Booked and pending transactions of every account that the consent covers. */
export const transactions: Stream<TransactionRaw> = {
  wireName: 'transactions',
  entity: 'TRANSACTION',
  raw: transactionRaw,
  deletions: 'reported',
  incremental: true,
  // A bank has to answer four times a day while the customer is not there.
  everySeconds: 21_600,
  // Those calls leave none for it, and reading everything anew forgets what became of pending ones.
  reread: 'never',
  fields: {
    accountKey: 'DERIVED',
    kind: 'DERIVED',
    status: 'NATIVE',
    date: 'NATIVE',
    postedAt: 'MISSING',
    currency: 'NATIVE',
    amount: 'NATIVE',
    originalAmount: 'DERIVED',
    originalCurrency: 'NATIVE',
    description: 'NATIVE',
    counterparty: 'NATIVE',
    reference: 'NATIVE',
    categoryCode: 'NATIVE',
    categoryName: 'DERIVED',
    categoryOrigin: 'DERIVED',
    categoryConfidence: 'MISSING',
    pendingKey: 'DERIVED',
    paymentKey: 'MISSING',
    runningBalance: 'NATIVE',
  } satisfies FidelityOf<Transaction>,
  pages: readTransactions,
  inAnswer: transactionsIn,
  id: transactionIdOf,
  updatedAt: () => null,
  map,
}

function map(raw: TransactionRaw, source: SourceFacts): Mapped {
  // A standing order: nothing has moved yet, and what moves is listed by itself.
  if (raw.additionalInformationStructured?.standingOrderDetails != null) return { records: [] }
  const { listed, transactionAmount, bankTransactionCode } = raw
  // Only where the source is of no bank, as in `daybook map`, what the standard says has to do.
  const { amount, findings } = signedAmount(raw, findBank(source) ?? berlinGroup)
  const { kind, findings: kindFindings } = kindOf(bankTransactionCode)
  const transaction: Transaction = {
    type: 'TRANSACTION',
    key: recordKey('transactions', transactionIdOf(raw)),
    accountKey: listed === null ? null : accountKeyOf(listed.account),
    kind,
    status: statusOf(raw),
    date: dateOf(raw),
    postedAt: null,
    currency: transactionAmount.currency,
    amount,
    ...originalOf(raw, amount),
    description: descriptionOf(raw),
    counterparty: counterpartyOf(raw, amount.startsWith('-')),
    reference: referenceOf(raw),
    ...categoryOf(bankTransactionCode, raw.proprietaryBankTransactionCode),
    categoryConfidence: null,
    pendingKey: listed?.pendingId ? recordKey('transactions', listed.pendingId) : null,
    paymentKey: null,
    runningBalance: runningBalanceOf(raw),
  }
  const { details, findings: sumFindings } = detailsOf(raw, transaction)
  return {
    records: [transaction, ...details],
    findings: [...findings, ...undated(raw), ...kindFindings, ...sumFindings],
  }
}

/** By its list. Outside of one, a booking date says that it is booked; without one it may be either. */
function statusOf({ listed, bookingDate, bookingDateTime }: TransactionRaw): Transaction['status'] {
  if (listed !== null) return listed.as === 'booked' ? 'POSTED' : 'PENDING'
  return (bookingDate ?? bookingDateTime) === null ? 'UNKNOWN' : 'POSTED'
}

/** The standard lets a bank leave the booking date out. */
function undated({ listed, bookingDate, bookingDateTime }: TransactionRaw): Finding[] {
  if (listed?.as !== 'booked' || (bookingDate ?? bookingDateTime) !== null) return []
  const message = 'The bank does not tell when it was booked; taken is the value date.'
  return [{ code: 'UNKNOWN_VALUE', severity: 'INFO', message, path: ['bookingDate'] }]
}

/** A pending one is often told without any day: then it is the one on which it was first listed. */
function dateOf(raw: TransactionRaw): string {
  const booked = raw.bookingDate ?? raw.bookingDateTime
  const date = booked ?? raw.valueDate ?? raw.valueDateTime ?? raw.listed?.since ?? null
  if (date === null) throw new Error('it tells neither bookingDate nor valueDate.')
  return date
}

function runningBalanceOf({ balanceAfterTransaction, transactionAmount }: TransactionRaw): string | null {
  const balance = balanceAfterTransaction?.balanceAmount
  return balance?.currency === transactionAmount.currency ? balance.amount : null
}
