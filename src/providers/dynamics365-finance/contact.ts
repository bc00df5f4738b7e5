import type { Contact } from '../../domain/entities.ts'
import { recordKey } from '../../domain/ids.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'

// What customers and vendors have in common but the names of their fields.

export const contactFields = {
  name: 'NATIVE',
  roles: 'DERIVED',
  email: 'NATIVE',
  phone: 'NATIVE',
  taxNumber: 'NATIVE',
  currency: 'NATIVE',
  address: 'NATIVE',
  status: 'DERIVED',
} as const satisfies FidelityOf<Contact>

interface Party {
  stream: 'customers' | 'vendors'
  role: Contact['roles'][number]
  account: string
  /** The first one that is filled in is the name. */
  names: readonly (string | null)[]
  email: string | null
  phone: string | null
  taxNumber: string | null
  currency: string | null
  street: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  country: string | null
}

export function contact(party: Party): Contact {
  const { stream, role, account, names, street, city, region, postalCode, country } = party
  const place = { city, region, postalCode, country }
  const lines = street === null ? [] : street.split('\n').filter((line) => /\S/.test(line))
  const isEmpty = lines.length === 0 && Object.values(place).every((part) => part === null)
  return {
    type: 'CONTACT',
    key: recordKey(stream, account),
    name: names.find((name) => name !== null) ?? account,
    roles: [role],
    email: party.email,
    phone: party.phone,
    taxNumber: party.taxNumber,
    currency: party.currency,
    address: isEmpty ? null : { lines, ...place },
    // An account on hold is still one: Dynamics knows no archive.
    status: 'ACTIVE',
  }
}

/** A person's name as Dynamics has it, in parts; null when there are none. */
export function personName(...parts: readonly (string | null)[]): string | null {
  const name = parts.filter((part) => part !== null).join(' ')
  return name === '' ? null : name
}
