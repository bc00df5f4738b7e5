import type { Account } from '../../domain/entities.ts'

type Kind = Pick<Account, 'classification' | 'accountType'>

interface Described {
  MainAccountType: string | null
  MainAccountCategory: string | null
  DebitCreditDefault: string | null
}

const ASSET: Kind = { classification: 'ASSET', accountType: 'OTHER_ASSET' }
const LIABILITY: Kind = { classification: 'LIABILITY', accountType: 'LIABILITY' }
const EQUITY: Kind = { classification: 'EQUITY', accountType: 'EQUITY' }
const INCOME: Kind = { classification: 'INCOME', accountType: 'INCOME' }
const EXPENSE: Kind = { classification: 'EXPENSE', accountType: 'EXPENSE' }
const NON_POSTING: Kind = { classification: 'NON_POSTING', accountType: 'NON_POSTING' }
const UNSPECIFIC: Kind = { classification: 'UNKNOWN', accountType: 'UNKNOWN' }

const BY_TYPE: Readonly<Record<string, Kind>> = {
  Asset: ASSET,
  Liability: LIABILITY,
  Equity: EQUITY,
  Revenue: INCOME,
  Expense: EXPENSE,
  Total: NON_POSTING,
  Reporting: NON_POSTING,
  Blank: NON_POSTING,
  Common_CN: NON_POSTING,
}

// Of the categories that Dynamics proposes, those that say more than the type. Customers rename and add to them.
const BY_CATEGORY: Readonly<Record<string, Kind>> = {
  // A ledger account of cash stands for the bank accounts, which are records of their own.
  CASH: { classification: 'ASSET', accountType: 'OTHER_CURRENT_ASSET' },
  AR: { classification: 'ASSET', accountType: 'ACCOUNTS_RECEIVABLE' },
  INV: { classification: 'ASSET', accountType: 'OTHER_CURRENT_ASSET' },
  PPE: { classification: 'ASSET', accountType: 'FIXED_ASSET' },
  AP: { classification: 'LIABILITY', accountType: 'ACCOUNTS_PAYABLE' },
  LTDEBT: { classification: 'LIABILITY', accountType: 'LONG_TERM_LIABILITY' },
  COGS: { classification: 'EXPENSE', accountType: 'COST_OF_GOODS_SOLD' },
}

/** What an account is; null when Dynamics' word for it is not known. */
export function classify({
  MainAccountType,
  MainAccountCategory,
  DebitCreditDefault,
}: Described): Kind | null {
  const category = BY_CATEGORY[MainAccountCategory?.toUpperCase() ?? ''] ?? null
  if (MainAccountType === 'ProfitAndLoss' || MainAccountType === 'BalanceSheet') {
    const own = category !== null && isOf(MainAccountType, category) ? category : null
    return own ?? bySide(MainAccountType, DebitCreditDefault)
  }
  const kind = BY_TYPE[MainAccountType ?? ''] ?? null
  return category !== null && category.classification === kind?.classification ? category : kind
}

const isOf = (type: 'ProfitAndLoss' | 'BalanceSheet', { classification }: Kind): boolean =>
  (classification === 'INCOME' || classification === 'EXPENSE') === (type === 'ProfitAndLoss')

/** A balance-sheet account that is usually credited is a liability or equity: nothing tells which. */
function bySide(type: 'ProfitAndLoss' | 'BalanceSheet', side: string | null): Kind {
  if (side === 'Debit') return type === 'ProfitAndLoss' ? EXPENSE : ASSET
  if (side === 'Credit' && type === 'ProfitAndLoss') return INCOME
  return UNSPECIFIC
}
