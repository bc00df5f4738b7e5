import { z } from 'zod'
import { accountReference, type AccountReference } from './fields.ts'
import type { KnownAccount } from './memory.ts'
import { lastingDigest } from './repeats.ts'
import { contentOf, toldId, transactionIdOf } from './transaction-ids.ts'
import { transactionRaw, type TransactionRaw } from './transaction-raw.ts'

export type List = 'booked' | 'pending'

/** A transaction in a list of its account. */
export interface Entry {
  id: string
  transaction: TransactionRaw
  /** Whether the id is made of the content. */
  derived: boolean
  /** Of what the bank sent, but for its links, which change with each consent. */
  digest: string
  /** As received, with `listed` beside it. */
  record(more?: { since?: string; pendingId?: string | null }): unknown
}

const received = z.record(z.string(), z.unknown())

/** Makes entries of what one listing of an account brings. */
export class Entries {
  readonly #account: Pick<KnownAccount, 'reference'>
  readonly #reference: AccountReference
  /** How often the same content was listed, of those without an id: they are told apart by nothing else. */
  readonly #occurrences = new Map<string, number>()

  constructor(account: Pick<KnownAccount, 'reference'>) {
    this.#account = account
    this.#reference = accountReference.parse(account.reference)
  }

  /** Null for what cannot be read as a transaction: see unread.ts. */
  read(list: List, value: unknown): Entry | null {
    const raw = received.safeParse(value).data
    const transaction = transactionRaw.safeParse(raw).data
    if (raw === undefined || transaction === undefined) return null
    if (list === 'booked' && !tellsDay(transaction)) return null
    const derived = toldId(transaction) === null
    const listed = {
      account: this.#account.reference,
      as: list,
      occurrence: derived ? this.#count(`${list} ${contentOf(transaction)}`) : 1,
    }
    return {
      id: transactionIdOf({
        ...transaction,
        listed: { ...listed, account: this.#reference, since: null, pendingId: null, unreadableAs: null },
      }),
      transaction,
      derived,
      digest: lastingDigest(raw),
      record: (more = {}) => ({ ...raw, listed: { ...listed, ...more } }),
    }
  }

  #count(content: string): number {
    const occurrence = (this.#occurrences.get(content) ?? 0) + 1
    this.#occurrences.set(content, occurrence)
    return occurrence
  }
}

/** A standing order is no movement, and has none. */
const tellsDay = (it: TransactionRaw): boolean =>
  (it.bookingDate ?? it.bookingDateTime ?? it.valueDate ?? it.valueDateTime) !== null ||
  it.additionalInformationStructured?.standingOrderDetails != null
