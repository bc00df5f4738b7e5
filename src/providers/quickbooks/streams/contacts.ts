import { z } from 'zod'
import type { Contact } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import { optionalFlag, optionalText, orNull, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { optionalReference } from '../reference.ts'
import { remoteRecord } from '../stream.ts'

// What customers and vendors have in common: two lists at QuickBooks, with one shape.

const optionalAddress = orNull(
  z.object({
    Line1: optionalText,
    Line2: optionalText,
    Line3: optionalText,
    Line4: optionalText,
    Line5: optionalText,
    City: optionalText,
    CountrySubDivisionCode: optionalText,
    PostalCode: optionalText,
    Country: optionalText,
  }),
)

export const remoteName = z.object({
  ...remoteRecord,
  DisplayName: text,
  Active: optionalFlag,
  PrimaryEmailAddr: orNull(z.object({ Address: optionalText })),
  PrimaryPhone: orNull(z.object({ FreeFormNumber: optionalText })),
  CurrencyRef: optionalReference,
  BillAddr: optionalAddress,
})

export const contactFields = {
  name: 'NATIVE',
  roles: 'DERIVED',
  email: 'NATIVE',
  phone: 'NATIVE',
  taxNumber: 'NATIVE',
  currency: 'NATIVE',
  address: 'NATIVE',
  status: 'NATIVE',
} as const satisfies FidelityOf<Contact>

type RawName = z.output<typeof remoteName>

export function mapContact(
  stream: 'customers' | 'vendors',
  raw: RawName,
  { role, taxNumber }: { role: Contact['roles'][number]; taxNumber: string | null },
): Contact {
  return {
    type: 'CONTACT',
    key: recordKey(stream, raw.Id),
    name: raw.DisplayName,
    roles: [role],
    email: raw.PrimaryEmailAddr?.Address ?? null,
    phone: raw.PrimaryPhone?.FreeFormNumber ?? null,
    taxNumber,
    currency: raw.CurrencyRef?.value ?? null,
    address: mapAddress(raw.BillAddr),
    status: raw.Active === null ? 'UNKNOWN' : raw.Active ? 'ACTIVE' : 'ARCHIVED',
  }
}

/** Null for an address in which nothing is filled in. */
function mapAddress(raw: RawName['BillAddr']): Contact['address'] {
  if (raw === null) return null
  const { Line1, Line2, Line3, Line4, Line5, City, CountrySubDivisionCode, PostalCode, Country } = raw
  const lines = [Line1, Line2, Line3, Line4, Line5].filter((line) => line !== null)
  const place = { city: City, region: CountrySubDivisionCode, postalCode: PostalCode, country: Country }
  const empty = lines.length === 0 && Object.values(place).every((part) => part === null)
  return empty ? null : { lines, ...place }
}
