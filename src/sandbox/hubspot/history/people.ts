import {
  companyName,
  emailAddress,
  personName,
  phoneNumber,
  postalAddress,
  uniqueName,
} from '../../kit/names.ts'
import type { CrmRecord } from '../portal/record.ts'
import { OWNERS } from '../portal/settings.ts'
import type { Business } from './business.ts'

const COUNTRIES = [
  ['US', 8],
  ['CA', 2],
  ['DE', 1],
  ['FR', 1],
] as const
const COUNTRY_NAMES = { US: 'United States', CA: 'Canada', DE: 'Germany', FR: 'France' } as const
const INDUSTRIES = ['COMPUTER_SOFTWARE', 'DESIGN', 'FURNITURE', 'MACHINERY', 'RETAIL', 'CONSTRUCTION']
const JOBS = ['Buyer', 'Studio manager', 'Owner', 'Accountant', 'Workshop lead']

export function meetCompany({ portal, random, names }: Business): CrmRecord {
  const name = uniqueName(names, () => companyName(random))
  const country = random.pickWeighted(COUNTRIES)
  const address = random.chance(0.9) ? postalAddress(random, country) : null
  const domain = random.chance(0.9) ? `${name.toLowerCase().replaceAll(' ', '-')}.example` : null
  return portal.create('companies', {
    name,
    domain,
    phone: random.chance(0.7) ? phoneNumber(random) : null,
    address: address?.line ?? null,
    address2: random.chance(0.1) ? `Unit ${random.int(1, 40)}` : null,
    city: address?.city ?? null,
    state: address?.region ?? null,
    zip: address?.postalCode ?? null,
    country: address === null ? null : COUNTRY_NAMES[country],
    industry: random.chance(0.6) ? random.pick(INDUSTRIES) : null,
    website: domain !== null && random.chance(0.5) ? `https://www.${domain}` : null,
    hubspot_owner_id: random.chance(0.7) ? random.pick(OWNERS).id : null,
  })
}

export function meetContact(business: Business, company: CrmRecord | null): CrmRecord {
  const { portal, random } = business
  const person = personName(random)
  const companyText = company?.properties.name ?? null
  const contact = portal.create('contacts', {
    email: random.chance(0.95) ? freeAddress(business, emailAddress(person, companyText ?? 'post')) : null,
    // Who left only an address has no name.
    ...(random.chance(0.95) ? { firstname: person.given, lastname: person.family } : {}),
    phone: random.chance(0.6) ? phoneNumber(random) : null,
    company: companyText,
    jobtitle: random.chance(0.5) ? random.pick(JOBS) : null,
    associatedcompanyid: company?.id ?? null,
    hubspot_owner_id: random.chance(0.6) ? random.pick(OWNERS).id : null,
  })
  if (company !== null) portal.associate(contact, company, true)
  return contact
}

/** Two contacts never share an address. */
function freeAddress({ names }: Business, address: string): string {
  const [local = '', host = ''] = address.split('@')
  let free = address
  for (let number = 2; names.has(free); number += 1) free = `${local}${number}@${host}`
  names.add(free)
  return free
}
