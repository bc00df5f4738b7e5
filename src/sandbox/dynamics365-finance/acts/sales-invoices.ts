import { nextNumber, type Books } from '../books.ts'
import type { Company, ItemGroup } from '../company.ts'
import { noon } from '../days.ts'
import { invoiceContract } from '../events.ts'
import { money, share, total } from '../money.ts'
import type { OpenItem } from '../open-items.ts'
import { nameOf, type Customer } from './parties.ts'
import { requireOpenPeriod } from './periods.ts'
import { dueOn } from './terms.ts'

export interface SalesInvoiceFacts {
  customer: Customer
  issuedOn: string
  /** The customer's number of its order; '' when it gave none. */
  reference: string
  /** Cents, on the header. */
  freight: number
  discount: number
  lines: readonly { product: string; name: string; quantity: number; unitPrice: number; item: ItemGroup }[]
}

/** The invoice of a sales order: it is posted when it comes into being, and tells its terms but no due date. */
export function invoiceOrder(books: Books, company: Company, facts: SalesInvoiceFacts): OpenItem {
  requireOpenPeriod(books, company, facts.issuedOn)
  const { customer, freight, discount, issuedOn } = facts
  const { values } = customer
  const key = {
    dataAreaId: company.id,
    InvoiceNumber: nextNumber(books, company, 'CIV-'),
    InvoiceDate: noon(issuedOn),
    LedgerVoucher: nextNumber(books, company, 'ARIV'),
  }
  const isTaxed = values.SalesTaxGroup === 'DOM'
  const lines = facts.lines.map((line) => {
    const amount = line.quantity * line.unitPrice
    return { ...line, amount, tax: share(amount, isTaxed ? company.taxRates[line.item] : 0, 100) }
  })
  const headerTax = share(freight - discount, isTaxed ? company.taxRates.FULL : 0, 100)
  const tax = total(lines.map((it) => it.tax)) + headerTax
  const amount = total(lines.map((it) => it.amount)) + freight - discount + tax
  books.tables.salesInvoiceHeaders.insert({
    ...key,
    InvoiceCustomerAccountNumber: values.CustomerAccount,
    SalesOrderNumber: nextNumber(books, company, 'SO-'),
    CustomersOrderReference: facts.reference,
    CurrencyCode: values.SalesCurrencyCode,
    PaymentTermsName: values.PaymentTerms,
    InvoiceAddressCity: values.AddressCity,
    InvoiceAddressStreet: values.AddressStreet,
    InvoiceAddressZipCode: values.AddressZipCode,
    InvoiceAddressCountryRegionId: values.AddressCountryRegionId,
    TotalInvoiceAmount: money(amount),
    TotalTaxAmount: money(tax),
    TotalDiscountAmount: money(discount),
    TotalChargeAmount: money(freight),
    InvoiceHeaderTaxAmount: money(headerTax),
  })
  for (const [index, line] of lines.entries()) {
    books.tables.salesInvoiceLines.insert({
      ...key,
      LineCreationSequenceNumber: index + 1,
      ProductNumber: line.product,
      ProductName: line.name,
      ProductDescription: line.name,
      CurrencyCode: values.SalesCurrencyCode,
      SalesUnitSymbol: 'ea',
      InvoicedQuantity: line.quantity,
      SalesPrice: money(line.unitPrice),
      LineAmount: money(line.amount),
      LineTotalTaxAmount: money(line.tax),
      ConfirmedShippingDate: noon(issuedOn),
    })
  }
  const due = dueOn(issuedOn, values.PaymentTerms)
  const told = {
    account: values.CustomerAccount,
    invoice: key.InvoiceNumber,
    amount,
    tax,
    issuedOn,
    dueOn: due,
  }
  books.events.tell('SalesInvoicePostedBusinessEvent', company, invoiceContract(told))
  return books.items.add({
    company,
    party: 'Cust',
    account: values.CustomerAccount,
    name: nameOf(customer),
    invoice: key.InvoiceNumber,
    currency: values.SalesCurrencyCode,
    ...{ dueOn: due, amount, open: amount },
  })
}
