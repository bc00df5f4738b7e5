import type { z } from 'zod'
import { documentFields, mapDocument, remoteDocument } from '../document.ts'
import { keyOf, optionalReference } from '../reference.ts'
import { capturedStream } from '../stream.ts'

const raw = remoteDocument.extend({ VendorRef: optionalReference })

export const vendorCredits = capturedStream(
  { name: 'VendorCredit', hidesInactive: false },
  {
    entity: 'INVOICE',
    raw,
    fields: { ...documentFields, dueDate: 'MISSING' },
    map: (credit: z.output<typeof raw>, source) =>
      mapDocument(
        // Nothing falls due on a credit.
        { ...credit, DueDate: null },
        {
          stream: 'vendor_credits',
          direction: 'PURCHASE',
          kind: 'CREDIT_NOTE',
          contactKey: keyOf('vendors', credit.VendorRef),
          reference: null,
          open: credit.Balance,
        },
        source,
      ),
  },
)
