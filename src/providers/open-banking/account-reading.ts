import { OVERLAP_DAYS, type Ask } from './asking.ts'
import { daysBefore } from './days.ts'
import { Entries, type Entry, type List } from './entries.ts'
import type { ReportPage } from './listing.ts'
import type { AccountMemory, BookedMemory, KnownAccount, PendingMemory } from './memory.ts'
import { isLike, marksOf, matchPending } from './pending.ts'
import { remember } from './remembering.ts'

/** Far past any account's. Those beyond would stay pending, as nothing would tell that they are gone. */
const MOST_PENDING = 5_000

interface Outcome {
  records: unknown[]
  deletedIds: string[]
  memory: AccountMemory
}

/** One listing of an account, held against what is remembered of the one before: it brings what is new or changed. */
export class AccountReading {
  readonly #memory: AccountMemory | null
  readonly #today: string
  readonly #entries: Entries
  readonly #booked = new Map<string, BookedMemory>()
  readonly #pending = new Map<string, PendingMemory>()
  /** New booked ones that were pending perhaps, until all that still is pending is known. */
  readonly #held: Entry[] = []
  /** Of the page before and this one: what is booked meanwhile pushes the last ones onto the next page. */
  #lately = [new Set<string>(), new Set<string>()] as const
  #lastEntry: AccountMemory['lastEntry']

  constructor(account: KnownAccount, memory: AccountMemory | null, today: string) {
    this.#memory = memory
    this.#today = today
    this.#entries = new Entries(account)
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
  finish(ask: Ask): Outcome {
    const known = Object.entries(this.#memory?.pending ?? {})
    const gone = Object.fromEntries(known.filter(([id]) => !this.#pending.has(id)))
    const matches = matchPending(
      gone,
      this.#held.map((it) => marksOf(it.transaction)),
    )
    const records = this.#held.map((entry, index) => this.#bring(entry, matches.get(index) ?? null))
    const { booked, vanished } = remember(this.#memory?.booked ?? {}, this.#booked, {
      since: daysBefore(this.#today, OVERLAP_DAYS),
      isWhole: ask.after === null,
    })
    return {
      records,
      deletedIds: [...Object.keys(gone), ...vanished],
      memory: {
        listedOn: this.#today,
        refused: ask.refused,
        lastEntry: this.#lastEntry,
        booked,
        pending: Object.fromEntries([...this.#pending].slice(0, MOST_PENDING)),
      },
    }
  }

  #takeEntry(list: List, raw: unknown): unknown[] {
    const entry = this.#entries.read(list, raw)
    if (entry === null) return [this.#entries.unread(list, raw)]
    const isRepeated = this.#lately.some((it) => it.has(entry.id))
    this.#lately[1].add(entry.id)
    if (isRepeated) return []
    return list === 'booked' ? this.#takeBooked(entry) : this.#takePending(entry)
  }

  #takeBooked(entry: Entry): unknown[] {
    const { bookingDate, entryReference } = entry.transaction
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

  /** Remembers a booked one, as far as the next listing will bring it again. */
  #bring(entry: Entry, pendingId: string | null): unknown {
    const on = entry.transaction.bookingDate
    const since = daysBefore(this.#memory?.listedOn ?? this.#today, OVERLAP_DAYS)
    if (on === null || on >= since) {
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
