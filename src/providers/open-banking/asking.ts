import type { HttpRequest } from '../toolkit/http.ts'
import type { Bank } from './banks.ts'
import { codesOf } from './codes.ts'
import { daysBefore, yearsBefore } from './days.ts'
import { refusalOf } from './failures.ts'
import type { AccountMemory, KnownAccount } from './memory.ts'
import { oldestUnread, type Unread } from './unread.ts'

/** How far behind the last listing the next one begins: bookings arrive late, and banks book back. */
export const OVERLAP_DAYS = 10
/** What a bank has to tell, once the customer's own session is over. */
export const GUARANTEED_DAYS = 89

/** What of an account is asked for. */
export interface Ask {
  /** The entry after which a delta list goes on; null: by day. */
  after: string | null
  from: string
  bookingStatus: 'both' | 'booked'
  /** What the bank has turned out not to take. */
  refused: AccountMemory['refused']
}

/** `unread` is what is set aside of the account: as long as the bank has to tell it, it is asked for again, by day. */
export function firstAsk(
  bank: Bank,
  memory: AccountMemory | null,
  { unread, today }: { unread: readonly Unread[]; today: string },
): Ask {
  const refused = memory?.refused ?? { delta: false, pending: false }
  const isByDay = !bank.delta || refused.delta || dayToAskAgain(unread, today) !== null
  return {
    after: isByDay ? null : entryToGoOnAfter(memory),
    from:
      memory === null
        ? yearsBefore(today, bank.historyYears)
        : dayToGoOnFrom(memory.listedOn, { unread, today }),
    bookingStatus: refused.pending ? 'booked' : bank.bookingStatus,
    refused,
  }
}

/** The first day that is asked for after a listing on that day. */
export function dayToGoOnFrom(
  listedOn: string,
  { unread, today }: { unread: readonly Unread[]; today: string },
): string {
  const usual = daysBefore(listedOn, OVERLAP_DAYS)
  const again = dayToAskAgain(unread, today)
  return again !== null && again < usual ? again : usual
}

const dayToAskAgain = (unread: readonly Unread[], today: string): string | null =>
  oldestUnread(unread, daysBefore(today, GUARANTEED_DAYS))

/** Null also where ids are counted through whole days, which a delta list may begin in the midst of. */
function entryToGoOnAfter(memory: AccountMemory | null): string | null {
  const isCounted = Object.values(memory?.booked ?? {}).some((it) => it.derived)
  return isCounted ? null : (memory?.lastEntry?.reference ?? null)
}

/** The next best to ask for, after the bank refused; null when there is none, or the refusal is of another kind. */
export function easierAsk(ask: Ask, error: unknown, today: string): Ask | null {
  const refusal = refusalOf(error)
  if (refusal?.status !== 400) return null
  const codes = codesOf(refusal.body)
  const isAbout = (reasons: readonly string[]) => codes.some((it) => reasons.includes(it))
  if (ask.after !== null && isAbout(AGAINST_DELTA)) {
    // An entry that is not known any more says nothing of the next one.
    return { ...ask, after: null, refused: { ...ask.refused, delta: !isAbout(['RESOURCE_UNKNOWN']) } }
  }
  if (isAbout(['PERIOD_INVALID'])) {
    const shorter = daysBefore(today, GUARANTEED_DAYS)
    return ask.from < shorter ? { ...ask, from: shorter } : null
  }
  if (ask.bookingStatus === 'booked' || !isAbout(AGAINST_PENDING)) return null
  return { ...ask, bookingStatus: 'booked', refused: { ...ask.refused, pending: true } }
}

const AGAINST_DELTA = [
  'PARAMETER_NOT_SUPPORTED',
  'PARAMETER_NOT_CONSISTENT',
  'FORMAT_ERROR',
  'RESOURCE_UNKNOWN',
]
const AGAINST_PENDING = ['PARAMETER_NOT_SUPPORTED', 'PARAMETER_NOT_CONSISTENT', 'SERVICE_INVALID']

export function requestOf(ask: Ask, bank: Bank, { id, currency, path }: KnownAccount): HttpRequest {
  return {
    path,
    query: {
      bookingStatus: ask.bookingStatus,
      ...(ask.after === null ? { dateFrom: ask.from } : { entryReferenceFrom: ask.after }),
      ...(bank.byCurrency && currency !== null && { currency }),
    },
    countsAs: `transactions ${id}`,
  }
}
