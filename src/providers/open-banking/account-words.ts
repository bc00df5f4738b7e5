import type { Account, Finding } from '../../domain/entities.ts'
import type { AccountRaw } from './account-raw.ts'
import { unknownValue } from './findings.ts'

type Type = Pick<Account, 'classification' | 'accountType'>

const BANK: Type = { classification: 'ASSET', accountType: 'BANK' }
const CARD: Type = { classification: 'LIABILITY', accountType: 'CREDIT_CARD' }
const LOAN: Type = { classification: 'LIABILITY', accountType: 'LIABILITY' }

// ISO 20022, ExternalCashAccountType1Code: everything but cards, loans and overdrafts holds money of its owner.
const HOLDING =
  'CACC CASH CHAR CISH COMM CPAC LLSV MGLD MOMA NFCA NREX ONDP OTHR SACC SLRY SVGS TAXE TRAN TRAS VACC'
const TYPES: Readonly<Record<string, Type>> = {
  ...Object.fromEntries(HOLDING.split(' ').map((code) => [code, BANK])),
  CARD,
  LOAN,
  ODFT: LOAN,
}

/** An account without a type is a payment account: the directive gives access to no others, but for cards. */
export function typeOf({ cashAccountType, iban, maskedPan }: AccountRaw): Type & { findings: Finding[] } {
  if (cashAccountType === null)
    return { ...(iban === null && maskedPan !== null ? CARD : BANK), findings: [] }
  const type = TYPES[cashAccountType.toUpperCase()]
  if (type !== undefined) return { ...type, findings: [] }
  return {
    ...{ classification: 'UNKNOWN', accountType: 'UNKNOWN' },
    findings: [unknownValue('cashAccountType', cashAccountType)],
  }
}

const STATUSES: Readonly<Record<string, Account['status']>> = {
  enabled: 'ACTIVE',
  // It is still there, and so is what is on it.
  blocked: 'ACTIVE',
  deleted: 'ARCHIVED',
}

/** By the standard, an account without a status is available. */
export function statusOf(word: string | null): { status: Account['status']; findings: Finding[] } {
  if (word === null) return { status: 'ACTIVE', findings: [] }
  const status = STATUSES[word.toLowerCase()]
  return status === undefined
    ? { status: 'UNKNOWN', findings: [unknownValue('status', word)] }
    : { status, findings: [] }
}
