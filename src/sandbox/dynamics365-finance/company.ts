/** A legal entity, as far as its business differs from the others'. */
export interface Company {
  /** Lower case, as in dataAreaId. */
  id: string
  name: string
  currency: string
  /** ISO 3166, two letters. */
  country: string
  city: string
  calendar: CalendarName
  /** Of its customers' accounts: "DE-". */
  prefix: string
  vatNumber: string
  /** Percent by item tax group, within its own country. */
  taxRates: Readonly<Record<ItemGroup, number>>
  /** By currency; the first is for all others. */
  banks: readonly BankAccount[]
}

export interface BankAccount {
  id: string
  currency: string
  mainAccount: string
  number: string
}

/** From January, or from April. */
export type CalendarName = 'Fiscal' | 'FY-APR'
export type ItemGroup = 'FULL' | 'RED' | 'NONE'

export const LFDE: Company = {
  id: 'lfde',
  name: 'Larkfield Works Europe',
  currency: 'EUR',
  country: 'DE',
  city: 'Hamburg',
  calendar: 'Fiscal',
  prefix: 'DE-',
  vatNumber: 'DE000004711',
  taxRates: { FULL: 19, RED: 7, NONE: 0 },
  banks: [
    { id: 'LFDE-OPER', currency: 'EUR', mainAccount: '110110', number: 'DE02100000000000004711' },
    { id: 'LFDE-USD', currency: 'USD', mainAccount: '110120', number: 'DE72100000000000004712' },
    { id: 'LFDE-GBP', currency: 'GBP', mainAccount: '110130', number: 'DE42100000000000004715' },
  ],
}

export const LFGB: Company = {
  id: 'lfgb',
  name: 'Larkfield Works Retail',
  currency: 'GBP',
  country: 'GB',
  city: 'Leeds',
  calendar: 'FY-APR',
  prefix: 'GB-',
  vatNumber: 'GB000004713',
  taxRates: { FULL: 20, RED: 5, NONE: 0 },
  banks: [
    { id: 'LFGB-OPER', currency: 'GBP', mainAccount: '110110', number: 'GB33SAND00000000004713' },
    { id: 'LFGB-USD', currency: 'USD', mainAccount: '110120', number: 'GB06SAND00000000004716' },
  ],
}

/** The service user's own company: what is answered to whoever forgets cross-company. */
export const DAT: Company = {
  id: 'dat',
  name: 'Larkfield Shared Services',
  currency: 'USD',
  country: 'US',
  city: 'Oakland',
  calendar: 'Fiscal',
  prefix: 'DAT-',
  vatNumber: '',
  taxRates: { FULL: 0, RED: 0, NONE: 0 },
  banks: [
    { id: 'DAT-OPER', currency: 'USD', mainAccount: '110110', number: '000004714' },
    { id: 'DAT-GBP', currency: 'GBP', mainAccount: '110130', number: '000004717' },
  ],
}

export const COMPANIES: readonly Company[] = [LFDE, LFGB, DAT]

export function bankFor(company: Company, currency: string): BankAccount {
  const [first] = company.banks
  const bank = company.banks.find((it) => it.currency === currency) ?? first
  if (bank === undefined) throw new Error(`${company.id} has no bank account`)
  return bank
}

export function companyById(id: string): Company {
  const company = COMPANIES.find((it) => it.id === id.toLowerCase())
  if (company === undefined) throw new Error(`there is no company ${id}`)
  return company
}
