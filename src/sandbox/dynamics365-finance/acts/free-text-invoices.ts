import { defaultDimensions, type Dimensions } from '../accounts.ts'
import { nextNumber, type Books } from '../books.ts'
import type { Company, ItemGroup } from '../company.ts'
import { dayAt, noon } from '../days.ts'
import { invoiceContract } from '../events.ts'
import { centsOf, decimal, money, share, total } from '../money.ts'
import { textOf, type Decimal } from '../odata/fields.ts'
import type { RowOf } from '../sets/index.ts'
import { nameOf, type Customer } from './parties.ts'
import { requireOpenPeriod } from './periods.ts'

export type FreeTextInvoice = RowOf<'freeTextInvoiceHeaders'>

export interface LineFacts {
  text: string
  /** Hundredths. */
  quantity: number
  /** Cents. */
  unitPrice: number
  item: ItemGroup
  account: string
  dimensions: Dimensions
}

export interface InvoiceFacts {
  customer: Customer
  currency: string
  issuedOn: string
  dueOn: string
  reference: string
  /** Whether prices have the tax in them. */
  inclusive: boolean
  /** The number of the invoice that this one takes back. */
  corrects: string | null
  lines: readonly LineFacts[]
}

/** An invoice that is not posted: it has lines, but no number yet. */
export function draftInvoice(books: Books, company: Company, facts: InvoiceFacts): FreeTextInvoice {
  const { customer } = facts
  const { values } = customer
  const recId = books.nextRecId()
  const header = books.tables.freeTextInvoiceHeaders.insert(
    {
      dataAreaId: company.id,
      InvoiceIdentifier: recId,
      FreeTextNumber: 'Not posted',
      InvoiceName: nameOf(customer),
      CustomerAccount: values.CustomerAccount,
      InvoiceAccount: values.CustomerAccount,
      CustomerGroup: values.CustomerGroupId,
      CurrencyCode: facts.currency,
      SalesTaxGroupId: values.SalesTaxGroup,
      TermsOfPayment: values.PaymentTerms,
      PostingProfile: 'GEN',
      CustomerReference: facts.reference,
      LanguageId: values.LanguageId,
      InclTax: facts.inclusive ? 'Yes' : 'No',
      InvoiceDate: noon(facts.issuedOn),
      DueDate: noon(facts.dueOn),
      ...(facts.corrects === null ? {} : { IsCorrection: 'Yes', CorrectedInvoiceId: facts.corrects }),
    },
    recId,
  )
  for (const [index, line] of facts.lines.entries()) addLine(books, company, header, facts, line, index + 1)
  return header
}

function addLine(
  books: Books,
  company: Company,
  header: FreeTextInvoice,
  { currency, inclusive }: InvoiceFacts,
  line: LineFacts,
  number: number,
): void {
  const group = header.values.SalesTaxGroupId
  const amount = share(line.unitPrice, line.quantity, 100)
  const rate = group === 'DOM' ? company.taxRates[line.item] : 0
  books.tables.freeTextInvoiceLines.insert({
    dataAreaId: company.id,
    LineNumber: number,
    ParentRecId: header.values.InvoiceIdentifier,
    Description: line.text,
    InvoiceText: line.text,
    Quantity: decimal(line.quantity, 2),
    UnitPrice: money(line.unitPrice),
    TransactionCurrencyAmount: money(amount),
    SalesTaxAmount: money(share(amount, rate, inclusive ? 100 + rate : 100)),
    SalesTaxGroupId: group,
    SalesTaxItemGroupId: line.item === 'NONE' ? '' : line.item,
    CurrencyCode: currency,
    MainAccountDisplayValue: line.account,
    DefaultDimensionDisplayValue: defaultDimensions(line.dimensions),
  })
}

/** Gives it its number and makes it owed. Throws Error when it is posted, or its period is not open. */
export function postInvoice(books: Books, company: Company, invoice: FreeTextInvoice): void {
  const { values } = invoice
  const [issuedOn, dueOn] = [dayAt(values.InvoiceDate), dayAt(values.DueDate)]
  if (values.IsPosted === 'Yes') throw new Error(`${values.FreeTextNumber} is posted already`)
  requireOpenPeriod(books, company, issuedOn)
  const number = nextNumber(books, company, 'FTI-', 8)
  books.tables.freeTextInvoiceHeaders.update(invoice, { FreeTextNumber: number, IsPosted: 'Yes' })
  const { amount, tax } = totalsOf(books, invoice)
  books.items.add({
    company,
    party: 'Cust',
    account: values.InvoiceAccount,
    name: values.InvoiceName,
    invoice: number,
    currency: values.CurrencyCode,
    ...{ dueOn, amount, open: amount },
  })
  const facts = { account: values.InvoiceAccount, invoice: number, amount, tax, issuedOn, dueOn }
  books.events.tell('CustFreeTextInvoicePostedBusinessEvent', company, invoiceContract(facts))
}

/** Throws Error when it is posted: then it stays for good. */
export function deleteInvoice(books: Books, invoice: FreeTextInvoice): void {
  if (invoice.values.IsPosted === 'Yes') throw new Error(`${invoice.values.FreeTextNumber} is posted`)
  for (const line of linesOf(books, invoice)) books.tables.freeTextInvoiceLines.remove(line)
  books.tables.freeTextInvoiceHeaders.remove(invoice)
}

export function linesOf({ tables }: Books, { values }: FreeTextInvoice): RowOf<'freeTextInvoiceLines'>[] {
  const lines = []
  for (let number = 1; number <= MOST_LINES; number += 1) {
    const line = tables.freeTextInvoiceLines.find([values.dataAreaId, number, values.InvoiceIdentifier])
    if (line === undefined) break
    lines.push(line)
  }
  return lines
}

const MOST_LINES = 100

/** In cents; the amount is all that is owed. */
export function totalsOf(books: Books, invoice: FreeTextInvoice): { amount: number; tax: number } {
  const lines = linesOf(books, invoice).map(({ values }) => values)
  const tax = total(lines.map((it) => cents(it.SalesTaxAmount)))
  const amounts = total(lines.map((it) => cents(it.TransactionCurrencyAmount)))
  return { tax, amount: invoice.values.InclTax === 'Yes' ? amounts : amounts + tax }
}

function cents(amount: Decimal): number {
  const count = centsOf(textOf(amount))
  if (count === null) throw new TypeError('an amount in the books has more than two digits')
  return count
}
