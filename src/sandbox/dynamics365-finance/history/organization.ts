import { postalAddress } from '../../kit/names.ts'
import { CHART } from '../accounts.ts'
import { TERMS } from '../acts/terms.ts'
import type { Books } from '../books.ts'
import { COMPANIES, type Company } from '../company.ts'
import { addMonths, firstOfMonth, lastOfMonth, noon } from '../days.ts'
import { decimal } from '../money.ts'

const COUNTRY_IDS: Readonly<Record<string, string>> = { DE: 'DEU', GB: 'GBR', US: 'USA' }
const CURRENCIES = [
  ['EUR', 'Euro', '€', 2],
  ['GBP', 'Pound sterling', '£', 2],
  ['JPY', 'Japanese yen', '¥', 0],
  ['USD', 'US dollar', '$', 2],
] as const

/** The companies with their ledgers, currencies, terms and bank accounts. */
export function found(books: Books): void {
  const { tables } = books
  const chart = tables.chartOfAccounts.insert({ ChartOfAccounts: CHART, Description: 'Shared chart' })
  tables.chartOfAccounts.update(chart, { ChartOfAccountsRecId: chart.recId })
  for (const company of COMPANIES) {
    foundCompany(books, company, chart.recId)
    foundLists(books, company)
  }
  for (const [code, name, symbol, digits] of CURRENCIES) {
    const rounding = decimal(1, digits)
    tables.currencies.insert({
      CurrencyCode: code,
      Name: name,
      Symbol: symbol,
      GeneralRoundingRule: rounding,
      RoundingRulePrices: rounding,
      RoundingRuleSalesOrders: rounding,
      RoundingRulePurchaseOrders: rounding,
    })
  }
}

function foundCompany(books: Books, company: Company, chartRecId: number): void {
  const { companies, ledgers, legalEntities } = books.tables
  const id = company.id.toUpperCase()
  const { line, postalCode } = postalAddress(books.random.fork(company.id), company.country)
  const party = String(books.next('party')).padStart(9, '0')
  const language = company.country === 'DE' ? 'de' : 'en-US'
  legalEntities.insert({
    // Upper case here, lower case in dataAreaId.
    LegalEntityId: id,
    Name: company.name,
    NameAlias: company.name,
    CompanyName: company.name,
    PartyNumber: party,
    LanguageId: language,
    VATNum: company.vatNumber,
    AddressStreet: line,
    AddressCity: company.city,
    AddressZipCode: postalCode,
    AddressCountryRegionId: COUNTRY_IDS[company.country] ?? '',
    AddressCountryRegionISOCode: company.country,
    FullPrimaryAddress: `${line}\n${postalCode} ${company.city}`,
    AddressValidTo: '2154-12-31T23:59:59Z',
  })
  companies.insert({ DataArea: company.id, Name: company.name, KnownAs: company.name, PartyNumber: party })
  const ledger = ledgers.insert({
    LegalEntityId: id,
    Name: id,
    Description: company.name,
    AccountingCurrency: company.currency,
    ReportingCurrency: 'USD',
    ChartOfAccounts: CHART,
    ChartOfAccountsRecId: chartRecId,
    FiscalCalendar: company.calendar,
    ExchangeRateType: 'Default',
    ReportingCurrencyExchangeRateType: 'Default',
    AccountStructureName1: 'Larkfield accounts',
    MainAccountIdRealizedGain: '801100',
    MainAccountIdRealizedLoss: '801200',
  })
  ledgers.update(ledger, { LedgerRecId: ledger.recId })
}

function foundLists({ tables }: Books, company: Company): void {
  const dataAreaId = company.id
  for (const [name, { days, description, from }] of Object.entries(TERMS)) {
    tables.paymentTerms.insert({
      dataAreaId,
      Name: name,
      Description: description,
      NumberOfDays: days,
      PaymentMethodType: from,
      IsDefaultPaymentTerm: name === 'Net30' ? 'Yes' : 'No',
    })
  }
  for (const [id, description] of [
    ['10', 'Domestic'],
    ['20', 'Foreign'],
  ] as const) {
    tables.customerGroups.insert({ dataAreaId, CustomerGroupId: id, Description: description })
    tables.vendorGroups.insert({ dataAreaId, VendorGroupId: id, Description: description })
  }
  for (const bank of company.banks) {
    tables.bankAccounts.insert({
      dataAreaId,
      BankAccountId: bank.id,
      Name: `${company.name} ${bank.currency}`,
      AccountNumber: bank.number,
      IBAN: company.country === 'US' ? '' : bank.number,
      CurrencyCode: bank.currency,
      BankMainAccountIdDisplayValue: `${bank.mainAccount}---`,
    })
  }
}

/** About what 100 of it cost in US dollars, in ten-thousandths. */
const DOLLARS_PER_HUNDRED = { EUR: 1_084_000, GBP: 1_271_500, USD: 1_000_000 } as const
const PAIRS = [
  ['USD', 'EUR'],
  ['GBP', 'EUR'],
  ['EUR', 'GBP'],
  ['USD', 'GBP'],
  ['EUR', 'USD'],
  ['GBP', 'USD'],
] as const

/** One rate per month and pair, for 100 of the first currency; a little past the end, for what comes. */
export function setRates(books: Books): void {
  const random = books.random.fork('rates')
  const last = addMonths(books.end, 12)
  for (const [from, to] of PAIRS) {
    for (let month = firstOfMonth(books.begin); month <= last; month = addMonths(month, 1)) {
      const middle = Math.round((DOLLARS_PER_HUNDRED[from] / DOLLARS_PER_HUNDRED[to]) * 1_000_000)
      books.tables.exchangeRates.insert({
        RateTypeName: 'Default',
        RateTypeDescription: 'Default rates',
        FromCurrency: from,
        ToCurrency: to,
        StartDate: noon(month),
        EndDate: noon(month === last ? '2154-12-31' : lastOfMonth(month)),
        Rate: decimal(middle + random.int(-30_000, 30_000), 4),
        ConversionFactor: 'Hundred',
      })
    }
  }
}
