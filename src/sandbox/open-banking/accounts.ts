import { OPEN_BANKING_CURRENT_IBAN, OPEN_BANKING_SAVINGS_IBAN } from './credentials.ts'

/** Where entries are booked. */
export type LedgerKey = 'eur' | 'gbp' | 'savings'
export type AccountStatus = 'enabled' | 'deleted' | 'blocked'

export const OWNER_NAME = 'Larkfield Works Ltd'

export interface Account {
  key: LedgerKey | 'aggregate'
  iban: string
  /** XXX: several, which `parts` have. */
  currency: string
  name: string
  product: string
  cashAccountType: string
  /** Left out of some answers. */
  status: AccountStatus | null
  parts: readonly LedgerKey[]
}

/** At the beginning of the books, in minor units. */
export const OPENING: Readonly<Record<LedgerKey, number>> = {
  eur: 8_412_350,
  gbp: 61_500_00,
  savings: 150_000_00,
}
/** What an account may be overdrawn by; null where it may not. */
export const CREDIT_LIMIT: Readonly<Record<LedgerKey, number | null>> = {
  eur: 50_000_00,
  gbp: 20_000_00,
  savings: null,
}
export const CURRENCY: Readonly<Record<LedgerKey, string>> = { eur: 'EUR', gbp: 'GBP', savings: 'EUR' }

export const ibanOf = (key: LedgerKey): string =>
  key === 'savings' ? OPEN_BANKING_SAVINGS_IBAN : OPEN_BANKING_CURRENT_IBAN

/** Anew for each bank that is played: their status can change. */
export const openAccounts = (): Account[] => [
  {
    key: 'aggregate',
    iban: OPEN_BANKING_CURRENT_IBAN,
    currency: 'XXX',
    name: 'Aggregation Account',
    product: 'Multi currency account',
    cashAccountType: 'CACC',
    status: null,
    parts: ['eur', 'gbp'],
  },
  {
    key: 'eur',
    iban: OPEN_BANKING_CURRENT_IBAN,
    currency: 'EUR',
    name: 'Euro Account',
    product: 'Business Current',
    cashAccountType: 'CACC',
    status: 'enabled',
    parts: ['eur'],
  },
  {
    key: 'gbp',
    iban: OPEN_BANKING_CURRENT_IBAN,
    currency: 'GBP',
    name: 'Sterling Account',
    product: 'Business Current',
    cashAccountType: 'CACC',
    status: 'enabled',
    parts: ['gbp'],
  },
  {
    key: 'savings',
    iban: OPEN_BANKING_SAVINGS_IBAN,
    currency: 'EUR',
    name: 'Reserve',
    product: 'Day-to-day Savings',
    cashAccountType: 'SVGS',
    status: 'enabled',
    parts: ['savings'],
  },
]
