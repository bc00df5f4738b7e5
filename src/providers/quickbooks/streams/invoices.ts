import type { z } from 'zod'
import { optionalText } from '../../toolkit/exact.ts'
import { documentFields, mapDocument, remoteDocument } from '../document.ts'
import { keyOf, optionalReference } from '../reference.ts'
import { capturedStream } from '../stream.ts'

const raw = remoteDocument.extend({ CustomerRef: optionalReference, PONumber: optionalText })

export const invoices = capturedStream(
  { name: 'Invoice', hidesInactive: false },
  {
    entity: 'INVOICE',
    raw,
    fields: { ...documentFields, reference: 'NATIVE' },
    map: (invoice: z.output<typeof raw>, source) =>
      mapDocument(
        invoice,
        {
          stream: 'invoices',
          direction: 'SALE',
          kind: 'INVOICE',
          contactKey: keyOf('customers', invoice.CustomerRef),
          reference: invoice.PONumber,
          open: invoice.Balance,
        },
        source,
      ),
  },
)
