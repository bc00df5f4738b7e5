import { companyOf } from './company.ts'
import type { Reader } from './listing.ts'
import { groupedBy, rowsOf, valuesOf } from './lookup.ts'
import { PAYMENT_FIELDS, type PaymentNature } from './payment-line.ts'
import { equals, every, isYes, keyValueOf, type KeyValue } from './query.ts'

const SETS: Readonly<Record<PaymentNature['stream'], { headers: string; lines: string }>> = {
  customer_payments: { headers: 'CustomerPaymentJournalHeaders', lines: 'CustomerPaymentJournalLines' },
  vendor_payments: { headers: 'VendorPaymentJournalHeaders', lines: 'VendorPaymentJournalLines' },
}

/** The posted payment lines that mark an invoice of one of these numbers, each with its journal's header. */
export async function markedLines(
  reader: Reader,
  { stream }: PaymentNature,
  numbers: readonly KeyValue[],
): Promise<(number: KeyValue | null) => unknown[]> {
  const { headers, lines } = SETS[stream]
  const ofCompany = equals('dataAreaId', companyOf(reader.source.remoteId))
  const marking = await rowsOf(
    reader,
    {
      set: lines,
      by: 'MarkedInvoice',
      select: PAYMENT_FIELDS,
      filter: ofCompany,
      orderBy: ['JournalBatchNumber', 'LineNumber'],
    },
    numbers,
  )
  const posted = await rowsOf(
    reader,
    {
      set: headers,
      by: 'JournalBatchNumber',
      select: ['dataAreaId', 'JournalBatchNumber', 'IsPosted'],
      filter: every(ofCompany, isYes('IsPosted')),
      orderBy: ['JournalBatchNumber'],
    },
    valuesOf(marking, 'JournalBatchNumber'),
  )
  const headerOf = groupedBy(posted, 'JournalBatchNumber')
  const settled = marking.flatMap((line) => {
    const [Header] = headerOf(keyValueOf(line, 'JournalBatchNumber'))
    return Header === undefined ? [] : [Object.assign({}, line, { Header })]
  })
  return groupedBy(settled, 'MarkedInvoice')
}
