import type { Account } from '../accounts.ts'
import type { Bank } from '../bank.ts'
import type { Consent } from '../consents.ts'
import { addDays, type Day, dayOf, isDay } from '../../kit/days.ts'
import type { Entry } from '../entries.ts'
import { BankError, formatError, notSupported, periodInvalid } from '../errors.ts'

const DEFAULT_ITEMS = 50
const MOST_ITEMS = 500
const PARAMETERS = [
  'bookingStatus',
  'dateFrom',
  'dateTo',
  'entryReferenceFrom',
  'deltaList',
  'withBalance',
  'itemsPerPage',
  'page',
]

/** Which of an account's entries are asked for. */
export interface ReportRequest {
  booked: boolean
  pending: boolean
  from: Day
  to: Day
  /** Only entries after this one in the bank's order. */
  after: number
  /** A next page: only entries before this one. */
  before: number
  items: number
}

/** Throws BankError. */
export function readReportRequest(
  query: URLSearchParams,
  bank: Bank,
  consent: Consent,
  account: Account,
): ReportRequest {
  const unknown = [...query.keys()].find((name) => !PARAMETERS.includes(name))
  if (unknown !== undefined) throw notSupported(unknown)
  const status = query.get('bookingStatus')
  if (status === null) throw formatError('bookingStatus is missing.')
  if (status === 'information' || status === 'all') throw notSupported(`bookingStatus=${status}`)
  if (!['booked', 'pending', 'both'].includes(status))
    throw formatError(`bookingStatus=${status} is unknown.`)
  // A next page stays within the delta of its first, whatever has been reported since.
  const page = readPage(query)
  const after = page?.after ?? readDelta(query, bank, consent, account)
  const isDelta = query.has('entryReferenceFrom') || query.get('deltaList') === 'true'
  return {
    booked: status !== 'pending',
    pending: status !== 'booked',
    ...readPeriod(query, bank, isDelta),
    after,
    before: page?.before ?? Infinity,
    items: readItems(query),
  }
}

/** The entry that a delta begins after. */
function readDelta(query: URLSearchParams, bank: Bank, consent: Consent, account: Account): number {
  const reference = query.get('entryReferenceFrom')
  const list = query.get('deltaList')
  if (reference === null && list !== 'true') return 0
  const { deltaSupported, withoutIds } = bank.dialect
  if (!deltaSupported || (reference !== null && withoutIds)) {
    throw notSupported(reference === null ? 'deltaList' : 'entryReferenceFrom')
  }
  if (reference === null) return consent.reported.get(account.key) ?? 0
  const entry = bank.ledger.booked(account.parts).find((it) => it.entryReference === reference)
  if (entry !== undefined) return entry.sequence
  throw new BankError(400, 'RESOURCE_UNKNOWN', `There is no entry ${reference} on this account.`)
}

/** A delta takes no notice of dates. */
function readPeriod(query: URLSearchParams, bank: Bank, isDelta: boolean): { from: Day; to: Day } {
  const today = dayOf(bank.now())
  if (isDelta) return { from: '0000-01-01', to: '9999-12-31' }
  const from = query.get('dateFrom')
  const to = query.get('dateTo') ?? '9999-12-31'
  if (from === null) throw formatError('dateFrom is missing.')
  if (!isDay(from) || !isDay(to)) throw formatError('dateFrom and dateTo must be dates such as 2026-02-28.')
  if (from > to) throw periodInvalid('dateFrom is after dateTo.')
  const { historyDays } = bank.dialect
  if (historyDays !== null && from < addDays(today, -historyDays)) {
    throw periodInvalid(`This bank tells the last ${historyDays} days.`)
  }
  return { from, to }
}

function readItems(query: URLSearchParams): number {
  const text = query.get('itemsPerPage')
  if (text === null) return DEFAULT_ITEMS
  const items = Number(text)
  if (!Number.isInteger(items) || items < 1) throw formatError('itemsPerPage must be a positive integer.')
  return Math.min(items, MOST_ITEMS)
}

/** Null on a first page. */
function readPage(query: URLSearchParams): Pick<ReportRequest, 'after' | 'before'> | null {
  const page = query.get('page')
  if (page === null) return null
  const [, after, before] = /^(\d+)-(\d+)$/.exec(Buffer.from(page, 'base64url').toString()) ?? []
  if (before === undefined) throw formatError('page is not one of the links of this bank.')
  return { after: Number(after), before: Number(before) }
}

export interface Report {
  booked: Entry[]
  /** On the first page. */
  pending: Entry[]
  /** There is a next page. */
  more: boolean
}

/** The name of the next page; null where there is none. */
export function nextPage({ booked, more }: Report, { after }: ReportRequest): string | null {
  const last = booked.at(-1)
  return more && last !== undefined ? Buffer.from(`${after}-${last.sequence}`).toString('base64url') : null
}

/** Newest first. */
export function reportOf({ ledger }: Bank, { parts }: Account, asked: ReportRequest): Report {
  const within = (day: Day | null) => day !== null && asked.from <= day && day <= asked.to
  const booked = asked.booked
    ? ledger
        .booked(parts)
        .filter((it) => asked.after < it.sequence && it.sequence < asked.before && within(it.bookedOn))
        .reverse()
    : []
  const isFirst = asked.before === Infinity
  const pending = asked.pending && isFirst ? ledger.pending(parts).filter((it) => within(it.enteredOn)) : []
  const page = booked.slice(0, asked.items)
  return { booked: page, pending, more: booked.length > page.length }
}
