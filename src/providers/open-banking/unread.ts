import { z } from 'zod'
import { isExactNumber } from '../../domain/exact-json.ts'
import type { Read } from '../provider.ts'
import { daysBefore } from './days.ts'
import type { List } from './entries.ts'
import { optionalDay } from './fields.ts'

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

interface Told {
  account: string
  list: List
  /** Digest of what it tells, with a number for the second of its kind. */
  content: string
  value: unknown
  /** The first day of the list in which it came. */
  from: string
}

export function unreadOf({ account, list, content, value, from }: Told): Unread {
  if (list === 'pending') {
    const id = `${PREFIX}${account}/pending/${content}`
    return { id, account, list, content, since: null, isDay: false }
  }
  const { on, valueDate } = daysOf(value)
  const since = on ?? (valueDate === null ? from : daysBefore(valueDate, AROUND_DAYS))
  const id = `${PREFIX}${account}/booked/${on === null ? 'since-' : ''}${since}/${content}`
  return { id, account, list, content, since, isDay: on !== null }
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
