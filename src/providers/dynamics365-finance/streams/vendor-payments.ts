import type { z } from 'zod'
import type { Stream } from '../../provider.ts'
import { optionalText } from '../../toolkit/exact.ts'
import { lineByLine, readJournals } from '../journal-reading.ts'
import { HEADER_FIELDS, PAYMENT_FIELDS, lineId, paymentLine, VENDOR_PAYMENT } from '../payment-line.ts'
import { mapPayment, paymentFields } from '../payment.ts'
import { wholeReading } from '../stream.ts'

const raw = paymentLine.extend({ VendorName: optionalText })
type Raw = z.output<typeof raw>

const SETS = {
  headers: 'VendorPaymentJournalHeaders',
  headerFields: HEADER_FIELDS,
  lines: 'VendorPaymentJournalLines',
  lineFields: [...PAYMENT_FIELDS, 'VendorName'],
}

export const vendorPayments: Stream<Raw> = {
  ...wholeReading,
  entity: 'PAYMENT',
  raw,
  fields: paymentFields,
  pages: (read) => readJournals(read, SETS, lineByLine),
  id: lineId,
  map: (raw, source) => mapPayment(raw, VENDOR_PAYMENT, raw.VendorName, source),
}
