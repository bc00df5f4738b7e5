import type { Ids } from '../ids.ts'

export interface Account {
  id: string
  /** Last digits of its number. */
  mask: string
  name: string
  officialName: string | null
  type: 'depository' | 'credit'
  subtype: 'checking' | 'savings' | 'credit card'
  /** Cents, two years ago: what was on it, or what was owed on a card. */
  opening: number
  /** Cents; null: none. */
  limit: number | null
  closed: boolean
}

export type AccountKind = Account['subtype']

/** What Larkfield Works has at First Harbor Bank. */
export const openAccounts = (ids: Ids): Record<AccountKind, Account> => ({
  checking: {
    id: ids.next(),
    mask: '4410',
    name: 'Business Checking',
    officialName: 'First Harbor Business Advantage Checking',
    type: 'depository',
    subtype: 'checking',
    opening: 18_422_037,
    limit: null,
    closed: false,
  },
  savings: {
    id: ids.next(),
    mask: '4428',
    name: 'Business Savings',
    officialName: null,
    type: 'depository',
    subtype: 'savings',
    opening: 25_000_000,
    limit: null,
    closed: false,
  },
  'credit card': {
    id: ids.next(),
    mask: '0071',
    name: 'Business Card',
    officialName: 'First Harbor Business Platinum Card',
    type: 'credit',
    subtype: 'credit card',
    opening: 348_219,
    limit: 5_000_000,
    closed: false,
  },
})
