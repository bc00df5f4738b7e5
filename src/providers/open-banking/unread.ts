import { z } from 'zod'
import { isExactNumber } from '../../domain/exact-json.ts'
import type { Read } from '../provider.ts'
import { daysBefore } from './days.ts'
import type { List } from './entries.ts'
import { optionalDay } from './fields.ts'
import type { KnownAccount } from './memory.ts'
import { lastingDigest } from './repeats.ts'

// What cannot be read goes by an id of ours, whatever id it tells: when it can be read, it may come under another.
// "unreadable/<account>/booked/2026-03-01/<content>", ".../booked/since-2026-02-20/…" where it tells no booking day,
// "unreadable/<account>/pending/<content>".

const PREFIX = 'unreadable/'
const ID = /^unreadable\/(.*)\/(?:pending|booked\/(since-)?(\d{4}-\d\d-\d\d))\/([0-9a-f]{24}(?:-\d+)?)$/
/** It is booked in the days around its value date. */
const AROUND_DAYS = 10

/** An entry that was set aside. */
export interface Unread {
  id: string
  account: string
  list: List
  content: string
  /** Of a booked one: its day, or the first that it may be of where it tells none. */
  since: string | null
  isDay: boolean
}

/** What is set aside of all accounts. */
export async function storedUnread({ stored }: Pick<Read, 'stored'>): Promise<Unread[]> {
  const ids = (await stored?.(PREFIX)) ?? []
  return ids.flatMap((id) => {
    const [, account, indefinite, since = null, content] = ID.exec(id) ?? []
    if (account === undefined || content === undefined) return []
    const list = since === null ? 'pending' : 'booked'
    return [{ id, account, list, content, since, isDay: since !== null && indefinite === undefined }]
  })
}

/** From which day on those must be asked for again that may be; null: there are none. `bound` is the earliest. */
export function oldestUnread(unread: readonly Unread[], bound: string): string | null {
  const days = unread.flatMap(({ since, isDay }) => {
    if (since === null || (isDay && since < bound)) return []
    return [since < bound ? bound : since]
  })
  return days.reduce<string | null>((oldest, it) => (oldest !== null && oldest < it ? oldest : it), null)
}

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
    const { id: account } = this.#account
    if (list === 'pending') {
      const id = `${PREFIX}${account}/pending/${content}`
      return { id, account, list, content, since: null, isDay: false }
    }
    const { on, valueDate } = daysOf(value)
    const since = on ?? (valueDate === null ? this.#listing.from : daysBefore(valueDate, AROUND_DAYS))
    const id = `${PREFIX}${account}/booked/${on === null ? 'since-' : ''}${since}/${content}`
    return { id, account, list, content, since, isDay: on !== null }
  }

  #count(list: List, content: string): string {
    const occurrence = (this.#occurrences.get(`${list} ${content}`) ?? 0) + 1
    this.#occurrences.set(`${list} ${content}`, occurrence)
    return occurrence === 1 ? content : `${content}-${occurrence}`
  }
}

/** As received, with `listed` beside it. What is no object has no room for that. */
export function asListed(
  value: unknown,
  listed: { account: unknown; as: List; unreadableAs?: string },
): unknown {
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value)
  return { ...(isObject ? value : { received: value }), listed: { occurrence: 1, ...listed } }
}

const day = optionalDay.catch(null)
const days = z.looseObject({ bookingDate: day, bookingDateTime: day, valueDate: day, valueDateTime: day })

function daysOf(value: unknown): { on: string | null; valueDate: string | null } {
  const told = days.safeParse(value).data
  return {
    on: told?.bookingDate ?? told?.bookingDateTime ?? null,
    valueDate: told?.valueDate ?? told?.valueDateTime ?? null,
  }
}
