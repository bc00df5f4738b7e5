import type { Page, Read } from '../provider.ts'
import { companyOf } from './company.ts'
import { crawl } from './crawl.ts'
import { groupedBy, rowsOf, valuesOf } from './lookup.ts'
import { markedLines } from './marked-lines.ts'
import { CUSTOMER_PAYMENT } from './payment-line.ts'
import { equals, every, keyValueOf } from './query.ts'
import { DOCUMENTS } from './stream.ts'
import { readTerms } from './terms.ts'

/**
 * Headers by their voucher, which is the company's own number for the posting, each with its lines and with the posted
 * payment lines that mark its number. The entity lists free text invoices too: those have no sales order.
 */
export async function* readSalesInvoices(read: Read): AsyncGenerator<Page> {
  const ofCompany = equals('dataAreaId', companyOf(read.source.remoteId))
  const termsOf = groupedBy(await readTerms(read), 'Name')
  yield* crawl(read, {
    list: {
      set: 'SalesInvoiceHeadersV2',
      key: 'LedgerVoucher',
      select: [
        ...['dataAreaId', 'InvoiceNumber', 'InvoiceDate', 'LedgerVoucher', 'InvoiceCustomerAccountNumber'],
        ...[
          'SalesOrderNumber',
          'CustomersOrderReference',
          'CurrencyCode',
          'TotalInvoiceAmount',
          'TotalTaxAmount',
        ],
        ...['TotalDiscountAmount', 'TotalChargeAmount', 'PaymentTermsName'],
      ],
      filter: every(ofCompany, "SalesOrderNumber ne ''"),
    },
    pageRows: DOCUMENTS,
    complete: async (headers) => {
      const numbers = valuesOf(headers, 'InvoiceNumber')
      const lines = await rowsOf(
        read,
        {
          set: 'SalesInvoiceV2Lines',
          by: 'InvoiceNumber',
          select: [
            ...['dataAreaId', 'InvoiceNumber', 'InvoiceDate', 'LedgerVoucher', 'LineCreationSequenceNumber'],
            ...['ProductNumber', 'ProductDescription', 'InvoicedQuantity', 'SalesPrice', 'LineAmount'],
            ...['LineTotalTaxAmount', 'LineTotalDiscountAmount'],
          ],
          filter: ofCompany,
          orderBy: ['InvoiceNumber', 'LineCreationSequenceNumber'],
        },
        numbers,
      )
      const linesOf = groupedBy(lines, 'LedgerVoucher')
      const paymentsOf = await markedLines(read, CUSTOMER_PAYMENT, numbers)
      return headers.map((header) =>
        Object.assign({}, header, {
          Lines: linesOf(keyValueOf(header, 'LedgerVoucher')),
          Terms: termsOf(keyValueOf(header, 'PaymentTermsName'))[0],
          Payments: paymentsOf(keyValueOf(header, 'InvoiceNumber')),
        }),
      )
    },
  })
}
