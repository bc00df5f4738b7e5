import { add, compare, sum } from '../../domain/decimal.ts'
import type { Finding, TransactionDetail } from '../../domain/entities.ts'
import { recordKey } from '../../domain/ids.ts'
import type { AccountName, Booking } from './model.ts'
import { counterpartyOf } from './wording.ts'

interface Owner {
  /** Stream and id of the record that tells them. */
  stream: string
  id: string
  account: AccountName
}

/** What a booking is made of; keyed by who tells it, and naming the booking's transaction. */
export function detailsOf(booking: Booking, { stream, id, account }: Owner): TransactionDetail[] {
  return booking.payments.flatMap((it, index): TransactionDetail[] => {
    // The only payment of a booking is as large as the booking; of several, one without an amount is unknown.
    const money = it.amount ?? (booking.payments.length === 1 ? booking.money : null)
    const currency = money?.currency ?? account.currency
    if (money === null || currency === null) return []
    return [
      {
        type: 'TRANSACTION_DETAIL',
        key: recordKey(stream, id, `detail-${index + 1}`),
        transactionKey: recordKey('transactions', id),
        position: index + 1,
        amount: money.amount,
        currency,
        counterparty: counterpartyOf(it, account),
        reference: it.reference,
        description: it.remittance ?? it.bankText,
      },
    ]
  })
}

/** Details that do not make the booking, be it with or without the charges that the bank took out of it. */
export function detailFindings(
  { money, payments, charges }: Booking,
  details: readonly TransactionDetail[],
): Finding[] {
  if (payments.length === 0) return []
  if (details.length < payments.length) {
    const missing = payments.length - details.length
    return [contradiction(`Of the booking's ${payments.length} payments ${missing} have no amount.`)]
  }
  if (
    new Set(details.map((it) => it.currency)).size > 1 ||
    details[0]?.currency !== (money.currency ?? details[0]?.currency)
  )
    return []
  const total = sum(details.map((it) => it.amount))
  const isWhole = [total, add(total, sum(charges))].some((it) => compare(it, money.amount) === 0)
  return isWhole
    ? []
    : [contradiction(`The booking is ${money.amount}, but its ${payments.length} payments sum to ${total}.`)]
}

const contradiction = (message: string): Finding => ({
  code: 'LINES_DO_NOT_SUM',
  severity: 'WARNING',
  message,
  path: ['entry', 'NtryDtls'],
})
