import type { Account, Finding } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Stream } from '../../provider.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { utcInstant } from '../../toolkit/instants.ts'
import { unknownValue } from '../findings.ts'
import { isStatement, type Balance } from '../model.ts'
import { maskedNumber } from '../naming.ts'
import { fromFiles } from './from-files.ts'
import { statementRaw, type StatementRaw } from './raw.ts'

/** Each account as its newest statement shows it. */
export const accounts: Stream<StatementRaw> = {
  ...fromFiles,
  wireName: 'accounts',
  entity: 'ACCOUNT',
  raw: statementRaw,
  fields: {
    name: 'DERIVED',
    code: 'MISSING',
    classification: 'DERIVED',
    accountType: 'DERIVED',
    remoteType: 'NATIVE',
    status: 'DERIVED',
    currency: 'NATIVE',
    parentKey: 'MISSING',
    maskedNumber: 'DERIVED',
    institution: 'NATIVE',
    balanceCurrent: 'NATIVE',
    balanceAvailable: 'NATIVE',
    balanceLimit: 'NATIVE',
    balanceAsOf: 'DERIVED',
  } satisfies FidelityOf<Account>,
  id: (raw) => raw.id,
  updatedAt: (raw) => raw.asOf,
  map: (raw) => {
    const { account, statement } = raw
    const closing = ownOf(statement.closing, raw)
    const { type, findings } = typeOf(statement.accountType)
    const masked = maskedNumber(account)
    const record: Account = {
      type: 'ACCOUNT',
      key: recordKey('accounts', raw.id),
      name: statement.name ?? `${statement.institution ?? 'Account'} ${masked}`,
      code: null,
      ...type,
      remoteType: statement.accountType,
      // The bank sends statements of it.
      status: 'ACTIVE',
      currency: account.currency,
      parentKey: null,
      maskedNumber: masked.slice(1),
      institution: statement.institution,
      balanceCurrent: closing?.amount ?? null,
      balanceAvailable: ownOf(statement.available, raw)?.amount ?? null,
      balanceLimit: statement.limit,
      balanceAsOf: instantOf(closing, raw),
    }
    return { records: [record], findings }
  },
}

/** A balance in another currency than the account's is not its balance. */
const ownOf = (balance: Balance | null, { account }: StatementRaw): Balance | null =>
  balance !== null && (balance.currency ?? account.currency) === account.currency ? balance : null

/** The end of the closing balance's day, where no time is told; the bank's zone is not told either. */
function instantOf(closing: Balance | null, { asOf, kind, statement }: StatementRaw): string | null {
  if (closing === null) return null
  if (closing.at !== null) return closing.at
  if (isStatement(kind) && closing.on !== null) return `${closing.on}T23:59:59Z`
  return utcInstant(statement.createdAt ?? '') ?? asOf
}

type Type = Pick<Account, 'classification' | 'accountType'>

const BANK: Type = { classification: 'ASSET', accountType: 'BANK' }
const LOAN: Type = { classification: 'LIABILITY', accountType: 'LIABILITY' }
// ISO 20022, ExternalCashAccountType1Code: everything but cards, loans and overdrafts holds money of its owner.
const HOLDING = new Set(
  'CACC CASH CHAR CISH COMM CPAC LLSV MGLD MOMA NFCA NREX ONDP OTHR SACC SLRY SVGS TAXE TRAN TRAS VACC'.split(
    ' ',
  ),
)
const TYPES: Readonly<Record<string, Type>> = {
  CARD: { classification: 'LIABILITY', accountType: 'CREDIT_CARD' },
  LOAN,
  ODFT: LOAN,
}

/** An account that has statements and no type is a bank account, and so is one whose type is the bank's own word. */
function typeOf(word: string | null): { type: Type; findings: Finding[] } {
  const known = word === null || HOLDING.has(word) ? BANK : TYPES[word]
  if (known !== undefined) return { type: known, findings: [] }
  const isCode = /^[A-Z]{4}$/.test(word ?? '')
  return { type: BANK, findings: isCode ? [unknownValue('type of account', word ?? '', 'statement')] : [] }
}
