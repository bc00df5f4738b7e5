import type { Random } from './random.ts'

// Invented throughout: no list of real firms or people. Addresses of mail end in .example (RFC 2606).

const PLACES = [
  'Alder', 'Birch', 'Cobalt', 'Copper', 'Crescent', 'Dune', 'Ember', 'Fjord', 'Granite', 'Harbor', 'Heron',
  'Iron', 'Juniper', 'Kestrel', 'Lantern', 'Larch', 'Linden', 'Maple', 'Meadow', 'Mistral', 'Northwind',
  'Oak', 'Orchard', 'Pebble', 'Pine', 'Quarry', 'Raven', 'Ridge', 'Saffron', 'Slate', 'Sparrow', 'Summit',
  'Tidewater', 'Timber', 'Violet', 'Willow',
] // prettier-ignore
const TRADES = [
  'Analytics', 'Architects', 'Bakery', 'Bikes', 'Bookshop', 'Ceramics', 'Clinic', 'Coffee', 'Design',
  'Electric', 'Fabrics', 'Foods', 'Freight', 'Furniture', 'Gardens', 'Hardware', 'Instruments', 'Labs',
  'Logistics', 'Media', 'Motors', 'Optics', 'Paper', 'Plumbing', 'Printing', 'Robotics', 'Software', 'Studio',
  'Textiles', 'Tools', 'Travel', 'Works',
] // prettier-ignore
const FORMS = ['Inc', 'LLC', 'Co', 'Group', 'Partners']
const GIVEN = [
  'Ada', 'Amir', 'Anja', 'Bela', 'Bruno', 'Cara', 'Dario', 'Edda', 'Elif', 'Emil', 'Femi', 'Freya', 'Goran',
  'Hana', 'Ida', 'Imani', 'Ivo', 'Jana', 'Jonas', 'Kaito', 'Leila', 'Lena', 'Malik', 'Mara', 'Milo', 'Nadia',
  'Noor', 'Oskar', 'Petra', 'Quinn', 'Rosa', 'Sami', 'Tara', 'Tomas', 'Uma', 'Vera', 'Wanda', 'Yara', 'Zoe',
] // prettier-ignore
const FAMILY = [
  'Abel', 'Adeyemi', 'Bauer', 'Berg', 'Castell', 'Dahl', 'Demir', 'Eklund', 'Ferro', 'Grant', 'Haas', 'Ito',
  'Jansen', 'Kaya', 'Keller', 'Lindgren', 'Lund', 'Marsh', 'Moreau', 'Nakata', 'Novak', 'Okafor', 'Olsen',
  'Park', 'Quist', 'Reyes', 'Rossi', 'Sato', 'Silva', 'Stone', 'Tanaka', 'Ueda', 'Varga', 'Weiss', 'Zeller',
] // prettier-ignore
const STREETS = [
  'Pier Road',
  'Mill Lane',
  'Station Street',
  'Garden Way',
  'Foundry Row',
  'Bridge Street',
  'Hill Road',
]
const PRODUCTS = [
  'Design review', 'Site survey', 'Monthly support', 'Installation', 'Training day', 'Annual maintenance',
  'Replacement parts', 'Consulting hours', 'Prototype', 'Assembly', 'Inspection', 'Data import',
] // prettier-ignore

export interface Person {
  given: string
  family: string
}

export interface PostalAddress {
  line: string
  city: string
  region: string
  postalCode: string
  country: string
}

const CITIES: readonly Omit<PostalAddress, 'line'>[] = [
  { city: 'Oakland', region: 'CA', postalCode: '94607', country: 'US' },
  { city: 'Portland', region: 'OR', postalCode: '97205', country: 'US' },
  { city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' },
  { city: 'Toronto', region: 'ON', postalCode: 'M5V 2T6', country: 'CA' },
  { city: 'Leeds', region: 'West Yorkshire', postalCode: 'LS1 4AP', country: 'GB' },
  { city: 'Hamburg', region: 'HH', postalCode: '20095', country: 'DE' },
  { city: 'Nantes', region: 'Pays de la Loire', postalCode: '44000', country: 'FR' },
  { city: 'Osaka', region: 'Osaka', postalCode: '530-0001', country: 'JP' },
]

/** "Harbor Paper Co". Two draws may be equal; give `uniqueName` the names in use. */
export const companyName = (random: Random): string =>
  `${random.pick(PLACES)} ${random.pick(TRADES)}${random.chance(0.4) ? ` ${random.pick(FORMS)}` : ''}`

export const personName = (random: Random): Person => ({
  given: random.pick(GIVEN),
  family: random.pick(FAMILY),
})

export const productName = (random: Random): string => random.pick(PRODUCTS)

/** An address in the country, or anywhere when the country is not one of ours. */
export function postalAddress(random: Random, country?: string): PostalAddress {
  const here = CITIES.filter((city) => city.country === country)
  const line = `${random.int(1, 240)} ${random.pick(STREETS)}`
  return { line, ...random.pick(here.length > 0 ? here : CITIES) }
}

/** "ida.lund@harbor-paper-co.example" */
export const emailAddress = (person: Person, company: string): string =>
  `${person.given}.${person.family}@${company.replaceAll(/[^A-Za-z0-9]+/g, '-')}.example`.toLowerCase()

/** A number in the range that is set aside for fiction. */
export const phoneNumber = (random: Random): string =>
  `(510) 555-01${String(random.int(0, 99)).padStart(2, '0')}`

/** Draws until the name is new, then numbers it; and remembers it. */
export function uniqueName(taken: Set<string>, draw: () => string): string {
  let name = draw()
  for (let tries = 0; taken.has(name) && tries < 10; tries += 1) name = draw()
  const base = name
  for (let number = 2; taken.has(name); number += 1) name = `${base} ${number}`
  taken.add(name)
  return name
}
