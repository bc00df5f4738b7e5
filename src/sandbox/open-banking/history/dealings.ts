import { productName } from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import { CURRENCY } from '../accounts.ts'
import type { Day } from '../../kit/days.ts'
import type { EntryFacts, Movement } from '../entries.ts'
import { decimalText } from '../money.ts'
import { creditorReference } from '../../kit/references.ts'
import type { Parties, Trading } from './parties.ts'

// What happens on any working day. Customers and systems differ in what they say of a payment, and where.

export function receipt(random: Random, { customers }: Parties, account: Trading, on: Day): Movement {
  const party = random.pick(customers[account])
  const minor = account === 'gbp' ? random.amount(800_00, 15_000_00) : random.amount(500_00, 9_500_00)
  const abroad = account === 'gbp' && random.chance(0.06)
  return {
    account,
    on,
    minor,
    // Some banks pass the account on and not the name, and some neither.
    party: random.pickWeighted([
      [party, 88],
      [party.iban === undefined ? {} : { iban: party.iban }, 8],
      [null, 4],
    ]),
    facts: {
      ...saidOf(random, `INV-${random.int(1_000, 9_999)}`),
      bankTransactionCode: 'PMNT-RCDT-ESCT',
      proprietaryBankTransactionCode: 'NTRF+166',
      ...(abroad ? { currencyExchange: [dollarRate(random, on)] } : {}),
    },
  }
}

function saidOf(random: Random, invoice: string): EntryFacts {
  const reference = creditorReference(invoice.replace('INV-', '2026'))
  const structured = { reference, referenceType: 'SCOR', referenceIssuer: 'ISO' }
  return random.pickWeighted<EntryFacts>([
    [{ endToEndId: invoice, remittanceInformationUnstructured: `Invoice ${invoice}` }, 40],
    [{ endToEndId: 'NOTPROVIDED', remittanceInformationUnstructured: `Payment ${invoice}, thank you` }, 25],
    [{ endToEndId: `E2E-${random.token(12)}`, remittanceInformationStructured: structured }, 15],
    [{ remittanceInformationStructuredArray: [structured] }, 6],
    [{ remittanceInformationUnstructuredArray: ['Settlement of', invoice, 'with thanks'] }, 8],
    [{ remittanceInformationUnstructured: '' }, 6],
  ])
}

/** Some pay pounds out of dollars; the bank tells the rate. */
const dollarRate = (random: Random, on: Day) => ({
  sourceCurrency: 'USD',
  exchangeRate: `0.${random.int(7400, 8100)}`,
  unitCurrency: 'USD',
  targetCurrency: 'GBP',
  quotationDate: on,
})

export function supplierPayment(random: Random, { suppliers }: Parties, account: Trading, on: Day): Movement {
  const invoice = `${random.pick(['R', 'RE-', '2026/', ''])}${random.int(10_000, 99_999)}`
  const text = `${productName(random)}, invoice ${invoice}`
  return {
    account,
    on,
    minor: -random.amount(60_00, account === 'gbp' ? 4_800_00 : 6_500_00),
    party: random.pick(suppliers[account]),
    facts: {
      endToEndId: `LW-${random.token(10)}`,
      ...(random.chance(0.7)
        ? { remittanceInformationUnstructured: text }
        : { remittanceInformationUnstructuredArray: [text, 'Customer 4711'] }),
      ...(random.chance(0.5) ? { purposeCode: 'SUPP' } : {}),
      bankTransactionCode: 'PMNT-ICDT-ESCT',
    },
  }
}

const SHOPS = ['Kiosk at the Station', 'Paper & Ink', 'Canal Hardware', 'City Cabs', 'Lunch Counter']

/** By card in a shop: no account and no reference of anyone's. */
export function cardPayment(random: Random, on: Day): Movement {
  const shop = random.pick(SHOPS)
  return {
    account: 'gbp',
    on,
    minor: -random.amount(3_20, 180_00),
    party: { name: shop },
    facts: {
      remittanceInformationUnstructured: `CARD 4821 ${shop.toUpperCase()} LONDON`,
      bankTransactionCode: 'PMNT-CCRD-POSD',
      proprietaryBankTransactionCode: 'NMSC+106',
    },
  }
}

/** Nothing in one of them tells it from the other. */
export function equalPayments(on: Day, minor: number, withIds: boolean): Movement[] {
  const movement: Movement = {
    account: 'gbp',
    on,
    minor,
    party: { name: 'City Parking' },
    facts: {
      remittanceInformationUnstructured: `PARKING ${decimalText(-minor)} ${CURRENCY.gbp}`,
      bankTransactionCode: 'PMNT-CCRD-POSD',
    },
    ...(withIds ? {} : { ids: null }),
  }
  return [movement, { ...movement }]
}
