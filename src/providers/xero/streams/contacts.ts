import { z } from 'zod'
import type { Contact } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { identifier, listOf, optionalFlag, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { stamped, updatedAt } from '../dates.ts'
import { known } from '../findings.ts'
import { changingStream, OFTEN } from '../stream.ts'

const remoteAddress = z.object({
  AddressType: optionalText,
  AddressLine1: optionalText,
  AddressLine2: optionalText,
  AddressLine3: optionalText,
  AddressLine4: optionalText,
  City: optionalText,
  Region: optionalText,
  PostalCode: optionalText,
  Country: optionalText,
})

const remotePhone = z.object({
  PhoneType: optionalText,
  PhoneNumber: optionalText,
  PhoneAreaCode: optionalText,
  PhoneCountryCode: optionalText,
})

const raw = z.object({
  ...stamped,
  ContactID: identifier,
  Name: text,
  ContactStatus: optionalText,
  EmailAddress: optionalText,
  TaxNumber: optionalText,
  DefaultCurrency: optionalText,
  IsCustomer: optionalFlag,
  IsSupplier: optionalFlag,
  Addresses: listOf(remoteAddress),
  Phones: listOf(remotePhone),
})

type Raw = z.output<typeof raw>

const STATUSES: Readonly<Record<string, Contact['status']>> = {
  ACTIVE: 'ACTIVE',
  ARCHIVED: 'ARCHIVED',
  // Nothing can be entered for a person who asked to be forgotten.
  GDPRREQUEST: 'ARCHIVED',
}

export const contacts = changingStream(
  { name: 'Contacts', id: 'ContactID', paged: true, byIds: true, query: { includeArchived: 'true' } },
  {
    entity: 'CONTACT',
    raw,
    // Contacts are archived or merged, never deleted.
    deletions: 'swept',
    everySeconds: OFTEN,
    fields: {
      name: 'NATIVE',
      roles: 'NATIVE',
      email: 'NATIVE',
      phone: 'DERIVED',
      taxNumber: 'NATIVE',
      currency: 'NATIVE',
      address: 'NATIVE',
      status: 'NATIVE',
    } satisfies FidelityOf<Contact>,
    id: ({ ContactID }) => ContactID,
    updatedAt,
    map,
  },
)

function map(raw: Raw): Mapped {
  const { meaning: status, findings } = known(STATUSES, 'ContactStatus', raw.ContactStatus)
  const contact: Contact = {
    type: 'CONTACT',
    key: recordKey('contacts', raw.ContactID),
    name: raw.Name,
    roles: rolesOf(raw),
    email: raw.EmailAddress,
    phone: phoneOf(raw),
    taxNumber: raw.TaxNumber,
    currency: raw.DefaultCurrency,
    address: addressOf(raw),
    status,
  }
  return { records: [contact], findings }
}

/** Of those that were sent an invoice or sent a bill; a new contact has no role yet. */
function rolesOf({ IsCustomer, IsSupplier }: Raw): Contact['roles'] {
  return [
    ...(IsCustomer === true ? ['CUSTOMER' as const] : []),
    ...(IsSupplier === true ? ['SUPPLIER' as const] : []),
  ]
}

const PHONES = ['DEFAULT', 'OFFICE', 'MOBILE', 'DDI']

/** The first number that is filled in, its parts put together as they are told. A fax is no phone. */
function phoneOf({ Phones }: Raw): string | null {
  const numbers = PHONES.flatMap((type) => Phones.filter(({ PhoneType }) => PhoneType === type))
  const phone = numbers.find(({ PhoneNumber }) => PhoneNumber !== null)
  if (phone === undefined) return null
  const parts = [phone.PhoneCountryCode, phone.PhoneAreaCode, phone.PhoneNumber]
  return parts.filter((part) => part !== null).join(' ')
}

/** Where its mail goes (POBOX), else where it is; null when neither is filled in. */
function addressOf({ Addresses }: Raw): Contact['address'] {
  const preferred = ['POBOX', 'STREET'].flatMap((type) =>
    Addresses.filter(({ AddressType }) => AddressType === type).map(toAddress),
  )
  return preferred.find((address) => address !== null) ?? null
}

function toAddress(raw: z.output<typeof remoteAddress>): Contact['address'] {
  const { AddressLine1, AddressLine2, AddressLine3, AddressLine4, City, Region, PostalCode, Country } = raw
  const lines = [AddressLine1, AddressLine2, AddressLine3, AddressLine4].filter((line) => line !== null)
  const place = { city: City, region: Region, postalCode: PostalCode, country: Country }
  const empty = lines.length === 0 && Object.values(place).every((part) => part === null)
  return empty ? null : { lines, ...place }
}
