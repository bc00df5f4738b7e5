import { z } from 'zod'
import { listOf, optionalDecimal, optionalId, optionalText, orNull, text } from '../toolkit/exact.ts'
import {
  accountReference,
  money,
  optionalCurrency,
  optionalDay,
  optionalMoney,
  optionalReference,
} from './fields.ts'

const optionalAccount = orNull(accountReference)

/** Text, or by a later version an object around it. */
const structured = z.union([text, z.looseObject({ reference: text }).transform(({ reference }) => reference)])

const exchange = z.looseObject({
  /** Not of the standard, but told by many: the amount in the other currency. */
  instructedAmount: optionalMoney,
  sourceCurrency: optionalCurrency,
  targetCurrency: optionalCurrency,
  /** One of this is so many of the other. */
  unitCurrency: optionalCurrency,
  exchangeRate: optionalDecimal,
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
  remittanceInformationUnstructuredArray: listOf(z.string().nullable()),
  remittanceInformationStructured: orNull(structured),
  remittanceInformationStructuredArray: listOf(structured),
})
export type Details = z.output<typeof details>

export const transactionRaw = details.extend({
  transactionId: optionalReference,
  entryReference: optionalReference,
  bookingDate: optionalDay,
  valueDate: optionalDay,
  transactionAmount: money,
  currencyExchange: z.preprocess(
    (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : value),
    listOf(exchange),
  ),
  batchNumberOfTransactions: optionalDecimal,
  entryDetails: listOf(details.extend({ transactionAmount: optionalMoney })),
  additionalInformation: optionalText,
  /** Only of standing orders, which are no movements. */
  additionalInformationStructured: orNull(z.looseObject({})),
  bankTransactionCode: optionalText,
  proprietaryBankTransactionCode: optionalText,
  balanceAfterTransaction: orNull(z.looseObject({ balanceAmount: optionalMoney })),
  listed: orNull(listed),
})
export type TransactionRaw = z.output<typeof transactionRaw>
