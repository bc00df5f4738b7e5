import type { Random } from '../../kit/random.ts'
import { CURRENCY, type LedgerKey, ibanOf, OWNER_NAME } from '../accounts.ts'
import { addDays, type Day, nextWorkday, workdayBefore } from '../../kit/days.ts'
import type { EntryDetail, ExchangeRate, Movement, Party } from '../entries.ts'
import { convert, decimalText } from '../money.ts'
import type { Parties } from './parties.ts'

/** What comes every month; `month` is its first day. */
export function monthOf(random: Random, parties: Parties, month: Day): Movement[] {
  const day = (number: number) => nextWorkday(addDays(month, number - 1))
  const last = workdayBefore(addDays(month, 27))
  const quarterEnds = Number(month.slice(5, 7)) % 3 === 0
  return [
    standingOrder(parties.landlord, day(1), month),
    salaries(random, parties.staff, day(25), month),
    ...parties.collectors.map((it) => ({
      account: it.account,
      on: day(it.day),
      minor: -(it.usual + random.int(-20_00, 20_00)),
      party: { name: it.name, iban: it.iban } as Party,
      facts: {
        mandateId: it.mandateId,
        creditorId: it.creditorId,
        endToEndId: `${it.mandateId}-${month.slice(0, 7)}`,
        remittanceInformationUnstructured: `${it.text} ${month.slice(0, 7)}`,
        bankTransactionCode: 'PMNT-RDDT-ESDD',
        proprietaryBankTransactionCode: 'NDDT+105',
      },
    })),
    cardSettlement(random, parties, day(16), month),
    fee('eur', last, 9_90),
    fee('gbp', last, 12_00),
    ...betweenOwn(random.int(10, 60) * 100_00, day(10)),
    ...exchange(random, day(18)),
    ...(quarterEnds ? [interest(random, last), tax(random, parties.taxOffice, day(7), month)] : []),
  ]
}

const standingOrder = (landlord: Party, on: Day, month: Day): Movement => ({
  account: 'gbp',
  on,
  minor: -4_200_00,
  party: landlord,
  facts: {
    endToEndId: 'NOTPROVIDED',
    remittanceInformationUnstructured: `Rent ${month.slice(0, 7)} Foundry Row`,
    additionalInformation: 'Standing order',
    bankTransactionCode: 'PMNT-ICDT-STDO',
  },
})

/** One booking for all; every third month the bank tells whom it went to. */
function salaries(random: Random, staff: readonly Party[], on: Day, month: Day): Movement {
  const paid = staff.map((person) => ({ person, minor: random.int(2_600_00, 4_400_00) }))
  const details = paid.map(({ minor, person }, index): EntryDetail => ({
    endToEndId: `SAL-${month.slice(0, 7)}-${index + 1}`,
    transactionAmount: { currency: 'GBP', amount: decimalText(-minor) },
    creditorName: person.name ?? '',
    creditorAccount: { iban: person.iban ?? '' },
    remittanceInformationUnstructured: `Salary ${month.slice(0, 7)}`,
  }))
  return {
    account: 'gbp',
    on,
    minor: -paid.reduce((total, it) => total + it.minor, 0),
    party: null,
    facts: {
      batchIndicator: true,
      batchNumberOfTransactions: paid.length,
      ...(Number(month.slice(5, 7)) % 3 === 0 ? { entryDetails: details } : {}),
      remittanceInformationUnstructured: `Salaries ${month.slice(0, 7)}`,
      purposeCode: 'SALA',
      bankTransactionCode: 'PMNT-ICDT-ESCT',
    },
  }
}

const cardSettlement = (random: Random, { cardIssuer }: Parties, on: Day, month: Day): Movement => ({
  account: 'eur',
  on,
  minor: -random.amount(300_00, 2_600_00),
  party: cardIssuer,
  facts: {
    remittanceInformationUnstructured: `CARD STATEMENT ${month.slice(0, 7)} 5254 12** **** 3241`,
    bankTransactionCode: 'PMNT-RDDT-ESDD',
  },
})

/** The bank's own bookings name nobody. */
const fee = (account: LedgerKey, on: Day, minor: number): Movement => ({
  account,
  on,
  minor: -minor,
  party: null,
  facts: { additionalInformation: 'Account fee', bankTransactionCode: 'ACMT-MDOP-CHRG' },
})

const interest = (random: Random, on: Day): Movement => ({
  account: 'savings',
  on,
  minor: random.int(380_00, 720_00),
  party: null,
  facts: { additionalInformation: 'Interest, quarter', bankTransactionCode: 'ACMT-MDOP-INTR' },
})

const tax = (random: Random, office: Party, on: Day, month: Day): Movement => ({
  account: 'gbp',
  on,
  minor: -random.int(9_000_00, 16_000_00),
  party: office,
  facts: {
    endToEndId: `VAT-${month.slice(0, 7)}`,
    remittanceInformationUnstructured: 'VAT 999 0000 42',
    purposeCode: 'TAXS',
    bankTransactionCode: 'PMNT-ICDT-ESCT',
  },
})

/** From the euro account to the reserve: one booking on each. */
function betweenOwn(minor: number, on: Day): Movement[] {
  const own = (key: LedgerKey): Party => ({ name: OWNER_NAME, iban: ibanOf(key) })
  const facts = {
    endToEndId: `OWN-${on}`,
    remittanceInformationUnstructured: 'Reserve',
    bankTransactionCode: 'PMNT-ICDT-BOOK',
  }
  return [
    { account: 'eur', on, minor: -minor, party: own('savings'), facts },
    { account: 'savings', on, minor, party: own('eur'), facts },
  ]
}

/** Euros turned into pounds within the multi-currency account; both bookings tell the rate. */
function exchange(random: Random, on: Day): Movement[] {
  const euros = random.int(30, 80) * 100_00
  const rate = random.int(8_350, 8_790)
  const own = (key: LedgerKey): Party => ({ name: OWNER_NAME, iban: ibanOf(key), currency: CURRENCY[key] })
  const told: ExchangeRate = {
    sourceCurrency: 'EUR',
    exchangeRate: `0.${rate}`,
    unitCurrency: 'EUR',
    targetCurrency: 'GBP',
    quotationDate: on,
  }
  const facts = {
    endToEndId: `FX-${on}`,
    currencyExchange: [told],
    remittanceInformationUnstructured: `EUR ${decimalText(euros)} at ${told.exchangeRate}`,
    bankTransactionCode: 'FORX-SPOT-NTAV',
  }
  return [
    { account: 'eur', on, minor: -euros, party: own('gbp'), facts },
    { account: 'gbp', on, minor: convert(euros, rate), party: own('eur'), facts },
  ]
}
