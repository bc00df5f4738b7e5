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
  VendorAccountNumber: identifier,
  VendorOrganizationName: optionalText,
  PersonFirstName: optionalCode,
  PersonMiddleName: optionalCode,
  PersonLastName: optionalCode,
  VendorSearchName: optionalText,
  PrimaryEmailAddress: optionalCode,
  PrimaryPhoneNumber: optionalCode,
  TaxExemptNumber: optionalCode,
  CurrencyCode: optionalCurrency,
  AddressStreet: optionalText,
  AddressCity: optionalCode,
  AddressStateId: optionalCode,
  AddressZipCode: optionalCode,
  AddressCountryRegionISOCode: optionalCode,
  AddressCountryRegionId: optionalCode,
})
type Raw = z.output<typeof raw>

export const vendors: Stream<Raw> = {
  ...wholeReading,
  entity: 'CONTACT',
  raw,
  fields: contactFields,
  pages: (read) =>
    crawl(read, {
      list: {
        set: 'VendorsV2',
        key: 'VendorAccountNumber',
        select: ['dataAreaId', ...Object.keys(raw.shape)],
        filter: equals('dataAreaId', companyOf(read.source.remoteId)),
      },
      pageRows: LIST_ROWS,
    }),
  id: ({ VendorAccountNumber }) => VendorAccountNumber,
  map: (raw) => ({ records: [vendor(raw)] }),
}

const vendor = (raw: Raw) =>
  contact({
    stream: 'vendors',
    role: 'SUPPLIER',
    account: raw.VendorAccountNumber,
    names: [
      raw.VendorOrganizationName,
      personName(raw.PersonFirstName, raw.PersonMiddleName, raw.PersonLastName),
      raw.VendorSearchName,
    ],
    email: raw.PrimaryEmailAddress,
    phone: raw.PrimaryPhoneNumber,
    taxNumber: raw.TaxExemptNumber,
    currency: raw.CurrencyCode,
    street: raw.AddressStreet,
    city: raw.AddressCity,
    region: raw.AddressStateId,
    postalCode: raw.AddressZipCode,
    country: raw.AddressCountryRegionISOCode ?? raw.AddressCountryRegionId,
  })
