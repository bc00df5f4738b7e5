import { z } from 'zod'
import { currency, day, decimal, instant, key, text } from './fields.ts'
import { companyProfile, dimensionValue, paymentAllocation, payoutItem, transactionDetail } from './links.ts'
import * as words from './vocabulary.ts'

// The canonical records: what every adapter's `map` must produce, whatever its provider says.
// All fields are present; null means that the provider does not tell. Keys refer to records of the same source.

const record = { key }

export const account = z.strictObject({
  ...record,
  type: z.literal('ACCOUNT'),
  name: text,
  code: text.nullable(),
  classification: z.enum(words.ACCOUNT_CLASSIFICATIONS),
  accountType: z.enum(words.ACCOUNT_TYPES),
  /** The provider's own word for the type. */
  remoteType: text.nullable(),
  status: z.enum(words.ACCOUNT_STATUSES),
  currency: currency.nullable(),
  parentKey: key.nullable(),
  /** Last four digits or another masked number, never the whole. */
  maskedNumber: text.nullable(),
  institution: text.nullable(),
  /** Positive: holds value for its owner. What is owed on a card or a loan is negative. In `currency`. */
  balanceCurrent: decimal.nullable(),
  balanceAvailable: decimal.nullable(),
  balanceLimit: decimal.nullable(),
  /** When the provider took the balance; null: when it was fetched. */
  balanceAsOf: instant.nullable(),
})

export const address = z.strictObject({
  lines: z.array(text),
  city: text.nullable(),
  region: text.nullable(),
  postalCode: text.nullable(),
  country: text.nullable(),
})

export const contact = z.strictObject({
  ...record,
  type: z.literal('CONTACT'),
  name: text,
  roles: z.array(z.enum(words.CONTACT_ROLES)),
  email: text.nullable(),
  phone: text.nullable(),
  taxNumber: text.nullable(),
  currency: currency.nullable(),
  address: address.nullable(),
  status: z.enum(words.CONTACT_STATUSES),
})

/** A line's place in a dimension: the value's key, and its name as the line carries it. */
export const dimensionRef = z.strictObject({ valueKey: key, name: text.nullable() })

export const invoiceLine = z.strictObject({
  position: z.int().positive(),
  description: text.nullable(),
  quantity: decimal.nullable(),
  unitPrice: decimal.nullable(),
  /** Before tax unless the invoice's amounts include it. In the invoice's currency, as all of these. */
  amount: decimal,
  taxAmount: decimal.nullable(),
  discountAmount: decimal.nullable(),
  accountKey: key.nullable(),
  taxRateKey: key.nullable(),
  dimensions: z.array(dimensionRef),
})

export const invoice = z.strictObject({
  ...record,
  type: z.literal('INVOICE'),
  direction: z.enum(words.INVOICE_DIRECTIONS),
  kind: z.enum(words.INVOICE_KINDS),
  number: text.nullable(),
  reference: text.nullable(),
  memo: text.nullable(),
  contactKey: key.nullable(),
  status: z.enum(words.INVOICE_STATUSES),
  settlement: z.enum(words.SETTLEMENTS),
  remoteStatus: text.nullable(),
  issueDate: day.nullable(),
  dueDate: day.nullable(),
  currency,
  /** Units of the company's base currency for one unit of the invoice's currency. */
  exchangeRate: decimal.nullable(),
  amountsIncludeTax: z.boolean().nullable(),
  lines: z.array(invoiceLine),
  subtotal: decimal,
  discountTotal: decimal.nullable(),
  taxTotal: decimal,
  total: decimal,
  amountPaid: decimal,
  amountDue: decimal,
})

export const allocation = z.strictObject({
  invoiceKey: key.nullable(),
  amount: decimal,
  currency,
})

export const payment = z.strictObject({
  ...record,
  type: z.literal('PAYMENT'),
  direction: z.enum(words.INVOICE_DIRECTIONS),
  status: z.enum(words.PAYMENT_STATUSES),
  contactKey: key.nullable(),
  accountKey: key.nullable(),
  paidOn: day.nullable(),
  currency,
  amount: decimal,
  fee: decimal.nullable(),
  feeCurrency: currency.nullable(),
  exchangeRate: decimal.nullable(),
  reference: text.nullable(),
  method: text.nullable(),
  /** Another key by which records of this source refer to the payment, e.g. "payment_intents/pi_1". */
  aliasKey: key.nullable(),
  allocations: z.array(allocation),
})

export const transaction = z.strictObject({
  ...record,
  type: z.literal('TRANSACTION'),
  accountKey: key.nullable(),
  kind: z.enum(words.TRANSACTION_KINDS),
  status: z.enum(words.TRANSACTION_STATUSES),
  /** The booking day, or for a pending one the day it was made. */
  date: day,
  postedAt: instant.nullable(),
  currency,
  /** Signed by its effect on the account for its owner: in positive, out negative. */
  amount: decimal,
  originalAmount: decimal.nullable(),
  originalCurrency: currency.nullable(),
  description: z.string(),
  counterparty: text.nullable(),
  reference: text.nullable(),
  categoryCode: text.nullable(),
  categoryName: text.nullable(),
  categoryOrigin: z.enum(words.CATEGORY_ORIGINS).nullable(),
  categoryConfidence: decimal.nullable(),
  /** Key of the pending transaction that became this one. */
  pendingKey: key.nullable(),
  /** Key or alias of the payment that this movement settles, refunds or charges for. */
  paymentKey: key.nullable(),
  runningBalance: decimal.nullable(),
})

export const journalLine = z.strictObject({
  accountKey: key.nullable(),
  description: text.nullable(),
  debit: decimal.nullable(),
  credit: decimal.nullable(),
  contactKey: key.nullable(),
  dimensions: z.array(dimensionRef),
})

export const journalEntry = z.strictObject({
  ...record,
  type: z.literal('JOURNAL_ENTRY'),
  number: text.nullable(),
  memo: text.nullable(),
  date: day,
  currency,
  exchangeRate: decimal.nullable(),
  lines: z.array(journalLine),
})

export const taxRate = z.strictObject({
  ...record,
  type: z.literal('TAX_RATE'),
  name: text,
  code: text.nullable(),
  /** Percent: "19" is 19 %. */
  rate: decimal.nullable(),
  active: z.boolean(),
})

export const dimension = z.strictObject({
  ...record,
  type: z.literal('DIMENSION'),
  name: text,
})

export const accountingPeriod = z.strictObject({
  ...record,
  type: z.literal('ACCOUNTING_PERIOD'),
  name: text,
  startsOn: day.nullable(),
  endsOn: day,
  locked: z.boolean(),
})

export const canonicalRecord = z.discriminatedUnion('type', [
  account,
  contact,
  invoice,
  payment,
  transaction,
  journalEntry,
  taxRate,
  dimension,
  accountingPeriod,
  dimensionValue,
  paymentAllocation,
  payoutItem,
  transactionDetail,
  companyProfile,
])

export type Account = z.infer<typeof account>
export type Contact = z.infer<typeof contact>
export type Invoice = z.infer<typeof invoice>
export type InvoiceLine = z.infer<typeof invoiceLine>
export type Payment = z.infer<typeof payment>
export type Transaction = z.infer<typeof transaction>
export type JournalEntry = z.infer<typeof journalEntry>
export type JournalLine = z.infer<typeof journalLine>
export type TaxRate = z.infer<typeof taxRate>
export type Dimension = z.infer<typeof dimension>
export type AccountingPeriod = z.infer<typeof accountingPeriod>
export type CanonicalRecord = z.infer<typeof canonicalRecord>

/** Something in the provider's data that contradicts itself: kept and shown, never a reason to drop the record. */
export interface Finding {
  code: words.AnomalyCode
  severity: words.AnomalySeverity
  /** One sentence in the reader's words. */
  message: string
  /** Where in the raw record. */
  path: string[]
}

export type {
  CompanyProfile,
  DimensionValue,
  PaymentAllocation,
  PayoutItem,
  TransactionDetail,
} from './links.ts'
