import { z } from 'zod'
import { optionalDecimal, optionalId, optionalText, orNull } from '../toolkit/exact.ts'
import {
  accountReference,
  listOfOneOrMore,
  money,
  optionalCurrency,
  optionalDay,
  optionalMoney,
  optionalReference,
} from './fields.ts'

const optionalAccount = orNull(accountReference)

/** Text, or by a later version an object around it; either may be empty. */
const structured = z.union([
  optionalText,
  z.looseObject({ reference: optionalText }).transform(({ reference }) => reference),
])

// An exchange that cannot be read leaves the original amount open. It is no reason to lose the booking.
const exchange = z.looseObject({
  /** Not of the standard, but told by many: the amount in the other currency. */
  instructedAmount: optionalMoney.catch(null),
  sourceCurrency: optionalCurrency.catch(null),
  targetCurrency: optionalCurrency.catch(null),
  /** One of this is so many of the other. */
  unitCurrency: optionalCurrency.catch(null),
  exchangeRate: optionalDecimal.catch(null),
})
export type Exchange = z.output<typeof exchange>

/** Ours: where a transaction was listed, which it does not tell by itself. */
const listed = z.looseObject({
  account: accountReference,
  as: z.enum(['booked', 'pending']),
  /** Of several without an id that have the same content: which one. */
  occurrence: z.int().positive(),
  /** Of a pending one: the day when it was first listed. */
  since: optionalDay,
  /** Of a booked one: the id of the pending one that became it. */
  pendingId: optionalId,
  /** Of one that could not be read when it was listed: its id. */
  unreadableAs: optionalId,
})

/** What a transaction tells of the payment itself, and each of those that were booked together as one. */
const details = z.looseObject({
  endToEndId: optionalReference,
  creditorName: optionalText,
  creditorAccount: optionalAccount,
  ultimateCreditor: optionalText,
  debtorName: optionalText,
  debtorAccount: optionalAccount,
  ultimateDebtor: optionalText,
  remittanceInformationUnstructured: optionalText,
  remittanceInformationUnstructuredArray: listOfOneOrMore(optionalText),
  remittanceInformationStructured: structured,
  remittanceInformationStructuredArray: listOfOneOrMore(structured),
})
export type Details = z.output<typeof details>

export const transactionRaw = details.extend({
  transactionId: optionalReference,
  entryReference: optionalReference,
  /** Of those who collect from many banks: their own id, where the bank has none. */
  internalTransactionId: optionalReference,
  bookingDate: optionalDay,
  valueDate: optionalDay,
  /** As `internalTransactionId`: sometimes in place of the days. */
  bookingDateTime: optionalDay,
  valueDateTime: optionalDay,
  transactionAmount: money,
  currencyExchange: listOfOneOrMore(exchange),
  batchNumberOfTransactions: optionalDecimal,
  entryDetails: listOfOneOrMore(details.extend({ transactionAmount: optionalMoney })),
  additionalInformation: optionalText,
  /** By the standard only of standing orders, which are no movements; text at some banks, which says nothing more. */
  additionalInformationStructured: z
    .looseObject({ standingOrderDetails: z.unknown() })
    .nullable()
    .catch(null),
  bankTransactionCode: optionalText,
  proprietaryBankTransactionCode: optionalText,
  balanceAfterTransaction: orNull(z.looseObject({ balanceAmount: optionalMoney })),
  listed: orNull(listed),
})
export type TransactionRaw = z.output<typeof transactionRaw>
