import type { z } from 'zod'
import { optionalText } from '../../toolkit/exact.ts'
import { capturedStream } from '../stream.ts'
import { contactFields, mapContact, remoteName } from './contacts.ts'

const raw = remoteName.extend({ TaxIdentifier: optionalText })

export const vendors = capturedStream(
  { name: 'Vendor', hidesInactive: true },
  {
    entity: 'CONTACT',
    raw,
    fields: contactFields,
    map: (vendor: z.output<typeof raw>) => ({
      records: [mapContact('vendors', vendor, { role: 'SUPPLIER', taxNumber: vendor.TaxIdentifier })],
    }),
  },
)
