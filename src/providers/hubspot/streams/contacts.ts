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
  firstname: optionalText,
  lastname: optionalText,
  email: optionalText,
  phone: optionalText,
  mobilephone: optionalText,
  company: optionalText,
  lifecyclestage: optionalText,
}
const raw = crmRecord(properties)
type Raw = z.output<typeof raw>

export const contacts = crmStream(
  { type: 'contacts', modified: 'lastmodifieddate', properties: Object.keys(properties) },
  {
    entity: 'CONTACT',
    raw,
    fields: {
      name: 'DERIVED',
      roles: 'DERIVED',
      email: 'NATIVE',
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
  const contact: Contact = {
    type: 'CONTACT',
    key: recordKey('contacts', id),
    name: nameOf(properties) ?? id,
    roles: properties.lifecyclestage?.toLowerCase() === 'customer' ? ['CUSTOMER'] : [],
    email: properties.email,
    phone: properties.phone ?? properties.mobilephone,
    taxNumber: null,
    currency: null,
    address: addressOf(properties),
    status: 'ACTIVE',
  }
  return { records: [contact] }
}

/** Visitors who only left an address have no name. */
function nameOf({ firstname, lastname, email, company }: Raw['properties']): string | null {
  const names = [firstname, lastname].filter((name) => name !== null)
  return names.length > 0 ? names.join(' ') : (email ?? company)
}
