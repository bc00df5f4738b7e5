import type { Page, Read } from '../provider.ts'
import { companyOf } from './company.ts'
import { crawl } from './crawl.ts'
import { groupedBy, rowsOf, valuesOf } from './lookup.ts'
import { markedLines } from './marked-lines.ts'
import { CUSTOMER_PAYMENT } from './payment-line.ts'
import { equals, keyValueOf } from './query.ts'
import { readSetup } from './setup.ts'
import { DOCUMENTS } from './stream.ts'

/** Headers by their id, each with its lines and with the posted payment lines that mark its number. */
export async function* readFreeTextInvoices(read: Read): AsyncGenerator<Page> {
  const Setup = await readSetup(read)
  const ofCompany = equals('dataAreaId', companyOf(read.source.remoteId))
  yield* crawl(read, {
    list: {
      set: 'FreeTextInvoiceHeaders',
      key: 'InvoiceIdentifier',
      select: [
        ...[
          'dataAreaId',
          'InvoiceIdentifier',
          'FreeTextNumber',
          'IsPosted',
          'CustomerAccount',
          'InvoiceAccount',
        ],
        ...['InvoiceDate', 'DueDate', 'CurrencyCode', 'ExchangeRate', 'InclTax', 'CustomerReference'],
      ],
      filter: ofCompany,
    },
    pageRows: DOCUMENTS,
    complete: async (headers) => {
      const lines = await rowsOf(
        read,
        {
          set: 'FreeTextInvoiceLines',
          by: 'ParentRecId',
          select: [
            ...[
              'dataAreaId',
              'ParentRecId',
              'LineNumber',
              'Description',
              'InvoiceText',
              'Quantity',
              'UnitPrice',
            ],
            ...['TransactionCurrencyAmount', 'SalesTaxAmount', 'MainAccountDisplayValue'],
            'DefaultDimensionDisplayValue',
          ],
          filter: ofCompany,
          orderBy: ['ParentRecId', 'LineNumber'],
        },
        valuesOf(headers, 'InvoiceIdentifier'),
      )
      const posted = headers.filter((header) => keyValueOf(header, 'IsPosted') === 'Yes')
      const paymentsOf = await markedLines(read, CUSTOMER_PAYMENT, valuesOf(posted, 'FreeTextNumber'))
      const linesOf = groupedBy(lines, 'ParentRecId')
      return headers.map((header) =>
        Object.assign({}, header, {
          Lines: linesOf(keyValueOf(header, 'InvoiceIdentifier')),
          Payments: paymentsOf(keyValueOf(header, 'FreeTextNumber')),
          Setup,
        }),
      )
    },
  })
}
