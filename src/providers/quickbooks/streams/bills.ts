import type { z } from 'zod'
import { documentFields, mapDocument, remoteDocument } from '../document.ts'
import { keyOf, optionalReference } from '../reference.ts'
import { capturedStream } from '../stream.ts'

const raw = remoteDocument.extend({ VendorRef: optionalReference })

export const bills = capturedStream(
  { name: 'Bill', hidesInactive: false },
  {
    entity: 'INVOICE',
    raw,
    fields: documentFields,
    map: (bill: z.output<typeof raw>, source) =>
      mapDocument(
        bill,
        {
          stream: 'bills',
          direction: 'PURCHASE',
          kind: 'INVOICE',
          contactKey: keyOf('vendors', bill.VendorRef),
          reference: null,
          open: bill.Balance,
        },
        source,
      ),
  },
)
