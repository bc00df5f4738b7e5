import type { CanonicalRecord, Payment } from '../domain/entities.ts'
import type { RecordType } from '../domain/vocabulary.ts'
import type { StoredType } from './tables.ts'

/** A record without a node of its own: it shows as a field of its owner, so that a change to it is the owner's. */
export interface Link {
  owner: RecordType
  /** The link's field that holds the owner's key, or where the owner has one its alias. */
  field: string
  /** The owner's field that shows the link. */
  shows: string
  /** Whether the owner may be named by its aliasKey. */
  byAlias: boolean
}

const LINKS: Partial<Record<StoredType, Link>> = {
  DIMENSION_VALUE: { owner: 'DIMENSION', field: 'dimensionKey', shows: 'values', byAlias: false },
  PAYMENT_ALLOCATION: { owner: 'PAYMENT', field: 'paymentKey', shows: 'allocations', byAlias: true },
  PAYOUT_ITEM: { owner: 'TRANSACTION', field: 'transactionKey', shows: 'payout', byAlias: false },
  TRANSACTION_DETAIL: { owner: 'TRANSACTION', field: 'transactionKey', shows: 'details', byAlias: false },
}

export const linkOf = (type: StoredType): Link | undefined => LINKS[type]

/** Adds a payment's own allocations as the links that other providers deliver by themselves: one way to read them. */
export function withAllocations(records: CanonicalRecord[]): CanonicalRecord[] {
  return records.flatMap((it) => (it.type === 'PAYMENT' ? [it, ...allocationsOf(it)] : [it]))
}

function allocationsOf({ key, allocations }: Payment): CanonicalRecord[] {
  return allocations.map((it, index) => ({
    ...it,
    type: 'PAYMENT_ALLOCATION',
    key: `${key}#allocation-${index + 1}`,
    paymentKey: key,
  }))
}
