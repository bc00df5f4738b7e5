import type { List } from './entries.ts'
import type { KnownAccount } from './memory.ts'
import { lastingDigest } from './repeats.ts'
import { asListed, unreadOf, type Unread } from './unread.ts'

interface Listing {
  /** The first day that is asked for. */
  from: string
  /** Whether it lists whole days, and not only what came after an entry. */
  isWhole: boolean
}

/** What of one account cannot be read: a listing held against what was set aside before. */
export class UnreadEntries {
  readonly #account: Pick<KnownAccount, 'id' | 'reference'>
  readonly #listing: Listing
  readonly #before: ReadonlyMap<string, Unread>
  readonly #listed = new Map<string, Unread>()
  readonly #occurrences = new Map<string, number>()
  #firstDay: string | null = null

  constructor(account: Pick<KnownAccount, 'id' | 'reference'>, before: readonly Unread[], listing: Listing) {
    this.#account = account
    this.#listing = listing
    this.#before = new Map(before.map((it) => [`${it.list} ${it.content}`, it]))
  }

  /** It is brought all the same, so that it is set aside with its reasons. */
  take(list: List, value: unknown): unknown {
    const unread = this.#nameOf(list, value)
    this.#listed.set(unread.id, unread)
    if (unread.isDay) this.lists(unread.since)
    return asListed(value, { account: this.#account.reference, as: list, unreadableAs: unread.id })
  }

  /** Notes that an entry of this booking day is listed. */
  lists(day: string | null): void {
    if (day !== null && (this.#firstDay === null || day < this.#firstDay)) this.#firstDay = day
  }

  /** Whether one of this booking day may be listed, and cannot be read. */
  hides(day: string | null): boolean {
    return [...this.#listed.values()].some(({ since, isDay }) => {
      if (since === null) return false
      return day === null || (isDay ? since === day : since <= day)
    })
  }

  /** After the last page: ids of what would have been listed, and is not any more; and what is left. */
  finish(): { gone: string[]; left: Unread[] } {
    const unlisted = [...this.#before.values()].filter((it) => !this.#listed.has(it.id))
    const gone = unlisted.filter((it) => this.#wouldBeListed(it))
    const left = unlisted.filter((it) => !this.#wouldBeListed(it))
    return { gone: gone.map((it) => it.id), left: [...left, ...this.#listed.values()] }
  }

  /** Some banks say nothing when they leave out what is too old: that they list nothing as old is no proof. */
  #wouldBeListed({ since, isDay }: Unread): boolean {
    if (since === null) return true
    const { from, isWhole } = this.#listing
    if (!isWhole || since < from || this.#firstDay === null) return false
    return !isDay || this.#firstDay <= since
  }

  #nameOf(list: List, value: unknown): Unread {
    const content = this.#count(list, lastingDigest(value))
    const known = this.#before.get(`${list} ${content}`)
    if (known !== undefined) return known
    return unreadOf({ account: this.#account.id, list, content, value, from: this.#listing.from })
  }

  #count(list: List, content: string): string {
    const occurrence = (this.#occurrences.get(`${list} ${content}`) ?? 0) + 1
    this.#occurrences.set(`${list} ${content}`, occurrence)
    return occurrence === 1 ? content : `${content}-${occurrence}`
  }
}
