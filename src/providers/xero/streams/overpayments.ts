import { recordKey } from '../../../domain/ids.ts'
import { identifier } from '../../toolkit/exact.ts'
import { mapAdvance, remoteAdvance } from '../advance.ts'
import { updatedAt } from '../dates.ts'
import { paymentFields } from '../payment.ts'
import { changingStream, SELDOM } from '../stream.ts'

export const overpayments = changingStream(
  { name: 'Overpayments', id: 'OverpaymentID', paged: true },
  {
    entity: 'PAYMENT',
    raw: remoteAdvance.extend({ OverpaymentID: identifier }),
    deletions: 'reported',
    everySeconds: SELDOM,
    fields: paymentFields,
    id: ({ OverpaymentID }) => OverpaymentID,
    updatedAt,
    map: (raw, source) => mapAdvance(raw, recordKey('overpayments', raw.OverpaymentID), source),
  },
)
