import type { PostalAddress } from '../../kit/names.ts'
import type { Currency } from '../money.ts'

export interface Contact {
  id: string
  name: string
  /** Null of a contact that only came with a bank transaction, and so has no more than its name. */
  person: { first: string; last: string } | null
  email: string
  phone: string
  address: PostalAddress | null
  accountNumber: string | null
  taxNumber: string | null
  website: string | null
  currency: Currency | null
  isCustomer: boolean
  isSupplier: boolean
  status: 'ACTIVE' | 'ARCHIVED'
  mergedInto: string | null
  updatedAt: number
}
