import { recordKey, type RecordKey } from '../../domain/ids.ts'
import { mainAccountIn, singleValue, type Setup } from './display-value.ts'
import { isCompany } from './company.ts'

/** An account on a journal line, or its offset: what kind it is, and its display value. */
export interface RemoteAccount {
  type: string | null
  value: string | null
  /** The legal entity whose account it is; null: the journal's own. */
  company: string | null
}

interface Referred {
  accountKey: RecordKey | null
  contactKey: RecordKey | null
}

const NONE: Referred = { accountKey: null, contactKey: null }

/**
 * Which record an account is. One of another legal entity is none of this source's. A customer or vendor is posted to
 * the account of its posting profile, which no line names.
 */
export function referredBy({ type, value, company }: RemoteAccount, own: string, setup: Setup): Referred {
  if (!isCompany(company, own)) return NONE
  if (type === 'Ledger') return { ...NONE, accountKey: keyOf('main_accounts', mainAccountIn(value, setup)) }
  const single = singleValue(value, setup)
  if (type === 'Bank') return { ...NONE, accountKey: keyOf('bank_accounts', single) }
  if (type === 'Cust') return { ...NONE, contactKey: keyOf('customers', single) }
  if (type === 'Vend') return { ...NONE, contactKey: keyOf('vendors', single) }
  return NONE
}

const keyOf = (stream: string, id: string | null): RecordKey | null =>
  id === null || id === '' ? null : recordKey(stream, id)

/** Dynamics' LedgerJournalACType. */
export const ACCOUNT_TYPES: ReadonlySet<string> = new Set([
  ...['Ledger', 'Cust', 'Vend', 'Project', 'FixedAssets', 'Bank'],
  ...['FixedAssets_RU', 'Employee_RU', 'RDeferrals', 'RCash'],
])
