import { compare, sum, type DecimalText } from '../../domain/decimal.ts'
import type { Finding, Transaction, TransactionDetail } from '../../domain/entities.ts'
import { transactionIdOf } from './transaction-ids.ts'
import { recordKey } from '../../domain/ids.ts'
import { likeSigned } from './exchange.ts'
import type { TransactionRaw } from './transaction-raw.ts'
import { counterpartyOf, referenceOf, remittanceOf } from './wording.ts'

/** The payments that a bank booked together as one, where it tells them. */
export function detailsOf(
  raw: TransactionRaw,
  { key, amount, currency }: Transaction,
): { details: TransactionDetail[]; findings: Finding[] } {
  const details = raw.entryDetails.flatMap((it, index): TransactionDetail[] => {
    const { transactionAmount } = it
    if (transactionAmount === null) return []
    return [
      {
        type: 'TRANSACTION_DETAIL',
        key: recordKey('transactions', transactionIdOf(raw), `${index + 1}`),
        transactionKey: key,
        position: index + 1,
        amount: signedAs(amount, transactionAmount.amount),
        currency: transactionAmount.currency,
        counterparty: counterpartyOf({ ...it, listed: raw.listed }, amount.startsWith('-')),
        reference: referenceOf(it),
        description: remittanceOf(it),
      },
    ]
  })
  const missing = raw.entryDetails.length - details.length
  if (missing > 0) return { details, findings: [withoutAmount(missing)] }
  return {
    details,
    findings: contradicts(raw, { amount, currency }, details) ? [wrongSum(amount, details)] : [],
  }
}

/** One with a minus of its own keeps it: it was taken back within the batch. */
const signedAs = (booking: DecimalText, amount: DecimalText): DecimalText =>
  amount.startsWith('-') ? amount : likeSigned(amount, booking)

/** Only of a batch that is told in full, and in the booking's currency. */
function contradicts(
  { batchNumberOfTransactions: told }: TransactionRaw,
  { amount, currency }: Pick<Transaction, 'amount' | 'currency'>,
  details: readonly TransactionDetail[],
): boolean {
  if (details.length === 0 || details.some((it) => it.currency !== currency)) return false
  const isWhole = told === null || compare(told, `${details.length}`) === 0
  return isWhole && compare(sum(details.map((it) => it.amount)), amount) !== 0
}

const wrongSum = (amount: DecimalText, details: readonly TransactionDetail[]): Finding =>
  finding(`The entry details sum to ${sum(details.map((it) => it.amount))}; booked is ${amount}.`)

const withoutAmount = (count: number): Finding =>
  finding(`Of the entry details ${count} tell no amount with a currency, and are left out.`)

const finding = (message: string): Finding => ({
  code: 'LINES_DO_NOT_SUM',
  severity: 'WARNING',
  message,
  path: ['entryDetails'],
})
