import { companyName, personName, uniqueName } from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import type { LedgerKey } from '../accounts.ts'
import type { Party } from '../entries.ts'
import { inventBic, inventIban } from '../../kit/references.ts'

/** Who collects each month under a mandate. */
export interface Collector extends Party {
  creditorId: string
  mandateId: string
  account: LedgerKey
  /** What it collects about, in minor units. */
  usual: number
  text: string
  day: number
}

export type Trading = 'eur' | 'gbp'

/** Everyone whom the company's money comes from and goes to. */
export interface Parties {
  customers: Readonly<Record<Trading, readonly Party[]>>
  suppliers: Readonly<Record<Trading, readonly Party[]>>
  landlord: Party
  staff: readonly Party[]
  collectors: readonly Collector[]
  taxOffice: Party
  cardIssuer: Party
}

const EURO_COUNTRIES = ['DE', 'FR', 'NL'] as const

export function inventParties(random: Random): Parties {
  const taken = new Set<string>()
  const firm = (country: string): Party => ({
    name: uniqueName(taken, () => companyName(random)),
    iban: inventIban(random, country),
    bic: inventBic(country),
  })
  const firms = (count: number, account: Trading): Party[] =>
    Array.from({ length: count }, () => firm(account === 'gbp' ? 'GB' : random.pick(EURO_COUNTRIES)))
  return {
    customers: { eur: firms(14, 'eur'), gbp: firms(22, 'gbp') },
    suppliers: { eur: firms(10, 'eur'), gbp: firms(12, 'gbp') },
    landlord: firm('GB'),
    staff: Array.from({ length: 6 }, () => {
      const { family, given } = personName(random)
      return { name: `${given} ${family}`, iban: inventIban(random, 'GB') }
    }),
    collectors: COLLECTORS.map((it, index) => ({
      ...it,
      iban: inventIban(random, it.account === 'gbp' ? 'GB' : 'DE'),
      creditorId: `${it.account === 'gbp' ? 'GB' : 'DE'}98ZZZ0999999${String(index).padStart(4, '0')}`,
      mandateId: `MND-LARK-${String(index + 1).padStart(3, '0')}`,
    })),
    taxOffice: { name: 'Office of Duties (sandbox)', iban: inventIban(random, 'GB') },
    cardIssuer: { name: 'Hansa Card Services', iban: inventIban(random, 'DE') },
  }
}

const COLLECTORS: readonly Omit<Collector, 'creditorId' | 'iban' | 'mandateId'>[] = [
  { name: 'Brightwell Energy', account: 'gbp', usual: 412_00, text: 'Electricity and gas', day: 6 },
  { name: 'Coastline Insurance', account: 'gbp', usual: 289_50, text: 'Business insurance', day: 8 },
  { name: 'Harbour Telecom', account: 'gbp', usual: 118_80, text: 'Lines and mobiles', day: 14 },
  { name: 'Nordlicht Hosting', account: 'eur', usual: 359_00, text: 'Servers', day: 12 },
]
