import { z } from 'zod'
import { negate, subtract, sum, type DecimalText } from '../../../domain/decimal.ts'
import type { Invoice, InvoiceLine } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts, Stream } from '../../provider.ts'
import { exactDecimal, identifier, optionalDecimal, optionalText, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { ownCompany } from '../company.ts'
import { missingPart } from '../findings.ts'
import { asDocument } from '../invoice.ts'
import { CUSTOMER_PAYMENT, paymentLine } from '../payment-line.ts'
import { readSalesInvoices } from '../sales-reading.ts'
import { settle } from '../settlement.ts'
import { wholeReading } from '../stream.ts'
import { dueOn, optionalTerms } from '../terms.ts'
import { optionalCode, optionalCurrency, optionalDay, required } from '../values.ts'

const line = z.object({
  ProductNumber: optionalCode,
  ProductDescription: optionalText,
  InvoicedQuantity: optionalDecimal,
  SalesPrice: optionalDecimal,
  LineAmount: exactDecimal,
  LineTotalTaxAmount: optionalDecimal,
  LineTotalDiscountAmount: optionalDecimal,
})
type Line = z.output<typeof line>

const raw = z.object({
  dataAreaId: optionalCode,
  InvoiceNumber: identifier,
  LedgerVoucher: optionalCode,
  InvoiceDate: optionalDay,
  InvoiceCustomerAccountNumber: optionalCode,
  CustomersOrderReference: optionalCode,
  CurrencyCode: optionalCurrency,
  TotalInvoiceAmount: optionalDecimal,
  TotalTaxAmount: optionalDecimal,
  TotalDiscountAmount: optionalDecimal,
  TotalChargeAmount: optionalDecimal,
  /** Of a row of `SalesInvoiceV2Lines` by itself. */
  LineAmount: optionalDecimal,
  /** Put there by the reading: rows of `SalesInvoiceV2Lines`, and of payment journals; see sales-reading.ts. */
  Lines: orNull(z.array(line)),
  Payments: orNull(z.array(paymentLine)),
  /** The row of `PaymentTerms` that the invoice names. */
  Terms: optionalTerms,
})
type Raw = z.output<typeof raw>

/** Posted invoices for sales orders. */
export const salesInvoices: Stream<Raw> = {
  ...wholeReading,
  entity: 'INVOICE',
  raw,
  fields: {
    direction: 'DERIVED',
    kind: 'DERIVED',
    number: 'NATIVE',
    reference: 'NATIVE',
    memo: 'MISSING',
    contactKey: 'NATIVE',
    status: 'DERIVED',
    settlement: 'DERIVED',
    remoteStatus: 'MISSING',
    issueDate: 'NATIVE',
    dueDate: 'DERIVED',
    currency: 'NATIVE',
    exchangeRate: 'MISSING',
    amountsIncludeTax: 'MISSING',
    lines: 'NATIVE',
    subtotal: 'DERIVED',
    discountTotal: 'NATIVE',
    taxTotal: 'NATIVE',
    total: 'NATIVE',
    amountPaid: 'DERIVED',
    amountDue: 'DERIVED',
  } satisfies FidelityOf<Invoice>,
  pages: readSalesInvoices,
  id: idOf,
  map,
}

/** A number can come again in another year: the voucher tells them apart. */
function idOf({ InvoiceNumber, LedgerVoucher }: Raw): string {
  return LedgerVoucher === null ? InvoiceNumber : `${InvoiceNumber}/${LedgerVoucher}`
}

function map(raw: Raw, source: SourceFacts): Mapped {
  if (raw.TotalInvoiceAmount === null && raw.LineAmount !== null) {
    const message = `A line by itself is no invoice: the header of sales invoice ${raw.InvoiceNumber} is missing.`
    return { records: [], findings: [missingPart(message, 'TotalInvoiceAmount')] }
  }
  const key = recordKey('sales_invoices', idOf(raw))
  const currency = required(raw.CurrencyCode, 'CurrencyCode', 'the amounts have no currency.')
  const total = required(raw.TotalInvoiceAmount, 'TotalInvoiceAmount', 'what is billed is not known.')
  const taxTotal = required(raw.TotalTaxAmount, 'TotalTaxAmount', 'the invoice’s tax is not known.')
  const { TotalDiscountAmount: discountTotal } = raw
  const company = ownCompany(raw.dataAreaId, source.remoteId)
  const billed = { invoiceKey: key, total, currency, posted: true, company, payments: raw.Payments }
  const { amounts, allocations, findings } = settle(billed, CUSTOMER_PAYMENT)
  const account = raw.InvoiceCustomerAccountNumber
  const invoice: Invoice = {
    ...{ type: 'INVOICE', key, direction: 'SALE' },
    number: raw.InvoiceNumber,
    reference: raw.CustomersOrderReference,
    memo: null,
    contactKey: account === null ? null : recordKey('customers', account),
    // Only what is posted is in this entity.
    status: 'OPEN',
    remoteStatus: null,
    issueDate: raw.InvoiceDate,
    dueDate: dueOn(raw.InvoiceDate, raw.Terms),
    currency,
    exchangeRate: null,
    amountsIncludeTax: null,
    ...asDocument({
      ...{ total, taxTotal, discountTotal },
      subtotal: subtotalOf(subtract(total, taxTotal), raw),
      lines: (raw.Lines ?? []).map(invoiceLine),
    }),
    ...amounts,
  }
  const unlined = raw.Lines === null ? [missingPart(NO_LINES, 'Lines')] : []
  return { records: [invoice, ...allocations], findings: [...unlined, ...findings] }
}

const NO_LINES = 'What this invoice is for is not known: its lines are missing.'

/** What the lines sum to: charges, such as freight, are in the total and on no line. */
function subtotalOf(beforeTax: DecimalText, { TotalChargeAmount, TotalDiscountAmount }: Raw): DecimalText {
  const charges = required(TotalChargeAmount, 'TotalChargeAmount', 'what the lines sum to is not known.')
  const discount = required(TotalDiscountAmount, 'TotalDiscountAmount', 'what the lines sum to is not known.')
  return sum([beforeTax, negate(charges), discount])
}

const invoiceLine = (line: Line, index: number): InvoiceLine => ({
  position: index + 1,
  description: line.ProductDescription ?? line.ProductNumber,
  quantity: line.InvoicedQuantity,
  unitPrice: line.SalesPrice,
  amount: line.LineAmount,
  taxAmount: line.LineTotalTaxAmount,
  discountAmount: line.LineTotalDiscountAmount,
  accountKey: null,
  taxRateKey: null,
  dimensions: [],
})
