import type { Books } from '../books/books.ts'
import type { Account, AccountClass } from '../books/settings.ts'
import { createTrackingCategory, createTrackingOption } from '../acts/settings.ts'

type Row = readonly [
  code: string,
  name: string,
  type: string,
  taxType: string,
  reportingCode: string,
  system?: string,
]

/** A British company's usual chart, as far as it is used here. */
const ROWS: readonly Row[] = [
  ['200', 'Sales', 'REVENUE', 'OUTPUT2', 'REV.TRA.GOO'],
  ['210', 'Workshop fees', 'REVENUE', 'OUTPUT2', 'REV.TRA.SER'],
  ['260', 'Other Revenue', 'REVENUE', 'OUTPUT2', 'REV.OTH'],
  ['270', 'Interest Income', 'OTHERINCOME', 'NONE', 'REV.INV.INT'],
  ['310', 'Cost of Goods Sold', 'DIRECTCOSTS', 'INPUT2', 'EXP.COS.PUR'],
  ['320', 'Direct Wages', 'DIRECTCOSTS', 'NONE', 'EXP.COS.WAG'],
  ['400', 'Advertising & Marketing', 'OVERHEADS', 'INPUT2', 'EXP.ADM.ADV'],
  ['401', 'Audit & Accountancy fees', 'OVERHEADS', 'INPUT2', 'EXP.ADM.ACC'],
  ['404', 'Bank Fees', 'OVERHEADS', 'NONE', 'EXP.ADM.BAN'],
  ['408', 'Cleaning', 'OVERHEADS', 'INPUT2', 'EXP.ADM.OFF'],
  ['416', 'Depreciation Expense', 'DEPRECIATN', 'NONE', 'EXP.ADM.DEP'],
  ['425', 'Postage, Freight & Courier', 'OVERHEADS', 'INPUT2', 'EXP.ADM.OFF'],
  ['433', 'Insurance', 'OVERHEADS', 'EXEMPTINPUT', 'EXP.ADM.INS'],
  ['445', 'Light, Power, Heating', 'OVERHEADS', 'RRINPUT', 'EXP.ADM.ENE'],
  ['461', 'Printing & Stationery', 'OVERHEADS', 'INPUT2', 'EXP.ADM.OFF'],
  ['463', 'IT Software and Consumables', 'OVERHEADS', 'INPUT2', 'EXP.ADM.ITS'],
  ['469', 'Rent', 'OVERHEADS', 'EXEMPTINPUT', 'EXP.ADM.REN'],
  ['477', 'Salaries', 'EXPENSE', 'NONE', 'EXP.EMP.SAL'],
  ['485', 'Subscriptions', 'OVERHEADS', 'INPUT2', 'EXP.ADM.OFF'],
  ['489', 'Telephone & Internet', 'OVERHEADS', 'INPUT2', 'EXP.ADM.TEL'],
  ['493', 'Travel - National', 'OVERHEADS', 'ZERORATEDINPUT', 'EXP.ADM.TRA'],
  ['497', 'Bank Revaluations', 'EXPENSE', 'NONE', 'EXP.FOR.BCG', 'BANKCURRENCYGAIN'],
  ['498', 'Unrealised Currency Gains', 'EXPENSE', 'NONE', 'EXP.FOR.UGL', 'UNREALISEDCURRENCYGAIN'],
  ['499', 'Realised Currency Gains', 'EXPENSE', 'NONE', 'EXP.FOR.RGL', 'REALISEDCURRENCYGAIN'],
  ['610', 'Accounts Receivable', 'CURRENT', 'NONE', 'ASS.CUR.REC.TRA', 'DEBTORS'],
  ['620', 'Prepayments', 'PREPAYMENT', 'NONE', 'ASS.CUR.REC.PRE'],
  ['630', 'Inventory', 'INVENTORY', 'NONE', 'ASS.CUR.INY'],
  ['710', 'Office Equipment', 'FIXED', 'INPUT2', 'ASS.NCA.FIX.PLA'],
  ['711', 'Less Accumulated Depreciation on Office Equipment', 'FIXED', 'NONE', 'ASS.NCA.FIX.PLA'],
  ['800', 'Accounts Payable', 'CURRLIAB', 'NONE', 'LIA.CUR.PAY.TRA', 'CREDITORS'],
  ['805', 'Accruals', 'CURRLIAB', 'NONE', 'LIA.CUR.ACC'],
  ['820', 'VAT', 'CURRLIAB', 'NONE', 'LIA.CUR.TAX.VAT', 'GST'],
  ['825', 'PAYE & NIC Payable', 'CURRLIAB', 'NONE', 'LIA.CUR.TAX.PAY'],
  ['840', 'Historical Adjustment', 'CURRLIAB', 'NONE', 'LIA', 'HISTORICAL'],
  ['860', 'Rounding', 'CURRLIAB', 'NONE', 'LIA', 'ROUNDING'],
  ['877', 'Tracking Transfers', 'CURRLIAB', 'NONE', 'LIA', 'TRACKINGTRANSFERS'],
  ['900', 'Loan', 'TERMLIAB', 'NONE', 'LIA.NCL.LOA'],
  ['950', 'Capital - Ordinary Shares', 'EQUITY', 'NONE', 'EQU.SHA'],
  ['960', 'Retained Earnings', 'EQUITY', 'NONE', 'EQU.RET', 'RETAINEDEARNINGS'],
]

const CLASSES: Readonly<Record<string, AccountClass>> = {
  CURRENT: 'ASSET',
  FIXED: 'ASSET',
  INVENTORY: 'ASSET',
  PREPAYMENT: 'ASSET',
  CURRLIAB: 'LIABILITY',
  TERMLIAB: 'LIABILITY',
  EQUITY: 'EQUITY',
  REVENUE: 'REVENUE',
  OTHERINCOME: 'REVENUE',
}

export interface Banks {
  current: Account
  euro: Account
  savings: Account
  card: Account
}

export function openAccounts(books: Books): Banks {
  const banks = {
    current: openBank(books, '090', 'Business Current Account', {
      number: '20304070115512',
      type: 'BANK',
      currency: 'GBP',
    }),
    savings: openBank(books, '091', 'Business Savings Account', {
      number: '20304070115539',
      type: 'BANK',
      currency: 'GBP',
    }),
    // Bank accounts need no code, and who opens one later often gives none.
    euro: openBank(books, null, 'Euro Account', { number: '20304080224416', type: 'BANK', currency: 'EUR' }),
    card: openBank(books, null, 'Company Card', { number: '5111', type: 'CREDITCARD', currency: 'GBP' }),
  }
  for (const [index, [code, name, type, taxType, reportingCode, system]] of ROWS.entries()) {
    add(books, {
      ...{ code, name, type, taxType, reportingCode, bank: null },
      class: CLASSES[type] ?? 'EXPENSE',
      system: system ?? (index % 2 === 0 ? '' : null),
      description: index % 3 === 0 ? `${name}, as the accountant set it up` : null,
      takesPayments: code === '950',
      status: code === '485' ? 'ARCHIVED' : 'ACTIVE',
    })
  }
  return banks
}

const openBank = (
  books: Books,
  code: string | null,
  name: string,
  bank: NonNullable<Account['bank']>,
): Account =>
  add(books, {
    ...{ code, name, bank, type: 'BANK', class: 'ASSET', taxType: 'NONE', reportingCode: 'ASS.CUR.CAS.BAN' },
    ...{ system: null, description: null, takesPayments: false, status: 'ACTIVE' },
  })

function add(books: Books, facts: Omit<Account, 'id' | 'updatedAt'>): Account {
  const account: Account = { ...facts, id: books.random.uuid(), updatedAt: books.now() }
  books.accounts.set(account.id, account)
  return account
}

const CATEGORIES = [
  ['Region', ['North', 'South', 'Continent']],
  ['Department', ['Workshop', 'Studio supplies', 'Events']],
] as const

/** Two in use, which is all that Xero allows, and one that was given up. */
export function openTracking(books: Books): void {
  for (const [name, options] of CATEGORIES) {
    const category = createTrackingCategory(books, name)
    for (const option of options) createTrackingOption(books, category, option)
  }
  const former = createTrackingCategory(books, 'Salesperson')
  former.status = 'ARCHIVED'
  createTrackingOption(books, former, 'Nobody').status = 'ARCHIVED'
}
