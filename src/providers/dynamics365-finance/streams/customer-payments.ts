import type { z } from 'zod'
import type { Stream } from '../../provider.ts'
import { optionalText } from '../../toolkit/exact.ts'
import { lineByLine, readJournals } from '../journal-reading.ts'
import { CUSTOMER_PAYMENT, HEADER_FIELDS, PAYMENT_FIELDS, lineId, paymentLine } from '../payment-line.ts'
import { mapPayment, paymentFields } from '../payment.ts'
import { wholeReading } from '../stream.ts'

const raw = paymentLine.extend({ CustomerName: optionalText })
type Raw = z.output<typeof raw>

const SETS = {
  headers: 'CustomerPaymentJournalHeaders',
  headerFields: HEADER_FIELDS,
  lines: 'CustomerPaymentJournalLines',
  lineFields: [...PAYMENT_FIELDS, 'CustomerName'],
}

export const customerPayments: Stream<Raw> = {
  ...wholeReading,
  entity: 'PAYMENT',
  raw,
  fields: paymentFields,
  pages: (read) => readJournals(read, SETS, lineByLine),
  id: lineId,
  map: (raw, source) => mapPayment(raw, CUSTOMER_PAYMENT, raw.CustomerName, source),
}
