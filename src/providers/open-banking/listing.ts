import { z } from 'zod'
import { FaultError } from '../../domain/errors.ts'
import { listOf } from '../toolkit/exact.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '../toolkit/http.ts'
import type { Bank } from './banks.ts'
import { unreadable } from './failures.ts'
import { links, pathOf } from './links.ts'
import { doubtfulRepeats, isSamePage } from './repeats.ts'

// A thousand pages of a hundred: far past any account's two years, so that only a bank gone astray meets it.
const MOST_PAGES = 10_000

const report = z.looseObject({
  booked: listOf(z.unknown()),
  pending: listOf(z.unknown()),
  _links: links.nullish(),
})
const reportAnswer = z.looseObject({ transactions: report.nullish(), _links: links.nullish() })

interface Content {
  /** As received. */
  booked: unknown[]
  pending: unknown[]
  next: string | null
}

export interface ReportPage extends Content {
  fetchedAt: Date
  isLast: boolean
}

interface Call {
  request: HttpRequest
  answer: HttpResponse
}

/** The first page of an account's transactions, and those that its links lead to. */
export async function* listPages(http: HttpClient, bank: Bank, first: Call): AsyncGenerator<ReportPage> {
  const seen = new Set<string>()
  let { request, answer } = first
  let page = parse(bank, answer.body, FIRST)
  let repeats = 0
  for (let count = 0; count < MOST_PAGES; count++) {
    const path = page.next === null ? null : pathOf(page.next, request.path)
    const booked = page.booked.slice(repeats)
    yield { ...page, booked, fetchedAt: answer.sentAt, isLast: path === null }
    if (path === null) return
    if (seen.has(path)) throw unreadable(`The bank's list of transactions names ${path} a second time.`)
    seen.add(path)
    const before = { request, booked: page.booked }
    // A further page of the same report is not counted as another access to the account.
    request = { path }
    answer = await http.request(request)
    page = parse(bank, answer.body, FURTHER)
    repeats = await repeatsIn(page, before, async (again) =>
      parse(bank, (await http.request(again)).body, FURTHER),
    )
  }
  throw unreadable(`The bank's list of transactions does not end after ${MOST_PAGES} pages.`)
}

/** In doubt the page before is asked for once more: only where it has moved on, the repeated ones are the same. */
async function repeatsIn(
  page: Content,
  before: { request: HttpRequest; booked: readonly unknown[] },
  ask: (request: HttpRequest) => Promise<Content>,
): Promise<number> {
  const doubtful = doubtfulRepeats(before.booked, page.booked)
  if (doubtful === 0) return 0
  const again = await ask(before.request)
  return isSamePage(before.booked, again.booked) ? 0 : doubtful
}

/**
 * The lists of which a page has at least one. By the standard `booked` is always there where it is asked for; without it
 * nothing would seem to have moved. A further page may go on with what is pending alone.
 */
const FIRST = ['booked'] as const
const FURTHER = ['booked', 'pending'] as const

function parse(bank: Bank, body: unknown, lists: typeof FIRST | typeof FURTHER): Content {
  const parsed = reportAnswer.safeParse(body).data
  const transactions = parsed?.transactions
  if (!transactions) {
    if (parsed?._links?.['download']) throw unsupported({ ...bank, report: 'a file to download' })
    throw unreadable('The bank answered to the list of transactions with something else.')
  }
  if (!lists.some((it) => told(body, it))) {
    throw unreadable(`The bank's list of transactions has no ${lists.join(' and no ')} in it.`)
  }
  const next = transactions._links?.['next'] ?? parsed._links?.['next'] ?? null
  return { booked: transactions.booked, pending: transactions.pending, next }
}

const lists = z.looseObject({ transactions: z.record(z.string(), z.unknown()) })

/** Also as null, which is none. */
const told = (body: unknown, list: string): boolean =>
  Object.hasOwn(lists.safeParse(body).data?.transactions ?? {}, list)

/** A bank whose reports are not read here. Its statements can still be brought in as files. */
export const unsupported = ({ name, report }: Pick<Bank, 'name' | 'report'>): FaultError =>
  new FaultError({
    code: 'UNSUPPORTED_BY_PROVIDER',
    message: `${name} tells transactions only as ${report}, which is not read here. Bring its bank statements in as files instead.`,
    actor: 'OPERATOR',
    retryable: false,
  })
