import type { Random } from '../../kit/random.ts'
import { Books } from '../books.ts'
import { dayOf } from '../clock.ts'
import { complete, type Company } from '../complete.ts'
import type { Entity, EntityName } from '../entities.ts'
import type { JsonObject } from '../json.ts'
import { decimalNumber } from '../money.ts'
import { type Business } from './business.ts'
import { chartOfAccounts } from './chart.ts'
import * as lists from './lists.ts'
import { createRates, CURRENCIES } from './rates.ts'
import { companyInfo, preferences } from './settings.ts'

const FIRST_NUMBERS: Partial<Record<EntityName, number>> = {
  Invoice: 1001,
  CreditMemo: 9001,
  JournalEntry: 1,
}
const CLASS_IDS_FROM = '3000000000000123'

/** The company on its first day: accounts, taxes, dimensions, items, parties, settings, and not one document. */
export function foundCompany(random: Random, scale: number, at: Date, now: () => Date): Business {
  const books = new Books()
  const numbers = new Map<EntityName, number>()
  const company: Company = {
    books,
    rate: createRates(random.fork('rates')),
    today: () => dayOf(now()),
    nextNumber(name) {
      const first = FIRST_NUMBERS[name]
      if (first === undefined) return null
      const number = numbers.get(name) ?? first
      numbers.set(name, number + 1)
      return name === 'JournalEntry' ? `JE-${number}` : String(number)
    },
  }
  const list = (name: EntityName, sent: JsonObject, id?: string): Entity =>
    books.create(name, complete(company, name, sent), at, id)

  for (const [code, name] of CURRENCIES) list('CompanyCurrency', { Code: code, Name: name, Active: true })
  const accountId = openAccounts(list)
  openTaxes(list)
  const classIds = lists.CLASSES.map(
    // Ids of classes are longer than a double can hold.
    (name, index) =>
      list('Class', { Name: name }, `${CLASS_IDS_FROM}${String(index + 45).padStart(2, '0')}`).Id,
  )
  const departmentIds = lists.DEPARTMENTS.map((name) => list('Department', { Name: name }).Id)
  for (const [name, income, cents, taxable] of lists.ITEMS) {
    const account = { value: accountId(income) }
    const price = decimalNumber(cents, 2)
    list('Item', {
      Name: name,
      Description: name,
      Taxable: taxable,
      UnitPrice: price,
      IncomeAccountRef: account,
    })
  }
  books.create('CompanyInfo', companyInfo(dayOf(at)), at)
  books.create('Preferences', preferences(null), at)

  const taken = new Set<string>()
  const parties = (count: number, name: 'Customer' | 'Vendor', draw: typeof lists.newCustomer) =>
    Array.from({ length: count }, (_, index) => list(name, draw(random, index, taken)))
  return {
    company,
    random,
    accountId,
    classIds,
    departmentIds,
    customers: parties(Math.max(8, Math.round(140 * scale)), 'Customer', lists.newCustomer),
    vendors: parties(Math.max(6, Math.round(60 * scale)), 'Vendor', lists.newVendor),
    undeposited: [],
  }
}

type Lister = (name: EntityName, sent: JsonObject, id?: string) => Entity

function openAccounts(list: Lister): (number: string) => string {
  const ids = new Map<string, string>()
  const idOf = (number: string) => {
    const id = ids.get(number)
    if (id === undefined) throw new Error(`there is no account ${number}`)
    return id
  }
  for (const sent of chartOfAccounts(idOf)) {
    const account = list('Account', sent)
    if (typeof account.AcctNum === 'string') ids.set(account.AcctNum, account.Id)
  }
  return idOf
}

function openTaxes(list: Lister): void {
  for (const name of lists.TAX_AGENCIES) {
    list('TaxAgency', { DisplayName: name, TaxTrackedOnPurchases: false, TaxTrackedOnSales: true })
  }
  for (const rate of lists.TAX_RATES) list('TaxRate', lists.taxRate(rate))
  list('TaxCode', lists.pseudoTaxCode('TAX'), 'TAX')
  list('TaxCode', lists.pseudoTaxCode('NON'), 'NON')
  for (const [index, code] of lists.TAX_CODES.entries())
    list('TaxCode', lists.taxCode(code), String(index + 2))
}
