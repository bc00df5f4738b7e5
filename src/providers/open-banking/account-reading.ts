import { dayToGoOnFrom, GUARANTEED_DAYS, type Ask } from './asking.ts'
import { daysBefore } from './days.ts'
import { Entries, type Entry, type List } from './entries.ts'
import type { ReportPage } from './listing.ts'
import type { AccountMemory, BookedMemory, KnownAccount, PendingMemory } from './memory.ts'
import { isLike, marksOf, matchPending } from './pending.ts'
import { remember } from './remembering.ts'
import { UnreadEntries } from './unread-entries.ts'
import type { Unread } from './unread.ts'

/** Far past any account's. Those beyond would stay pending, as nothing would tell that they are gone. */
const MOST_PENDING = 5_000

interface Facts {
  account: KnownAccount
  memory: AccountMemory | null
  /** What of the account was set aside before. */
  unread: readonly Unread[]
  ask: Ask
  today: string
}

interface Outcome {
  records: unknown[]
  deletedIds: string[]
  memory: AccountMemory
}

/** One listing of an account, held against what is remembered of the one before: it brings what is new or changed. */
export class AccountReading {
  readonly #memory: AccountMemory | null
  readonly #today: string
  readonly #ask: Ask
  readonly #entries: Entries
  readonly #unread: UnreadEntries
  readonly #booked = new Map<string, BookedMemory>()
  readonly #pending = new Map<string, PendingMemory>()
  /** New booked ones that were pending perhaps, until all that still is pending is known. */
  readonly #held: Entry[] = []
  /** Of the page before and this one: what is booked meanwhile pushes the last ones onto the next page. */
  #lately = [new Set<string>(), new Set<string>()] as const
  #lastEntry: AccountMemory['lastEntry']

  constructor({ account, memory, unread, ask, today }: Facts) {
    this.#memory = memory
    this.#today = today
    this.#ask = ask
    this.#entries = new Entries(account)
    this.#unread = new UnreadEntries(account, unread, { from: ask.from, isWhole: ask.after === null })
    this.#lastEntry = memory?.lastEntry ?? null
  }

  /** What the page brings at once. */
  take(page: ReportPage): unknown[] {
    this.#lately = [this.#lately[1], new Set()]
    return (['booked', 'pending'] as const).flatMap((list) =>
      page[list].flatMap((raw) => this.#takeEntry(list, raw)),
    )
  }

  /** After the last page: what was held back, what is gone, and what the next reading has to know. */
  finish(): Outcome {
    const known = Object.entries(this.#memory?.pending ?? {})
    const gone = Object.fromEntries(known.filter(([id]) => !this.#pending.has(id)))
    const matches = matchPending(
      gone,
      this.#held.map((it) => marksOf(it.transaction)),
    )
    const records = this.#held.map((entry, index) => this.#bring(entry, matches.get(index) ?? null))
    const unread = this.#unread.finish()
    const { booked, vanished } = remember(this.#memory?.booked ?? {}, this.#booked, {
      since: dayToGoOnFrom(this.#today, { unread: unread.left, today: this.#today }),
      isWhole: this.#ask.after === null,
      hides: (day) => this.#unread.hides(day),
    })
    return {
      records,
      deletedIds: [...Object.keys(gone), ...vanished, ...unread.gone],
      memory: {
        listedOn: this.#today,
        refused: this.#ask.refused,
        lastEntry: this.#lastEntry,
        booked,
        pending: Object.fromEntries([...this.#pending].slice(0, MOST_PENDING)),
      },
    }
  }

  #takeEntry(list: List, raw: unknown): unknown[] {
    const entry = this.#entries.read(list, raw)
    if (entry === null) return [this.#unread.take(list, raw)]
    const isRepeated = this.#lately.some((it) => it.has(entry.id))
    this.#lately[1].add(entry.id)
    if (isRepeated) return []
    return list === 'booked' ? this.#takeBooked(entry) : this.#takePending(entry)
  }

  #takeBooked(entry: Entry): unknown[] {
    const { bookingDate, bookingDateTime, entryReference } = entry.transaction
    this.#unread.lists(bookingDate ?? bookingDateTime)
    if (entryReference !== null && bookingDate !== null && bookingDate >= (this.#lastEntry?.on ?? '')) {
      this.#lastEntry = { reference: entryReference, on: bookingDate }
    }
    const known = this.#memory?.booked[entry.id]
    if (known === undefined && this.#mayHaveBeenPending(entry)) {
      this.#held.push(entry)
      return []
    }
    const record = this.#bring(entry, known?.pendingId ?? null)
    return known?.digest === entry.digest ? [] : [record]
  }

  #takePending(entry: Entry): unknown[] {
    const known = this.#memory?.pending[entry.id]
    const since = known?.since ?? this.#today
    this.#pending.set(entry.id, { digest: entry.digest, since, ...marksOf(entry.transaction) })
    return known?.digest === entry.digest ? [] : [entry.record({ since })]
  }

  /** Remembers a booked one, as far as the next listing may bring it again. */
  #bring(entry: Entry, pendingId: string | null): unknown {
    const on = entry.transaction.bookingDate
    if (on === null || on >= daysBefore(this.#today, GUARANTEED_DAYS)) {
      this.#booked.set(entry.id, { on, digest: entry.digest, derived: entry.derived, pendingId })
    }
    return entry.record(pendingId === null ? {} : { pendingId })
  }

  #mayHaveBeenPending({ transaction }: Entry): boolean {
    const pending = Object.values(this.#memory?.pending ?? {})
    if (pending.length === 0) return false
    const marks = marksOf(transaction)
    return pending.some((it) => isLike(it, marks))
  }
}
