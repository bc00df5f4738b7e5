import { defaultDimensions, ledgerAccount } from '../accounts.ts'
import { nextNumber, unpostedKey, type Books } from '../books.ts'
import type { Company } from '../company.ts'
import { noon } from '../days.ts'
import { money } from '../money.ts'
import type { RowOf } from '../sets/index.ts'
import { tellPosted, type BillFacts } from './bills.ts'
import { requireOpenPeriod } from './periods.ts'
import { dueOn } from './terms.ts'

export type PendingBill = RowOf<'vendorInvoiceHeaders'>

/** A vendor's invoice that waits for its approval; its header has no total. */
export function receiveBill(books: Books, company: Company, facts: BillFacts): PendingBill {
  const { vendor, receivedOn } = facts
  const { values } = vendor
  const reference = nextNumber(books, company, 'PVI-')
  const key = { dataAreaId: company.id, HeaderReference: reference }
  const account = values.VendorAccountNumber
  const header = books.tables.vendorInvoiceHeaders.insert({
    ...key,
    InvoiceNumber: facts.invoice,
    VendorAccount: account,
    InvoiceAccount: account,
    VendorName: values.VendorOrganizationName,
    Currency: values.CurrencyCode,
    InvoiceDescription: facts.text,
    TermsOfPayment: values.DefaultPaymentTermsName,
    SalesTaxGroup: values.SalesTaxGroupCode,
    PostingProfile: 'GEN',
    IsPricesIncludeSalesTax: 'Yes',
    InvoiceDate: noon(receivedOn),
    InvoiceReceivedDate: noon(receivedOn),
    Date: noon(receivedOn),
    DueDate: noon(dueOn(receivedOn, values.DefaultPaymentTermsName)),
  })
  for (const [index, part] of facts.parts.entries()) {
    books.tables.vendorInvoiceLines.insert({
      ...key,
      InvoiceLineNumber: index + 1,
      LineNumber: index + 1,
      VendorAccount: account,
      InvoiceAccount: account,
      LineDescription: facts.text,
      Currency: values.CurrencyCode,
      MainAccountDisplayValue: ledgerAccount(part.account, part.dimensions),
      DimensionDisplayValue: defaultDimensions(part.dimensions),
      SalesTaxGroup: values.SalesTaxGroupCode,
      ItemSalesTax: values.SalesTaxGroupCode === 'DOM' ? 'FULL' : '',
      ReceiveNow: 1,
      UnitPrice: money(part.amount),
      NetAmount: money(part.amount),
      Amount: money(part.amount),
    })
  }
  books.unposted.set(unpostedKey(company, reference), () => {
    postPendingBill(books, company, header, facts)
  })
  return header
}

/** Posting takes it out of the entity: no set shows it afterwards. Throws Error when its period is not open. */
function postPendingBill(books: Books, company: Company, bill: PendingBill, facts: BillFacts): void {
  requireOpenPeriod(books, company, facts.receivedOn)
  removePendingBill(books, bill)
  tellPosted(books, company, facts)
}

function removePendingBill({ tables }: Books, bill: PendingBill): void {
  const { dataAreaId, HeaderReference } = bill.values
  for (const line of tables.vendorInvoiceLines.rows()) {
    const { values } = line
    if (values.dataAreaId === dataAreaId && values.HeaderReference === HeaderReference) {
      tables.vendorInvoiceLines.remove(line)
    }
  }
  tables.vendorInvoiceHeaders.remove(bill)
}
