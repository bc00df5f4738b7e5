import { z } from 'zod'
import type { Account, Finding } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { identifier, optionalId, optionalText, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { accountKindOf } from '../account-types.ts'
import { fetchAccounts, readAccounts } from '../accounts-reading.ts'
import { balancesOf, rawBalances } from '../balances.ts'
import { unknownValue } from '../findings.ts'

const raw = z.looseObject({
  account_id: identifier,
  name: optionalText,
  official_name: optionalText,
  type: optionalText,
  subtype: optionalText,
  mask: optionalId,
  balances: orNull(rawBalances),
  /** Put there by the reading: see accounts-reading.ts. */
  institution_name: optionalText,
})
type Raw = z.output<typeof raw>

/** Bank and card accounts with their balances. */
export const accounts: Stream<Raw> = {
  wireName: 'accounts',
  entity: 'ACCOUNT',
  raw,
  deletions: 'swept',
  incremental: false,
  fields: {
    name: 'NATIVE',
    code: 'MISSING',
    classification: 'DERIVED',
    accountType: 'DERIVED',
    remoteType: 'NATIVE',
    // Plaid lists open accounts only.
    status: 'DERIVED',
    currency: 'NATIVE',
    parentKey: 'MISSING',
    maskedNumber: 'NATIVE',
    institution: 'NATIVE',
    balanceCurrent: 'NATIVE',
    balanceAvailable: 'NATIVE',
    balanceLimit: 'NATIVE',
    balanceAsOf: 'NATIVE',
  } satisfies FidelityOf<Account>,
  pages: readAccounts,
  fetch: fetchAccounts,
  id: (raw) => raw.account_id,
  updatedAt: () => null,
  map,
}

const LONGEST_MASK = 4

function map(raw: Raw): Mapped {
  const kind = accountKindOf(raw.type, raw.subtype)
  const { amounts, findings } = balancesOf(raw.balances, kind?.owed ?? null)
  const record: Account = {
    type: 'ACCOUNT',
    key: recordKey('accounts', raw.account_id),
    name: raw.name ?? raw.official_name ?? raw.account_id,
    code: null,
    classification: kind?.classification ?? 'UNKNOWN',
    accountType: kind?.accountType ?? 'UNKNOWN',
    remoteType: raw.subtype ?? raw.type,
    status: 'ACTIVE',
    parentKey: null,
    maskedNumber: raw.mask?.trim().slice(-LONGEST_MASK) ?? null,
    institution: raw.institution_name,
    ...amounts,
  }
  return { records: [record], findings: [...signFindings(raw, kind), ...findings] }
}

function signFindings({ type, balances }: Raw, kind: ReturnType<typeof accountKindOf>): Finding[] {
  if (kind === null) return [unknownValue('type', type)]
  return kind.owed === null && balances !== null && balances.current !== null ? [unsigned] : []
}

const unsigned: Finding = {
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message: 'The account’s current balance is not shown: whether it is owned or owed, its type does not tell.',
  path: ['balances', 'current'],
}
