import type { Page, Read } from '../provider.ts'
import { readJournals, type Journal } from './journal-reading.ts'
import { valuesOf } from './lookup.ts'
import { markedLines } from './marked-lines.ts'
import { VENDOR_PAYMENT } from './payment-line.ts'
import { keyValueOf } from './query.ts'

const SETS = {
  headers: 'VendInvoiceJournalHeaders',
  headerFields: [
    ...['dataAreaId', 'JournalBatchNumber', 'IsPosted', 'Description', 'JournalName', 'SalesTaxIncluded'],
  ],
  lines: 'VendInvoiceJournalLines',
  lineFields: [
    ...['dataAreaId', 'JournalBatchNumber', 'LineNumber', 'Voucher', 'Invoice', 'Document', 'Description'],
    ...['Date', 'InvoiceDate', 'DueDate', 'Currency', 'ExchRate', 'Debit', 'Credit', 'AccountType'],
    ...['AccountDisplayValue', 'Company', 'DefaultDimensionDisplayValue', 'OffsetAccountType'],
    ...['OffsetAccountDisplayValue', 'OffsetDefaultDimensionDisplayValue', 'OffsetCompany'],
    ...['SalesTaxGroup', 'ItemSalesTaxGroup'],
  ],
}

/** Invoice journals by their number: a record for each vendor's line, with what its voucher holds beside it. */
export async function* readVendorInvoices(read: Read): AsyncGenerator<Page> {
  yield* readJournals(read, SETS, async (journals) => {
    const posted = journals.filter(({ Header }) => keyValueOf(Header, 'IsPosted') === 'Yes')
    const numbers = posted.flatMap(({ lines }) => valuesOf(lines.filter(isVendors), 'Invoice'))
    const paymentsOf = await markedLines(read, VENDOR_PAYMENT, numbers.filter(isFilled))
    return journals.flatMap(({ Header, Setup, lines }) =>
      lines.filter(isVendors).map((line) =>
        Object.assign({}, line, {
          ...{ Header, Setup, Others: othersOf(line, lines) },
          Payments: paymentsOf(keyValueOf(line, 'Invoice')),
        }),
      ),
    )
  })
}

const isVendors = (line: unknown): boolean => keyValueOf(line, 'AccountType') === 'Vend'

const isFilled = (value: unknown): boolean => value !== ''

function othersOf(line: unknown, lines: Journal['lines']): unknown[] {
  const voucher = keyValueOf(line, 'Voucher')
  return lines.filter((it) => it !== line && keyValueOf(it, 'Voucher') === voucher)
}
