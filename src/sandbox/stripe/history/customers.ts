import {
  companyName,
  emailAddress,
  personName,
  phoneNumber,
  postalAddress,
  uniqueName,
} from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import { createCustomer } from '../acts/customers.ts'
import type { Books } from '../books.ts'
import type { Currency } from '../money.ts'
import type { Address } from '../objects/common.ts'
import type { Customer } from '../objects/customer.ts'
import { taxRate, type TaxRate, type TaxRateFacts } from '../objects/tax-rate.ts'

const COUNTRIES = [
  ['US', 62],
  ['DE', 12],
  ['FR', 6],
  ['GB', 10],
  ['JP', 6],
  ['KW', 4],
] as const
const CURRENCY_OF: Readonly<Record<string, Currency>> = {
  DE: 'eur',
  FR: 'eur',
  GB: 'gbp',
  JP: 'jpy',
  KW: 'kwd',
}

/** What a customer is billed in. */
export const currencyOf = (customer: Customer): Currency =>
  CURRENCY_OF[customer.address?.country ?? ''] ?? 'usd'

/** A company that never was; `taken` has the names in use. */
export function inventCustomer(books: Books, random: Random, taken: Set<string>): Customer {
  const company = uniqueName(taken, () => companyName(random))
  return createCustomer(books, {
    name: company,
    email: emailAddress(personName(random), company),
    phone: random.chance(0.6) ? phoneNumber(random) : null,
    address: inventAddress(random, random.pickWeighted(COUNTRIES)),
    description: random.chance(0.1) ? 'Pays by card' : null,
    metadata: random.chance(0.2) ? { crm_id: random.token(8) } : {},
    card: books.ids.next('pm'),
  })
}

function inventAddress(random: Random, country: string): Address {
  // The kit has no Kuwait, and only in Kuwait do customers pay in a currency with three decimals.
  if (country === 'KW') {
    return {
      city: 'Kuwait City',
      country,
      line1: 'Block 4, Street 12',
      line2: null,
      postal_code: '13001',
      state: null,
    }
  }
  const { city, line, postalCode, region } = postalAddress(random, country)
  return { city, country, line1: line, line2: null, postal_code: postalCode, state: region }
}

const TAX_RATES: readonly TaxRateFacts[] = [
  { country: 'US', state: 'CA', basisPoints: 850, inclusive: false },
  { country: 'GB', state: null, basisPoints: 2_000, inclusive: false },
  { country: 'DE', state: null, basisPoints: 1_900, inclusive: true },
]

export function createTaxRates(books: Books): void {
  for (const facts of TAX_RATES) {
    const rate = books.taxRates.add(taxRate(books.ids.next('txr'), books.clock.now, facts))
    books.events.record('tax_rate.created', rate)
  }
}

/** What a customer is taxed with; null where the company need not tax. */
export function taxRateFor(books: Books, { address }: Customer): TaxRate | null {
  const rates = books.taxRates.all()
  return (
    rates.find((rate) => rate.country === address?.country && [null, address.state].includes(rate.state)) ??
    null
  )
}
