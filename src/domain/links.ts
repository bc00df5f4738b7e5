import { z } from 'zod'
import { currency, decimal, key, text } from './fields.ts'

// Kinds of links that some providers deliver apart from the records that they join. They have no node of their own in
// the graph: they show as Dimension.values, Payment.allocations, Transaction.payout and Transaction.details.

export const dimensionValue = z.strictObject({
  key,
  type: z.literal('DIMENSION_VALUE'),
  dimensionKey: key,
  name: text,
  code: text.nullable(),
  active: z.boolean(),
})

export const paymentAllocation = z.strictObject({
  key,
  type: z.literal('PAYMENT_ALLOCATION'),
  /** Key or alias of the payment. */
  paymentKey: key,
  invoiceKey: key.nullable(),
  amount: decimal,
  currency,
})

export const payoutItem = z.strictObject({
  key,
  type: z.literal('PAYOUT_ITEM'),
  /** Key of the payout's transaction, and of the transaction that it carried. */
  payoutKey: key,
  transactionKey: key,
})

/** One of the movements that a bank booked together, as a batch: it moves no account by itself. */
export const transactionDetail = z.strictObject({
  key,
  type: z.literal('TRANSACTION_DETAIL'),
  /** Key of the booking's transaction. */
  transactionKey: key,
  /** From 1. */
  position: z.int().positive(),
  /** Signed as the booking is. */
  amount: decimal,
  currency,
  counterparty: text.nullable(),
  reference: text.nullable(),
  description: text.nullable(),
})

/** What the provider says of the company itself: fills the source's name and what the company leaves open. */
export const companyProfile = z.strictObject({
  key,
  type: z.literal('COMPANY_PROFILE'),
  name: text.nullable(),
  legalName: text.nullable(),
  country: text.nullable(),
  baseCurrency: currency.nullable(),
  taxNumber: text.nullable(),
})

export type DimensionValue = z.infer<typeof dimensionValue>
export type PaymentAllocation = z.infer<typeof paymentAllocation>
export type PayoutItem = z.infer<typeof payoutItem>
export type TransactionDetail = z.infer<typeof transactionDetail>
export type CompanyProfile = z.infer<typeof companyProfile>
