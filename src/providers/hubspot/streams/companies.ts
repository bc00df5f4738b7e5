import type { z } from 'zod'
import type { Contact } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { addressOf, addressProperties } from '../address.ts'
import { crmRecord, updatedAt } from '../records.ts'
import { crmStream } from '../stream.ts'

const properties = {
  ...addressProperties,
  name: optionalText,
  domain: optionalText,
  phone: optionalText,
  lifecyclestage: optionalText,
  type: optionalText,
}
const raw = crmRecord(properties)
type Raw = z.output<typeof raw>

export const companies = crmStream(
  { type: 'companies', modified: 'hs_lastmodifieddate', properties: Object.keys(properties) },
  {
    entity: 'CONTACT',
    raw,
    fields: {
      name: 'NATIVE',
      roles: 'DERIVED',
      email: 'MISSING',
      phone: 'NATIVE',
      taxNumber: 'MISSING',
      currency: 'MISSING',
      address: 'NATIVE',
      // What is archived counts as deleted.
      status: 'DERIVED',
    } satisfies FidelityOf<Contact>,
    id: (raw) => raw.id,
    updatedAt,
    map,
  },
)

function map({ id, properties }: Raw): Mapped {
  const company: Contact = {
    type: 'CONTACT',
    key: recordKey('companies', id),
    name: properties.name ?? properties.domain ?? id,
    roles: rolesOf(properties),
    email: null,
    phone: properties.phone,
    taxNumber: null,
    currency: null,
    address: addressOf(properties),
    status: 'ACTIVE',
  }
  return { records: [company] }
}

/** Accounts can add words of their own to both properties; these two are HubSpot's. */
function rolesOf({ lifecyclestage, type }: Raw['properties']): Contact['roles'] {
  return [
    ...(lifecyclestage?.toLowerCase() === 'customer' ? ['CUSTOMER' as const] : []),
    ...(type?.toUpperCase() === 'VENDOR' ? ['SUPPLIER' as const] : []),
  ]
}
