import { z } from 'zod'
import { add, isZero, subtract, sum } from '../../../domain/decimal.ts'
import type { Invoice, InvoiceLine } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts, Stream } from '../../provider.ts'
import { exactDecimal, optionalDecimal, optionalId, optionalText, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { ownCompany } from '../company.ts'
import {
  defaultDimensions,
  dimensionsOfAccount,
  mainAccountIn,
  optionalSetup,
  type Setup,
} from '../display-value.ts'
import { missingPart } from '../findings.ts'
import { readFreeTextInvoices } from '../free-text-reading.ts'
import { asDocument } from '../invoice.ts'
import { CUSTOMER_PAYMENT, paymentLine } from '../payment-line.ts'
import { settle } from '../settlement.ts'
import { wholeReading } from '../stream.ts'
import {
  lineNumber,
  optionalCode,
  optionalCurrency,
  optionalDay,
  optionalRate,
  optionalYesNo,
  required,
} from '../values.ts'

const line = z.object({
  Description: optionalText,
  InvoiceText: optionalText,
  Quantity: optionalDecimal,
  UnitPrice: optionalDecimal,
  TransactionCurrencyAmount: exactDecimal,
  SalesTaxAmount: optionalDecimal,
  MainAccountDisplayValue: optionalCode,
  DefaultDimensionDisplayValue: optionalCode,
})
type Line = z.output<typeof line>

const raw = z
  .object({
    dataAreaId: optionalCode,
    InvoiceIdentifier: optionalId,
    /** Of a row of `FreeTextInvoiceLines` by itself: its header's identifier. */
    ParentRecId: optionalId,
    LineNumber: orNull(lineNumber),
    FreeTextNumber: optionalCode,
    IsPosted: optionalYesNo,
    CustomerAccount: optionalCode,
    InvoiceAccount: optionalCode,
    InvoiceDate: optionalDay,
    DueDate: optionalDay,
    CurrencyCode: optionalCurrency,
    ExchangeRate: optionalRate,
    InclTax: optionalYesNo,
    CustomerReference: optionalCode,
    /** Put there by the reading: rows of `FreeTextInvoiceLines`, and of payment journals; see free-text-reading.ts. */
    Lines: orNull(z.array(line)),
    Payments: orNull(z.array(paymentLine)),
    Setup: optionalSetup,
  })
  .refine(({ InvoiceIdentifier, ParentRecId }) => InvoiceIdentifier !== null || ParentRecId !== null, {
    path: ['InvoiceIdentifier'],
    error: 'is missing',
  })
type Raw = z.output<typeof raw>

/** Invoices to customers that no sales order stands behind. The header has no amounts. */
export const freeTextInvoices: Stream<Raw> = {
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
    status: 'NATIVE',
    settlement: 'DERIVED',
    remoteStatus: 'MISSING',
    issueDate: 'NATIVE',
    dueDate: 'NATIVE',
    currency: 'NATIVE',
    exchangeRate: 'DERIVED',
    amountsIncludeTax: 'NATIVE',
    lines: 'NATIVE',
    subtotal: 'DERIVED',
    discountTotal: 'MISSING',
    taxTotal: 'DERIVED',
    total: 'DERIVED',
    amountPaid: 'DERIVED',
    amountDue: 'DERIVED',
  } satisfies FidelityOf<Invoice>,
  pages: readFreeTextInvoices,
  id: ({ InvoiceIdentifier, ParentRecId, LineNumber }) =>
    InvoiceIdentifier ?? [ParentRecId, LineNumber].filter((it) => it !== null).join('/'),
  map,
}

function map(raw: Raw, source: SourceFacts): Mapped {
  const { InvoiceIdentifier, Lines } = raw
  if (InvoiceIdentifier === null) {
    const message = `A line by itself is no invoice: the header of free text invoice ${raw.ParentRecId ?? ''} is missing.`
    return { records: [], findings: [missingPart(message, 'InvoiceIdentifier')] }
  }
  if (Lines === null) {
    const message = `The amounts of free text invoice ${numberOf(raw) ?? InvoiceIdentifier} are not known: its lines are missing.`
    return { records: [], findings: [missingPart(message, 'Lines')] }
  }
  const key = recordKey('free_text_invoices', InvoiceIdentifier)
  const currency = required(raw.CurrencyCode, 'CurrencyCode', 'the amounts have no currency.')
  const ledger = amountsOf(Lines, raw.InclTax)
  const billed = {
    ...{ invoiceKey: key, total: ledger.total, currency, payments: raw.Payments },
    posted: raw.IsPosted,
    company: ownCompany(raw.dataAreaId, source.remoteId),
  }
  const { amounts, allocations, findings } = settle(billed, CUSTOMER_PAYMENT)
  const lines = Lines.map((it, index) => invoiceLine(it, index, raw.Setup))
  const contact = raw.InvoiceAccount ?? raw.CustomerAccount
  const invoice: Invoice = {
    ...{ type: 'INVOICE', key, direction: 'SALE' },
    number: numberOf(raw),
    reference: raw.CustomerReference,
    memo: null,
    contactKey: contact === null ? null : recordKey('customers', contact),
    status: raw.IsPosted === null ? 'UNKNOWN' : raw.IsPosted ? 'OPEN' : 'DRAFT',
    remoteStatus: null,
    issueDate: raw.InvoiceDate,
    dueDate: raw.DueDate,
    currency,
    exchangeRate: raw.ExchangeRate,
    amountsIncludeTax: raw.InclTax,
    ...asDocument({ ...ledger, discountTotal: null, lines }),
    ...amounts,
  }
  return { records: [invoice, ...allocations], findings }
}

/** Until it is posted, an invoice has the words "Not posted" for a number. */
const numberOf = ({ IsPosted, FreeTextNumber }: Raw) => (IsPosted === false ? null : FreeTextNumber)

function amountsOf(lines: readonly Line[], includesTax: boolean | null) {
  const amount = sum(lines.map((it) => it.TransactionCurrencyAmount))
  const taxes = lines.map((it) =>
    required(it.SalesTaxAmount, 'SalesTaxAmount', 'the invoice’s tax is not known.'),
  )
  const taxTotal = sum(taxes)
  if (isZero(taxTotal)) return { total: amount, taxTotal, subtotal: amount }
  return required(includesTax, 'InclTax', 'whether the lines’ amounts include their tax is not known.')
    ? { total: amount, taxTotal, subtotal: subtract(amount, taxTotal) }
    : { total: add(amount, taxTotal), taxTotal, subtotal: amount }
}

function invoiceLine(line: Line, index: number, setup: Setup): InvoiceLine {
  const account = mainAccountIn(line.MainAccountDisplayValue, setup)
  const own = defaultDimensions(line.DefaultDimensionDisplayValue, setup)
  const inAccount = dimensionsOfAccount(line.MainAccountDisplayValue, setup)
  const known = new Set(own.map((it) => it.valueKey))
  return {
    position: index + 1,
    description: line.InvoiceText ?? line.Description,
    quantity: line.Quantity,
    unitPrice: line.UnitPrice,
    amount: line.TransactionCurrencyAmount,
    taxAmount: line.SalesTaxAmount,
    discountAmount: null,
    accountKey: account === null ? null : recordKey('main_accounts', account),
    taxRateKey: null,
    dimensions: [...own, ...inAccount.filter((it) => !known.has(it.valueKey))],
  }
}
