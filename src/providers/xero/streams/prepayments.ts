import { recordKey } from '../../../domain/ids.ts'
import { identifier } from '../../toolkit/exact.ts'
import { mapAdvance, remoteAdvance } from '../advance.ts'
import { updatedAt } from '../dates.ts'
import { paymentFields } from '../payment.ts'
import { changingStream, SELDOM } from '../stream.ts'

export const prepayments = changingStream(
  { name: 'Prepayments', id: 'PrepaymentID', paged: true },
  {
    entity: 'PAYMENT',
    raw: remoteAdvance.extend({ PrepaymentID: identifier }),
    deletions: 'reported',
    everySeconds: SELDOM,
    fields: paymentFields,
    id: ({ PrepaymentID }) => PrepaymentID,
    updatedAt,
    map: (raw, source) => mapAdvance(raw, recordKey('prepayments', raw.PrepaymentID), source),
  },
)
