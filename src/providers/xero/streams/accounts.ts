import { z } from 'zod'
import type { Account, Finding } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { identifier, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { stamped, updatedAt } from '../dates.ts'
import { known, unknownValue } from '../findings.ts'
import { changingStream, SELDOM } from '../stream.ts'

const raw = z.object({
  ...stamped,
  AccountID: identifier,
  Name: text,
  Code: optionalText,
  Type: optionalText,
  Class: optionalText,
  Status: optionalText,
  SystemAccount: optionalText,
  BankAccountType: optionalText,
  BankAccountNumber: optionalText,
  CurrencyCode: optionalText,
})

type Raw = z.output<typeof raw>
type Kind = Pick<Account, 'accountType' | 'classification'>

const TYPES: Readonly<Record<string, Kind>> = {
  BANK: { accountType: 'BANK', classification: 'ASSET' },
  CURRENT: { accountType: 'OTHER_CURRENT_ASSET', classification: 'ASSET' },
  INVENTORY: { accountType: 'OTHER_CURRENT_ASSET', classification: 'ASSET' },
  PREPAYMENT: { accountType: 'OTHER_CURRENT_ASSET', classification: 'ASSET' },
  FIXED: { accountType: 'FIXED_ASSET', classification: 'ASSET' },
  NONCURRENT: { accountType: 'OTHER_ASSET', classification: 'ASSET' },
  CURRLIAB: { accountType: 'OTHER_CURRENT_LIABILITY', classification: 'LIABILITY' },
  PAYG: { accountType: 'OTHER_CURRENT_LIABILITY', classification: 'LIABILITY' },
  TERMLIAB: { accountType: 'LONG_TERM_LIABILITY', classification: 'LIABILITY' },
  LIABILITY: { accountType: 'LIABILITY', classification: 'LIABILITY' },
  EQUITY: { accountType: 'EQUITY', classification: 'EQUITY' },
  REVENUE: { accountType: 'INCOME', classification: 'INCOME' },
  SALES: { accountType: 'INCOME', classification: 'INCOME' },
  OTHERINCOME: { accountType: 'OTHER_INCOME', classification: 'INCOME' },
  DIRECTCOSTS: { accountType: 'COST_OF_GOODS_SOLD', classification: 'EXPENSE' },
  EXPENSE: { accountType: 'EXPENSE', classification: 'EXPENSE' },
  OVERHEADS: { accountType: 'EXPENSE', classification: 'EXPENSE' },
  DEPRECIATN: { accountType: 'EXPENSE', classification: 'EXPENSE' },
}

const CLASSES: Readonly<Record<string, Account['classification']>> = {
  ASSET: 'ASSET',
  LIABILITY: 'LIABILITY',
  EQUITY: 'EQUITY',
  REVENUE: 'INCOME',
  EXPENSE: 'EXPENSE',
}

/** Accounts that Xero posts to by itself; of the others' roles the type tells enough. */
const SYSTEM_TYPES: Readonly<Record<string, Account['accountType']>> = {
  DEBTORS: 'ACCOUNTS_RECEIVABLE',
  CREDITORS: 'ACCOUNTS_PAYABLE',
}

const STATUSES: Readonly<Record<string, Account['status']>> = {
  ACTIVE: 'ACTIVE',
  ARCHIVED: 'ARCHIVED',
  // Readings make deletions of these.
  DELETED: 'ARCHIVED',
}

export const accounts = changingStream(
  { name: 'Accounts', id: 'AccountID', paged: false },
  {
    entity: 'ACCOUNT',
    raw,
    // A deleted account leaves the list, which only a complete reading shows.
    deletions: 'swept',
    everySeconds: SELDOM,
    fields: {
      name: 'NATIVE',
      code: 'NATIVE',
      classification: 'DERIVED',
      accountType: 'DERIVED',
      remoteType: 'NATIVE',
      status: 'NATIVE',
      currency: 'NATIVE',
      parentKey: 'MISSING',
      maskedNumber: 'DERIVED',
      institution: 'MISSING',
      balanceCurrent: 'MISSING',
      balanceAvailable: 'MISSING',
      balanceLimit: 'MISSING',
      balanceAsOf: 'MISSING',
    } satisfies FidelityOf<Account>,
    id: ({ AccountID }) => AccountID,
    updatedAt,
    map,
  },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const { meaning: status, findings } = known(STATUSES, 'Status', raw.Status)
  const account: Account = {
    type: 'ACCOUNT',
    key: recordKey('accounts', raw.AccountID),
    name: raw.Name,
    code: raw.Code,
    ...kindOf(raw),
    remoteType: raw.Type,
    status,
    // Bank accounts name theirs; all others are kept in the base currency.
    currency: raw.CurrencyCode ?? (raw.Type === null || raw.Type === 'BANK' ? null : source.baseCurrency),
    parentKey: null,
    maskedNumber: lastFour(raw.BankAccountNumber),
    institution: null,
    balanceCurrent: null,
    balanceAvailable: null,
    balanceLimit: null,
    balanceAsOf: null,
  }
  return { records: [account], findings: [...findings, ...findingsIn(raw)] }
}

/** Xero's class of a card is ASSET, as of any bank account; what is owed on a card is a liability. */
function kindOf({ Type, Class, SystemAccount, BankAccountType }: Raw): Kind {
  if (BankAccountType === 'CREDITCARD') return { accountType: 'CREDIT_CARD', classification: 'LIABILITY' }
  const byType = TYPES[Type ?? '']
  return {
    accountType: SYSTEM_TYPES[SystemAccount ?? ''] ?? byType?.accountType ?? 'UNKNOWN',
    classification: CLASSES[Class ?? ''] ?? byType?.classification ?? 'UNKNOWN',
  }
}

/** Null where there is nothing to show: cards often have only four digits, other accounts a whole number or none. */
function lastFour(number: string | null): string | null {
  const shown = number?.replace(/[^\p{L}\p{N}]/gu, '').slice(-4) ?? ''
  return shown === '' ? null : shown
}

function findingsIn({ Type, Class }: Raw): Finding[] {
  const found: Finding[] = []
  if (Type === null || !Object.hasOwn(TYPES, Type)) found.push(unknownValue('Type', Type))
  if (Class !== null && !Object.hasOwn(CLASSES, Class)) found.push(unknownValue('Class', Class))
  return found
}
