import {
  companyName,
  emailAddress,
  personName,
  phoneNumber,
  postalAddress,
  uniqueName,
} from '../../kit/names.ts'
import { createContact } from '../acts/contacts.ts'
import type { Contact } from '../books/contact.ts'
import type { Business } from './business.ts'

const COUNTRIES = [
  ['GB', 6],
  ['DE', 1],
  ['FR', 1],
  ['US', 1],
] as const

export function meetCustomer(business: Business): Contact {
  const contact = meet(business, business.random.pickWeighted(COUNTRIES))
  contact.isCustomer = true
  business.customers.push(contact)
  return contact
}

export function meetSupplier(business: Business): Contact {
  const contact = meet(business, 'GB')
  contact.isSupplier = true
  business.suppliers.push(contact)
  return contact
}

function meet({ books, random, names }: Business, country: string): Contact {
  const name = uniqueName(names, () => companyName(random))
  const { given, family } = personName(random)
  const abroad = country === 'DE' || country === 'FR' ? 'EUR' : country === 'US' ? 'USD' : null
  return createContact(books, {
    name,
    person: random.chance(0.8) ? { first: given, last: family } : null,
    email: random.chance(0.9) ? emailAddress({ given, family }, name) : '',
    phone: random.chance(0.7) ? phoneNumber(random) : '',
    address: random.chance(0.9) ? postalAddress(random, country) : null,
    accountNumber: random.chance(0.3) ? `C${random.int(1000, 9999)}` : null,
    taxNumber: random.chance(0.5) ? `${country}${random.int(100_000_000, 999_999_999)}` : null,
    website: random.chance(0.2) ? `https://www.${name.toLowerCase().replaceAll(' ', '-')}.example` : null,
    currency: abroad ?? (random.chance(0.5) ? 'GBP' : null),
  })
}
