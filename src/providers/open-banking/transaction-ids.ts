import type { DecimalText } from '../../domain/decimal.ts'
import { accountIdOf, numberOf } from './account-ids.ts'
import { digest, type AccountReference } from './fields.ts'
import type { TransactionRaw } from './transaction-raw.ts'
import { remittanceOf } from './wording.ts'

const LONGEST = 200

/** The id that the bank gave, or null. Longer ones than a key holds are told by their digest. */
export function toldId({
  transactionId,
  entryReference,
  internalTransactionId,
}: TransactionRaw): string | null {
  const told = transactionId ?? entryReference ?? internalTransactionId
  return told !== null && told.length > LONGEST ? digest(told) : told
}

/** What makes two transactions without an id the same one, but for how often it occurs on its day. */
export function contentOf(raw: TransactionRaw): string {
  const { bookingDate, valueDate, transactionAmount, endToEndId } = raw
  return digest([
    ...[
      bookingDate,
      valueDate,
      withoutZeros(transactionAmount.amount),
      transactionAmount.currency,
      endToEndId,
    ],
    ...[accountOf(raw.creditorAccount), accountOf(raw.debtorAccount), remittanceOf(raw)],
  ])
}

/**
 * "<account>/<id>", and "<account>/pending/<id>" for what is not booked yet: many banks give the booked one another
 * id, or a pending one's again. What could not be read keeps the id that it got: see unread.ts. Without the parts that
 * a listing adds, as much of it as is known.
 */
export function transactionIdOf(raw: TransactionRaw): string {
  const { listed } = raw
  if (listed?.unreadableAs) return listed.unreadableAs
  const account = listed === null ? null : accountIdOf(listed.account)
  const list = listed?.as === 'pending' ? 'pending' : null
  const own = toldId(raw) ?? derivedId(contentOf(raw), listed?.occurrence ?? 1)
  return [account, list, own].filter((it) => it !== null).join('/')
}

const derivedId = (content: string, occurrence: number): string =>
  occurrence === 1 ? `derived-${content}` : `derived-${content}-${occurrence}`

const accountOf = (reference: AccountReference | null): string | null =>
  reference === null ? null : numberOf(reference)

/** A bank that spells an amount "5.00" in one list and 5 in another means the same one. */
export const withoutZeros = (amount: DecimalText): string =>
  amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount
