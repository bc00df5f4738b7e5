import { type Ids, otherCase } from '../ids.ts'
import { type Account, type AccountKind, openAccounts } from './accounts.ts'
import type { Detail } from './detail.ts'

/** What becomes of a pending transaction, and when. */
export interface Fate {
  on: string
  /** Cents that it is posted with; null: it vanishes, as a hold does. */
  amount: number | null
}

export interface Draft {
  account: Account
  /** Cents, positive: out of the account, or more owed on a card. */
  amount: number
  /** Posted, or while it is pending: occurred. */
  date: string
  authorizedOn?: string
  pending?: boolean
  /** Of the pending one that it was. */
  pendingId?: string
  fate?: Fate
  detail: Detail
}

/** A transaction at the bank. The three numbers say which of the bank's changes made, changed and removed it. */
export interface Entry {
  id: string
  account: Account
  amount: number
  date: string
  authorizedOn: string | null
  pending: boolean
  pendingId: string | null
  fate: Fate | null
  detail: Detail
  added: number
  modified: number
  removed: number | null
}

/** One in so many has an id that differs from the one before in nothing but the case of its letters. */
const TWIN_EVERY = 400

/** First Harbor Bank: its books, and how far Plaid has read them. */
export class Bank {
  readonly accounts: Record<AccountKind, Account>
  readonly #ids: Ids
  readonly #entries: Entry[] = []
  readonly #byId = new Map<string, Entry>()
  #changes = 0
  #pulled = 0

  constructor(ids: Ids) {
    this.#ids = ids
    this.accounts = openAccounts(ids)
  }

  post({ account, amount, date, authorizedOn, pending, pendingId, fate, detail }: Draft): Entry {
    const entry: Entry = {
      id: this.#nextId(),
      account,
      amount,
      date,
      authorizedOn: authorizedOn ?? null,
      pending: pending ?? false,
      pendingId: pendingId ?? null,
      fate: fate ?? null,
      detail,
      added: this.#change(),
      modified: 0,
      removed: null,
    }
    this.#entries.push(entry)
    this.#byId.set(entry.id, entry)
    return entry
  }

  /** The pending one is removed, and a posted one with an id of its own refers to it. */
  settle(pending: Entry, date: string, amount = pending.amount): Entry {
    this.remove(pending)
    const { account, authorizedOn, detail } = pending
    return this.post({
      account,
      amount,
      date,
      authorizedOn: authorizedOn ?? pending.date,
      pendingId: pending.id,
      detail,
    })
  }

  remove(entry: Entry): Entry {
    entry.removed = this.#change()
    return entry
  }

  modify(entry: Entry, changed: Partial<Pick<Entry, 'amount' | 'detail'>>): Entry {
    Object.assign(entry, changed)
    entry.modified = this.#change()
    return entry
  }

  get(id: string): Entry | undefined {
    const entry = this.#byId.get(id)
    return entry?.removed === null ? entry : undefined
  }

  /** The id of a pending transaction that was gone before anyone could read it. */
  formerId(): string {
    return this.#ids.next()
  }

  /** Plaid reads the bank's books; whether there was anything new. */
  pull(): boolean {
    const isNews = this.#pulled < this.#changes
    this.#pulled = this.#changes
    return isNews
  }

  /** The last change that Plaid has read. */
  get pulled(): number {
    return this.#pulled
  }

  /** The last change at the bank. */
  get latest(): number {
    return this.#changes
  }

  /** Everything that ever was, oldest first. */
  get entries(): readonly Entry[] {
    return this.#entries
  }

  /** As they are at the bank now. */
  current(): Entry[] {
    return this.#entries.filter((it) => it.removed === null)
  }

  #change(): number {
    this.#changes += 1
    return this.#changes
  }

  #nextId(): string {
    const before = this.#entries.at(-1)
    const isTwin = before !== undefined && this.#entries.length % TWIN_EVERY === TWIN_EVERY - 1
    return isTwin ? otherCase(before.id) : this.#ids.next()
  }
}

/** Whether it was in the books after that change. */
export const existed = (entry: Entry, change: number): boolean =>
  entry.added <= change && (entry.removed === null || entry.removed > change)
