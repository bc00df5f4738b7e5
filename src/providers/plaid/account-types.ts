import type { Account } from '../../domain/entities.ts'

interface AccountKind extends Pick<Account, 'classification' | 'accountType'> {
  /** Whether a positive `current` balance is what the owner owes; null: Plaid does not tell. */
  owed: boolean | null
}

const LOAN: AccountKind = { classification: 'LIABILITY', accountType: 'LONG_TERM_LIABILITY', owed: true }
const INVESTMENT: AccountKind = { classification: 'ASSET', accountType: 'OTHER_ASSET', owed: false }

const TYPES: Readonly<Record<string, AccountKind>> = {
  depository: { classification: 'ASSET', accountType: 'BANK', owed: false },
  credit: { classification: 'LIABILITY', accountType: 'CREDIT_CARD', owed: true },
  loan: LOAN,
  investment: INVESTMENT,
  brokerage: INVESTMENT,
  other: { classification: 'UNKNOWN', accountType: 'UNKNOWN', owed: null },
}

/** Loans that are drawn and paid back as one goes along. */
const CURRENT_LOANS = new Set(['line of credit', 'overdraft'])

/** Null for a type that is not documented. */
export function accountKindOf(type: string | null, subtype: string | null): AccountKind | null {
  const kind = type === null || !Object.hasOwn(TYPES, type) ? undefined : TYPES[type]
  if (kind === LOAN && subtype !== null && CURRENT_LOANS.has(subtype)) {
    return { ...LOAN, accountType: 'OTHER_CURRENT_LIABILITY' }
  }
  return kind ?? null
}
