import type { Random } from '../../kit/random.ts'
import { category, type Category, type Detail, detail, type Place } from '../bank/detail.ts'

interface Merchant {
  name: string
  /** As it is on the statement, before a number. */
  line: string
  category: Category | null
  /** Null: a place that one goes to. */
  website: string | null
  city: string | null
  /** Cents. */
  from: number
  to: number
}

const merchant = (
  name: string,
  line: string,
  sort: Category | null,
  where: Partial<Pick<Merchant, 'website' | 'city'>>,
  [from, to]: readonly [number, number],
): Merchant => ({ name, line, category: sort, website: null, city: null, ...where, from, to })

const ONLINE: readonly Merchant[] = [
  merchant('Parcelwing', 'PARCELWING SHIPPING', category('GENERAL_SERVICES', 'POSTAGE_AND_SHIPPING', 'VERY_HIGH'), { website: 'parcelwing.example' }, [1_150, 18_000]),
  merchant('Quillstack', 'QUILLSTACK.EXAMPLE*SUBS', category('GENERAL_SERVICES', 'OTHER_GENERAL_SERVICES'), { website: 'quillstack.example' }, [2_900, 24_900]),
  merchant('Cloudbarn', 'CLOUDBARN HOSTING', category('GENERAL_SERVICES', 'OTHER_GENERAL_SERVICES', 'MEDIUM'), { website: 'cloudbarn.example' }, [4_012, 61_000]),
  merchant('Paperlane', 'PAPERLANE OFFICE', category('GENERAL_MERCHANDISE', 'OFFICE_SUPPLIES', 'VERY_HIGH'), { website: 'paperlane.example' }, [850, 32_000]),
  merchant('Benchmark Tools', 'BNCHMRK TLS', category('GENERAL_MERCHANDISE', 'OTHER_GENERAL_MERCHANDISE', 'LOW'), { website: 'benchmark-tools.example' }, [2_400, 90_000]),
  merchant('Adlantern', 'ADLANTERN ADS', category('GENERAL_SERVICES', 'OTHER_GENERAL_SERVICES', 'MEDIUM'), { website: 'adlantern.example' }, [5_000, 75_000]),
  merchant('Wayfern Air', 'WAYFERN AIR TKT', category('TRAVEL', 'FLIGHTS', 'VERY_HIGH'), { website: 'wayfern.example' }, [11_840, 72_000]),
] // prettier-ignore

const IN_STORE: readonly Merchant[] = [
  merchant('Ninepin Hardware', 'NINEPIN HARDWARE #', category('HOME_IMPROVEMENT', 'HARDWARE', 'VERY_HIGH'), { city: 'Oakland' }, [640, 41_000]),
  merchant('Tallow & Rye', 'SQ *TALLOW & RYE', category('FOOD_AND_DRINK', 'COFFEE'), { city: 'Oakland' }, [420, 3_900]),
  merchant('Gaslight Fuel', 'GASLIGHT FUEL ', category('TRANSPORTATION', 'GAS', 'VERY_HIGH'), { city: 'Berkeley' }, [3_100, 9_800]),
  merchant('Dockside Grocer', 'DOCKSIDE GROCER ', category('FOOD_AND_DRINK', 'GROCERIES'), { city: 'Alameda' }, [1_210, 14_000]),
  merchant('Metro Parking', 'CTY METRO PRKG ', null, { city: 'San Francisco' }, [300, 4_800]),
  merchant('Lumen Print House', 'LUMEN PRINT HS ', category('GENERAL_SERVICES', 'OTHER_GENERAL_SERVICES', 'LOW'), { city: 'Oakland' }, [2_000, 38_000]),
] // prettier-ignore

const ABROAD: readonly Merchant[] = [
  merchant('Werkhof Bedarf', 'WERKHOF BEDARF HAMBURG DE', category('GENERAL_MERCHANDISE', 'OTHER_GENERAL_MERCHANDISE', 'LOW'), { website: 'werkhof.example' }, [6_000, 120_000]),
  merchant('Atelier Nord', 'ATELIER NORD NANTES FR', category('GENERAL_MERCHANDISE', 'OTHER_GENERAL_MERCHANDISE', 'LOW'), { website: 'atelier-nord.example' }, [4_500, 80_000]),
] // prettier-ignore

/** Where a tip is added after the card was read. */
export const RESTAURANT: Merchant = merchant(
  'Copper Ladle',
  'TST* COPPER LADLE',
  category('FOOD_AND_DRINK', 'RESTAURANT', 'VERY_HIGH'),
  { city: 'Oakland' },
  [2_800, 19_000],
)
/** Where a hold is taken that is never posted. */
export const HOTEL: Merchant = merchant(
  'Harborlight Inn',
  'HARBORLIGHT INN RES',
  category('TRAVEL', 'LODGING', 'VERY_HIGH'),
  { city: 'Portland' },
  [18_000, 42_000],
)

export interface Purchase {
  amount: number
  detail: Detail
}

export const inventPurchase = (random: Random, day: string): Purchase =>
  purchaseAt(random, day, random.pick(random.chance(0.45) ? ONLINE : [...IN_STORE, RESTAURANT]))

export function purchaseAt(random: Random, day: string, at: Merchant): Purchase {
  const amount = random.amount(at.from, at.to)
  const number = String(random.int(100, 9_999))
  const place: Partial<Place> =
    at.city === null
      ? {}
      : { city: at.city, region: at.city === 'Portland' ? 'OR' : 'CA', country: 'US', store_number: number }
  return {
    amount,
    detail: detail({
      // Not every line is understood: then its text is all that there is.
      name: at.category === null ? `${at.line}${number}` : at.name,
      description: `${at.line}${number} ${at.city?.toUpperCase() ?? ''}`.trim(),
      counterparty: { name: at.name, type: 'merchant', website: at.website, entityId: entityIdOf(at) },
      category: at.category,
      channel: at.website === null ? 'in store' : 'online',
      place,
      authorizedAt: random.chance(0.1) ? `${day}T${10 + random.int(0, 9)}:${random.int(10, 59)}:00Z` : null,
    }),
  }
}

/** Euros on the statement, dollars on the account. */
export function inventForeignPurchase(random: Random, day: string): Purchase {
  const at = random.pick(ABROAD)
  const { amount, detail: plain } = purchaseAt(random, day, at)
  const rate = random.int(10_400, 11_600)
  const euros = Math.round((amount * 10_000) / rate)
  const exchanged = `${String(euros / 100)} EUR AT ${String(rate / 10_000)}`
  return { amount, detail: { ...plain, description: `${at.line} ${exchanged}` } }
}

const entityIdOf = ({ name }: Merchant): string => `merchant${name.replaceAll(/[^A-Za-z]/g, '')}`
