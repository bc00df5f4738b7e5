import { defaultDimensions, ledgerAccount, segment, type Dimensions } from '../accounts.ts'
import { nextJournal, nextNumber, ratePerHundred, unpostedKey, type Books } from '../books.ts'
import type { Company } from '../company.ts'
import { noon } from '../days.ts'
import { invoiceContract } from '../events.ts'
import { money, share, total } from '../money.ts'
import type { RowOf } from '../sets/index.ts'
import type { Vendor } from './parties.ts'
import { requireOpenPeriod } from './periods.ts'
import { dueOn } from './terms.ts'

export type InvoiceJournal = RowOf<'vendInvoiceJournalHeaders'>

export interface BillFacts {
  vendor: Vendor
  /** The vendor's own number of it. */
  invoice: string
  receivedOn: string
  text: string
  /** The order that it is for; '' when there was none. */
  order: string
  /** What it is for, in cents, tax in it. One part is booked on one line with its offset account, more on a line each. */
  parts: readonly { account: string; dimensions: Dimensions; amount: number }[]
}

/** A journal of vendors' invoices; each is a voucher of its own, and owed when the journal is posted. */
export function enterBills(books: Books, company: Company, bills: readonly BillFacts[]): InvoiceJournal {
  const number = nextJournal(books, company)
  const isTaxed = bills.some(({ vendor }) => vendor.values.SalesTaxGroupCode === 'DOM')
  const amount = money(total(bills.map(amountOf)))
  const header = books.tables.vendInvoiceJournalHeaders.insert({
    dataAreaId: company.id,
    JournalBatchNumber: number,
    JournalName: 'APInvoice',
    Description: 'Vendor invoices',
    SalesTaxIncluded: isTaxed ? 'Yes' : 'No',
    JournalTotalDebit: amount,
    JournalTotalCredit: amount,
  })
  let line = 0
  for (const bill of bills) {
    const voucher = nextNumber(books, company, 'APIN')
    for (const values of voucherLines(books, company, bill)) {
      line += 1
      books.tables.vendInvoiceJournalLines.insert({
        ...values,
        dataAreaId: company.id,
        JournalBatchNumber: number,
        LineNumber: line,
        Voucher: voucher,
      })
    }
  }
  books.unposted.set(unpostedKey(company, number), () => {
    postBills(books, company, header, bills)
  })
  return header
}

function voucherLines(books: Books, company: Company, bill: BillFacts): Partial<BillLine>[] {
  const { vendor, parts, receivedOn } = bill
  const currency = vendor.values.CurrencyCode
  const isTaxed = vendor.values.SalesTaxGroupCode === 'DOM'
  const both: Partial<BillLine> = {
    Company: company.id.toUpperCase(),
    OffsetCompany: company.id.toUpperCase(),
    Currency: currency,
    ExchRate: ratePerHundred(books, company, currency, receivedOn),
    Description: bill.text,
    Date: noon(receivedOn),
    InvoiceDate: noon(receivedOn),
    SalesTaxGroup: vendor.values.SalesTaxGroupCode,
    ItemSalesTaxGroup: isTaxed ? 'FULL' : '',
    Approved: 'Yes',
    PostingProfile: 'GEN',
  }
  const vendorLine: Partial<BillLine> = {
    ...both,
    AccountType: 'Vend',
    AccountDisplayValue: segment(vendor.values.VendorAccountNumber),
    Invoice: bill.invoice,
    Document: bill.order,
    TermsOfPayment: vendor.values.DefaultPaymentTermsName,
    DueDate: noon(dueOn(receivedOn, vendor.values.DefaultPaymentTermsName)),
    Credit: money(amountOf(bill)),
  }
  const [only] = parts
  if (parts.length === 1 && only !== undefined) {
    return [
      {
        ...vendorLine,
        OffsetAccountDisplayValue: ledgerAccount(only.account, only.dimensions),
        OffsetDefaultDimensionDisplayValue: defaultDimensions(only.dimensions),
      },
    ]
  }
  const expenses = parts.map(({ account, dimensions, amount }) => ({
    ...both,
    AccountType: 'Ledger',
    AccountDisplayValue: ledgerAccount(account, dimensions),
    DefaultDimensionDisplayValue: defaultDimensions(dimensions),
    Debit: money(amount),
  }))
  return [vendorLine, ...expenses]
}

type BillLine = RowOf<'vendInvoiceJournalLines'>['values']

function postBills(
  books: Books,
  company: Company,
  journal: InvoiceJournal,
  bills: readonly BillFacts[],
): void {
  for (const { receivedOn } of bills) requireOpenPeriod(books, company, receivedOn)
  books.tables.vendInvoiceJournalHeaders.update(journal, { IsPosted: 'Yes' })
  for (const bill of bills) {
    const { vendor, invoice, receivedOn } = bill
    const amount = amountOf(bill)
    books.items.add({
      company,
      party: 'Vend',
      account: vendor.values.VendorAccountNumber,
      name: vendor.values.VendorOrganizationName,
      invoice,
      currency: vendor.values.CurrencyCode,
      dueOn: dueOn(receivedOn, vendor.values.DefaultPaymentTermsName),
      ...{ amount, open: amount },
    })
    tellPosted(books, company, bill)
  }
}

export function tellPosted({ events }: Books, company: Company, bill: BillFacts): void {
  const { invoice, receivedOn, vendor } = bill
  const rate = vendor.values.SalesTaxGroupCode === 'DOM' ? company.taxRates.FULL : 0
  const amount = amountOf(bill)
  const contract = invoiceContract({
    account: vendor.values.VendorAccountNumber,
    invoice,
    amount,
    tax: share(amount, rate, 100 + rate),
    issuedOn: receivedOn,
    dueOn: dueOn(receivedOn, vendor.values.DefaultPaymentTermsName),
  })
  events.tell('VendorInvoicePostedBusinessEvent', company, contract)
}

export const amountOf = ({ parts }: BillFacts): number => total(parts.map((it) => it.amount))
