import { z } from 'zod'
import type { Stream } from '../../provider.ts'
import { identifier, optionalText } from '../../toolkit/exact.ts'
import { companyOf } from '../company.ts'
import { contact, contactFields, personName } from '../contact.ts'
import { crawl } from '../crawl.ts'
import { equals } from '../query.ts'
import { LIST_ROWS, wholeReading } from '../stream.ts'
import { optionalCode, optionalCurrency } from '../values.ts'

const raw = z.object({
  CustomerAccount: identifier,
  OrganizationName: optionalText,
  PersonFirstName: optionalCode,
  PersonMiddleName: optionalCode,
  PersonLastName: optionalCode,
  NameAlias: optionalText,
  PrimaryContactEmail: optionalCode,
  PrimaryContactPhone: optionalCode,
  TaxExemptNumber: optionalCode,
  SalesCurrencyCode: optionalCurrency,
  AddressStreet: optionalText,
  AddressCity: optionalCode,
  AddressState: optionalCode,
  AddressZipCode: optionalCode,
  AddressCountryRegionISOCode: optionalCode,
  AddressCountryRegionId: optionalCode,
})
type Raw = z.output<typeof raw>

export const customers: Stream<Raw> = {
  ...wholeReading,
  entity: 'CONTACT',
  raw,
  fields: contactFields,
  pages: (read) =>
    crawl(read, {
      list: {
        set: 'CustomersV3',
        key: 'CustomerAccount',
        select: ['dataAreaId', ...Object.keys(raw.shape)],
        filter: equals('dataAreaId', companyOf(read.source.remoteId)),
      },
      pageRows: LIST_ROWS,
    }),
  id: ({ CustomerAccount }) => CustomerAccount,
  map: (raw) => ({ records: [customer(raw)] }),
}

const customer = (raw: Raw) =>
  contact({
    stream: 'customers',
    role: 'CUSTOMER',
    account: raw.CustomerAccount,
    names: [
      raw.OrganizationName,
      personName(raw.PersonFirstName, raw.PersonMiddleName, raw.PersonLastName),
      raw.NameAlias,
    ],
    email: raw.PrimaryContactEmail,
    phone: raw.PrimaryContactPhone,
    taxNumber: raw.TaxExemptNumber,
    currency: raw.SalesCurrencyCode,
    street: raw.AddressStreet,
    city: raw.AddressCity,
    region: raw.AddressState,
    postalCode: raw.AddressZipCode,
    country: raw.AddressCountryRegionISOCode ?? raw.AddressCountryRegionId,
  })
