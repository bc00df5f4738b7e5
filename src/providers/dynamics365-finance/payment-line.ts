import { z } from 'zod'
import { isZero, negate, subtract, type DecimalText } from '../../domain/decimal.ts'
import type { Payment } from '../../domain/entities.ts'
import { identifier, optionalDecimal, optionalText, orNull } from '../toolkit/exact.ts'
import { optionalSetup } from './display-value.ts'
import {
  lineNumber,
  optionalCode,
  optionalCurrency,
  optionalDay,
  optionalRate,
  optionalYesNo,
} from './values.ts'

// Customers' and vendors' payments: lines of payment journals, alike but for the side that the money is on.

/** Of a journal, as it is put beside its lines. */
export const optionalHeader = orNull(
  z.object({
    IsPosted: optionalYesNo,
    Description: optionalText,
    /** Of invoice journals. */
    SalesTaxIncluded: optionalYesNo,
  }),
)

export const paymentLine = z.object({
  dataAreaId: optionalCode,
  JournalBatchNumber: identifier,
  /** A journal's header has none. */
  LineNumber: orNull(lineNumber),
  TransactionDate: optionalDay,
  AccountType: optionalCode,
  AccountDisplayValue: optionalCode,
  Company: optionalCode,
  OffsetAccountType: optionalCode,
  OffsetAccountDisplayValue: optionalCode,
  OffsetCompany: optionalCode,
  DebitAmount: optionalDecimal,
  CreditAmount: optionalDecimal,
  CurrencyCode: optionalCurrency,
  ExchangeRate: optionalRate,
  MarkedInvoice: optionalCode,
  MarkedInvoiceCompany: optionalCode,
  PaymentMethodName: optionalCode,
  PaymentReference: optionalCode,
  TransactionText: optionalText,
  Header: optionalHeader,
  Setup: optionalSetup,
})
export type PaymentLine = z.output<typeof paymentLine>

/** What is asked for of both kinds; each adds the name of its party. */
export const PAYMENT_FIELDS = [
  ...['dataAreaId', 'JournalBatchNumber', 'LineNumber', 'Voucher', 'TransactionDate', 'AccountType'],
  ...['AccountDisplayValue', 'Company', 'OffsetAccountType', 'OffsetAccountDisplayValue', 'OffsetCompany'],
  ...['DebitAmount', 'CreditAmount', 'CurrencyCode', 'ExchangeRate', 'MarkedInvoice', 'MarkedInvoiceCompany'],
  ...['PaymentMethodName', 'PaymentReference', 'TransactionText'],
]

export const HEADER_FIELDS = ['dataAreaId', 'JournalBatchNumber', 'IsPosted', 'Description', 'JournalName']

export interface PaymentNature {
  stream: 'customer_payments' | 'vendor_payments'
  direction: Payment['direction']
  party: 'Cust' | 'Vend'
}

export const CUSTOMER_PAYMENT: PaymentNature = {
  stream: 'customer_payments',
  direction: 'SALE',
  party: 'Cust',
}
export const VENDOR_PAYMENT: PaymentNature = {
  stream: 'vendor_payments',
  direction: 'PURCHASE',
  party: 'Vend',
}

/** Of a line of any journal; of a journal its number. */
export const lineId = (line: Pick<PaymentLine, 'JournalBatchNumber' | 'LineNumber'>): string =>
  line.LineNumber === null ? line.JournalBatchNumber : `${line.JournalBatchNumber}/${line.LineNumber}`

/** What was paid: a customer's account is credited, a vendor's debited. Below zero it is a refund. */
export function paidBy(line: PaymentLine, { party }: PaymentNature): DecimalText {
  const debited = balanceOf(line)
  return party === 'Cust' ? negate(debited) : debited
}

/** Debit less credit. Only one of the two is filled in, so that no digit of it is lost. */
export function balanceOf({ DebitAmount, CreditAmount }: Pick<PaymentLine, 'DebitAmount' | 'CreditAmount'>) {
  const told = [DebitAmount, CreditAmount].filter((it) => it !== null)
  // A zero alone says that the amount is in the other one.
  if (told.length < 2 && told.every(isZero)) {
    const missing = [DebitAmount === null && 'DebitAmount', CreditAmount === null && 'CreditAmount']
    throw new Error(`${missing.filter(Boolean).join(' and ')}: missing, so that the line tells no amount.`)
  }
  if (CreditAmount === null || isZero(CreditAmount)) return DebitAmount ?? '0'
  if (DebitAmount === null || isZero(DebitAmount)) return negate(CreditAmount)
  return subtract(DebitAmount, CreditAmount)
}
