import { z } from 'zod'
import type { Account, Finding } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { optionalDecimal, optionalFlag, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { keyOf, optionalReference, unknownValue } from '../reference.ts'
import { remoteRecord, wholeStream } from '../stream.ts'

const raw = z.object({
  ...remoteRecord,
  Name: text,
  AcctNum: optionalText,
  Active: optionalFlag,
  Classification: optionalText,
  AccountType: optionalText,
  ParentRef: optionalReference,
  CurrencyRef: optionalReference,
  CurrentBalance: optionalDecimal,
})

type Raw = z.output<typeof raw>
type Kind = Pick<Account, 'accountType' | 'classification'>

const TYPES: Readonly<Record<string, Kind>> = {
  Bank: { accountType: 'BANK', classification: 'ASSET' },
  'Accounts Receivable': { accountType: 'ACCOUNTS_RECEIVABLE', classification: 'ASSET' },
  'Other Current Asset': { accountType: 'OTHER_CURRENT_ASSET', classification: 'ASSET' },
  'Fixed Asset': { accountType: 'FIXED_ASSET', classification: 'ASSET' },
  'Other Asset': { accountType: 'OTHER_ASSET', classification: 'ASSET' },
  'Accounts Payable': { accountType: 'ACCOUNTS_PAYABLE', classification: 'LIABILITY' },
  'Credit Card': { accountType: 'CREDIT_CARD', classification: 'LIABILITY' },
  'Other Current Liability': { accountType: 'OTHER_CURRENT_LIABILITY', classification: 'LIABILITY' },
  'Long Term Liability': { accountType: 'LONG_TERM_LIABILITY', classification: 'LIABILITY' },
  Equity: { accountType: 'EQUITY', classification: 'EQUITY' },
  Income: { accountType: 'INCOME', classification: 'INCOME' },
  'Other Income': { accountType: 'OTHER_INCOME', classification: 'INCOME' },
  'Cost of Goods Sold': { accountType: 'COST_OF_GOODS_SOLD', classification: 'EXPENSE' },
  Expense: { accountType: 'EXPENSE', classification: 'EXPENSE' },
  'Other Expense': { accountType: 'OTHER_EXPENSE', classification: 'EXPENSE' },
  'Non-Posting': { accountType: 'NON_POSTING', classification: 'NON_POSTING' },
}

const CLASSIFICATIONS: Readonly<Record<string, Account['classification']>> = {
  Asset: 'ASSET',
  Liability: 'LIABILITY',
  Equity: 'EQUITY',
  Revenue: 'INCOME',
  Expense: 'EXPENSE',
}

// A balance moves without a new version of its account, so neither change data capture nor a query by time tells of it.
export const accounts = wholeStream(
  { name: 'Account', hidesInactive: true },
  {
    entity: 'ACCOUNT',
    raw,
    fields: {
      name: 'NATIVE',
      code: 'NATIVE',
      classification: 'NATIVE',
      accountType: 'NATIVE',
      remoteType: 'NATIVE',
      status: 'NATIVE',
      currency: 'NATIVE',
      parentKey: 'NATIVE',
      maskedNumber: 'MISSING',
      institution: 'MISSING',
      balanceCurrent: 'NATIVE',
      balanceAvailable: 'MISSING',
      balanceLimit: 'MISSING',
      balanceAsOf: 'MISSING',
    } satisfies FidelityOf<Account>,
    map,
  },
)

function map(raw: Raw): Mapped {
  const known = raw.AccountType === null ? undefined : TYPES[raw.AccountType]
  const account: Account = {
    type: 'ACCOUNT',
    key: recordKey('accounts', raw.Id),
    name: raw.Name,
    code: raw.AcctNum,
    classification: CLASSIFICATIONS[raw.Classification ?? ''] ?? known?.classification ?? 'UNKNOWN',
    accountType: known?.accountType ?? 'UNKNOWN',
    remoteType: raw.AccountType,
    status: status(raw.Active),
    // Left out, it could be any: an account has no exchange rate that would show a foreign one.
    currency: raw.CurrencyRef?.value ?? null,
    parentKey: keyOf('accounts', raw.ParentRef),
    maskedNumber: null,
    institution: null,
    // Signed as we want it already: what a liability owes is negative. See NOTES.md.
    balanceCurrent: raw.CurrentBalance,
    balanceAvailable: null,
    balanceLimit: null,
    balanceAsOf: null,
  }
  return { records: [account], findings: findings(raw) }
}

function status(active: boolean | null): Account['status'] {
  if (active === null) return 'UNKNOWN'
  return active ? 'ACTIVE' : 'ARCHIVED'
}

function findings({ AccountType, Classification }: Raw): Finding[] {
  const found: Finding[] = []
  if (AccountType !== null && !Object.hasOwn(TYPES, AccountType)) {
    found.push(unknownValue(['AccountType'], AccountType))
  }
  if (Classification !== null && !Object.hasOwn(CLASSIFICATIONS, Classification)) {
    found.push(unknownValue(['Classification'], Classification))
  }
  return found
}
