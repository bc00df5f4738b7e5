import {
  companyName,
  emailAddress,
  personName,
  phoneNumber,
  postalAddress,
  uniqueName,
} from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import type { JsonObject } from '../json.ts'
import { decimalNumber } from '../money.ts'

export const CLASSES = [
  'Studio',
  'Field',
  'Support',
  'Training',
  'Retail',
  'Wholesale',
  'Research',
  'Administration',
]
export const DEPARTMENTS = ['Oakland', 'Portland', 'Austin', 'Toronto', 'Remote']

/** Name, income account's number, price in cents, taxable. */
export const ITEMS: readonly (readonly [string, string, number, boolean])[] = [
  ['Consulting hours', '4010', 14_500, false],
  ['Design review', '4010', 95_000, false],
  ['Site survey', '4010', 62_050, false],
  ['Monthly support', '4020', 29_900, false],
  ['Annual maintenance', '4020', 240_000, false],
  ['Training day', '4030', 120_000, false],
  ['Workshop seat', '4030', 24_995, false],
  ['Sensor kit', '4100', 18_999, true],
  ['Replacement parts', '4100', 4_375, true],
  ['Field terminal', '4100', 74_900, true],
  ['Mounting set', '4100', 1_299, true],
  ['Prototype', '4100', 310_000, true],
]

export const TAX_AGENCIES = ['California Department of Tax', 'Texas Comptroller', 'Oregon Revenue']

/** Name, agency's position, percent times 10^4. */
export const TAX_RATES: readonly (readonly [string, number, number])[] = [
  ['California State', 1, 72_500],
  ['Alameda County', 1, 10_000],
  ['San Francisco City', 1, 13_750],
  ['Texas State', 2, 62_500],
  ['Austin City', 2, 20_000],
  ['Oregon', 3, 0],
]

/** Name, positions of its rates. They get the ids 2 and up; TAX and NON are their own. */
export const TAX_CODES: readonly (readonly [string, readonly number[]])[] = [
  ['California, Oakland', [1, 2]],
  ['California, San Francisco', [1, 3]],
  ['Texas, Austin', [4, 5]],
  ['Oregon', [6]],
]

const COUNTRIES: Readonly<Record<string, string>> = { USD: 'US', EUR: 'DE', GBP: 'GB', CAD: 'CA', JPY: 'JP' }

/** The first five parties cover all currencies, so that even a tiny company trades in each. */
function partyCurrency(random: Random, index: number, currencies: readonly string[]): string {
  if (index < currencies.length) return currencies[index] ?? 'USD'
  return random.chance(0.2) ? random.pick(currencies) : 'USD'
}

const CUSTOMER_CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD', 'JPY']
const VENDOR_CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD']

function party(random: Random, currency: string, taken: Set<string>): JsonObject {
  const name = uniqueName(taken, () => companyName(random))
  const person = personName(random)
  const address = postalAddress(random, COUNTRIES[currency])
  return {
    GivenName: person.given,
    FamilyName: person.family,
    CompanyName: name,
    DisplayName: name,
    PrimaryPhone: { FreeFormNumber: phoneNumber(random) },
    PrimaryEmailAddr: { Address: emailAddress(person, name) },
    BillAddr: {
      Line1: address.line,
      City: address.city,
      CountrySubDivisionCode: address.region,
      PostalCode: address.postalCode,
      ...(address.country === 'US' ? {} : { Country: address.country }),
    },
    CurrencyRef: { value: currency },
  }
}

export function newCustomer(random: Random, index: number, taken: Set<string>): JsonObject {
  const currency = partyCurrency(random, index, CUSTOMER_CURRENCIES)
  const taxed = currency === 'USD'
  return {
    ...party(random, currency, taken),
    Taxable: taxed,
    PreferredDeliveryMethod: random.pick(['Email', 'Print', 'None']),
    IsProject: false,
    BillWithParent: false,
    ...(taxed ? { DefaultTaxCodeRef: { value: String(random.int(2, TAX_CODES.length + 1)) } } : {}),
  }
}

export function newVendor(random: Random, index: number, taken: Set<string>): JsonObject {
  const currency = partyCurrency(random, index, VENDOR_CURRENCIES)
  return { ...party(random, currency, taken), Vendor1099: random.chance(0.2) }
}

export const taxRate = ([name, agency, millionths]: (typeof TAX_RATES)[number]): JsonObject => ({
  Name: name,
  Description: `Sales tax, ${name}`,
  Active: true,
  RateValue: decimalNumber(millionths, 4),
  AgencyRef: { value: String(agency) },
  SpecialTaxType: millionths === 0 ? 'ZERO_RATE' : 'NONE',
  DisplayType: 'ReadOnly',
  EffectiveTaxRate: [{ RateValue: decimalNumber(millionths, 4), EffectiveDate: '2010-01-01T00:00:00-08:00' }],
})

export const taxCode = ([name, rates]: (typeof TAX_CODES)[number]): JsonObject => ({
  Name: name,
  Description: name,
  Active: true,
  Hidden: false,
  Taxable: true,
  TaxGroup: true,
  SalesTaxRateList: {
    TaxRateDetail: rates.map((rate, order) => ({
      TaxRateRef: { value: String(rate), name: TAX_RATES[rate - 1]?.[0] },
      TaxTypeApplicable: 'TaxOnAmount',
      TaxOrder: order,
    })),
  },
  PurchaseTaxRateList: { TaxRateDetail: [] },
})

export const pseudoTaxCode = (name: 'TAX' | 'NON'): JsonObject => ({
  Name: name,
  Description: name === 'TAX' ? 'Taxable sales' : 'Non-taxable sales',
  Active: true,
  Hidden: false,
  Taxable: name === 'TAX',
  TaxGroup: false,
})
