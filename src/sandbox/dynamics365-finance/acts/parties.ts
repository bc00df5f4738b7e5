import {
  companyName,
  emailAddress,
  personName,
  phoneNumber,
  postalAddress,
  uniqueName,
} from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import { nextNumber, type Books } from '../books.ts'
import type { Company } from '../company.ts'
import type { RowOf } from '../sets/index.ts'

export type Customer = RowOf<'customers'>
export type Vendor = RowOf<'vendors'>

/** ISO 3166 with three letters, as F&O's addresses have it. */
const COUNTRIES: Readonly<Record<string, string>> = {
  DE: 'DEU',
  FR: 'FRA',
  GB: 'GBR',
  US: 'USA',
  CA: 'CAN',
  JP: 'JPN',
}
const EU = ['DE', 'FR']

export interface PartyFacts {
  name: string
  /** A person has no organization's name. */
  isPerson?: boolean
  country: string
  currency: string
  terms: string
  email?: string
}

export function inventParty(random: Random, names: Set<string>, company: Company): PartyFacts {
  const isPerson = random.chance(0.08)
  const country = random.pickWeighted([
    [company.country, 7],
    ['FR', 1.5],
    ['GB', 1],
    ['US', 1],
  ])
  const foreign = country === 'US' ? 'USD' : country === 'GB' ? 'GBP' : company.currency
  const draw = () => {
    const { given, family } = personName(random)
    return isPerson ? `${given} ${family}` : companyName(random)
  }
  return {
    name: uniqueName(names, draw),
    isPerson,
    country,
    currency: random.chance(0.7) ? foreign : company.currency,
    terms: random.pickWeighted([
      ['Net30', 6],
      ['Net10', 2],
      ['Net60', 1],
      ['M15', 1],
    ]),
  }
}

export function createCustomer(books: Books, company: Company, facts: PartyFacts): Customer {
  const { name, isPerson = false } = facts
  const [first = '', ...others] = name.split(' ')
  const { address, email, phone, partyNumber, vatNumber } = contactOf(books, facts)
  return books.tables.customers.insert({
    ...address,
    dataAreaId: company.id,
    CustomerAccount: nextNumber(books, company, company.prefix, 5),
    PartyNumber: partyNumber,
    PartyType: isPerson ? 'Person' : 'Organization',
    ...(isPerson ? { PersonFirstName: first, PersonLastName: others.join(' ') } : { OrganizationName: name }),
    NameAlias: name.slice(0, 20),
    CustomerGroupId: facts.country === company.country ? '10' : '20',
    SalesCurrencyCode: facts.currency,
    PaymentTerms: facts.terms,
    SalesTaxGroup: taxGroupFor(company, facts.country),
    TaxExemptNumber: vatNumber,
    PrimaryContactEmail: facts.email ?? email,
    PrimaryContactPhone: phone,
    LanguageId: facts.country === 'DE' ? 'de' : 'en-US',
    AllowOnAccount: 'Yes',
    AddressRecordId: books.nextRecId(),
  })
}

export function createVendor(books: Books, company: Company, facts: PartyFacts): Vendor {
  const { address, email, phone, partyNumber, vatNumber } = contactOf(books, facts)
  const { AddressState: state, FullPrimaryAddress: whole, ...rest } = address
  return books.tables.vendors.insert({
    ...rest,
    AddressStateId: state,
    FormattedPrimaryAddress: whole,
    dataAreaId: company.id,
    VendorAccountNumber: nextNumber(books, company, 'V-', 4),
    VendorPartyNumber: partyNumber,
    VendorPartyType: facts.isPerson === true ? 'Person' : 'Organization',
    VendorOrganizationName: facts.name,
    VendorSearchName: facts.name.slice(0, 20),
    VendorGroupId: facts.country === company.country ? '10' : '20',
    CurrencyCode: facts.currency,
    DefaultPaymentTermsName: facts.terms,
    SalesTaxGroupCode: taxGroupFor(company, facts.country),
    TaxExemptNumber: vatNumber,
    PrimaryEmailAddress: facts.email ?? email,
    PrimaryPhoneNumber: phone,
    LanguageId: 'en-US',
  })
}

/** The name that is shown: a person has it in two parts. */
export function nameOf({ values }: Customer): string {
  if (values.OrganizationName !== '') return values.OrganizationName
  return `${values.PersonFirstName} ${values.PersonLastName}`.trim()
}

/** Throws Error with a sentence when there is none; so does vendorAt. */
export function customerAt(books: Books, company: Company, account: string): Customer {
  const row = books.tables.customers.find([company.id, account])
  if (row === undefined) throw new Error(`${company.id} has no customer ${account}`)
  return row
}

export function vendorAt(books: Books, company: Company, account: string): Vendor {
  const row = books.tables.vendors.find([company.id, account])
  if (row === undefined) throw new Error(`${company.id} has no vendor ${account}`)
  return row
}

export function taxGroupFor(company: Company, country: string): string {
  if (country === company.country) return 'DOM'
  return EU.includes(country) && EU.includes(company.country) ? 'EU' : 'EXP'
}

function contactOf(books: Books, { country, isPerson = false, name }: PartyFacts) {
  const random = books.random.fork(name)
  const { line, city, region, postalCode } = postalAddress(random, country)
  const countryId = COUNTRIES[country] ?? country
  return {
    email: random.chance(0.9) ? emailAddress(personName(random), name) : '',
    phone: random.chance(0.7) ? phoneNumber(random) : '',
    partyNumber: String(books.next('party')).padStart(9, '0'),
    vatNumber: isPerson || country === 'US' ? '' : `${country}${random.int(100_000_000, 999_999_999)}`,
    address: {
      AddressDescription: name,
      AddressStreet: line,
      AddressCity: city,
      AddressState: region,
      AddressZipCode: postalCode,
      AddressCountryRegionId: countryId,
      AddressCountryRegionISOCode: country,
      FullPrimaryAddress: `${line}\n${postalCode} ${city}\n${countryId}`,
      AddressValidTo: '2154-12-31T23:59:59Z',
    },
  }
}
