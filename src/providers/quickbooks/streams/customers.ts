import type { z } from 'zod'
import { optionalText } from '../../toolkit/exact.ts'
import { capturedStream } from '../stream.ts'
import { contactFields, mapContact, remoteName } from './contacts.ts'

const raw = remoteName.extend({ PrimaryTaxIdentifier: optionalText })

export const customers = capturedStream(
  { name: 'Customer', hidesInactive: true },
  {
    entity: 'CONTACT',
    raw,
    fields: contactFields,
    map: (customer: z.output<typeof raw>) => ({
      records: [
        mapContact('customers', customer, { role: 'CUSTOMER', taxNumber: customer.PrimaryTaxIdentifier }),
      ],
    }),
  },
)
