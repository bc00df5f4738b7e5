import { z } from 'zod'
import { flag, identifier } from '../toolkit/exact.ts'
import { HttpFailure, type HttpClient, type HttpResponse } from '../toolkit/http.ts'
import { unreadable } from './unreadable.ts'

const PATH = '/transactions/sync'
/** As many as Plaid allows: the fewer pages, the less changes between two of them. */
const PAGE_SIZE = 500
/** All that there are, where Link did not say how many days of history to have. */
const DAYS = 730
// A million transactions: far past any item, so that only a provider gone astray meets it.
const MOST_PAGES = 2_000

/** One page of what changed since a cursor. */
export interface SyncPage {
  /** Added and modified transactions, as received. */
  records: unknown[]
  removedIds: string[]
  fetchedAt: Date
  cursor: string
  hasMore: boolean
}

/**
 * What changed since the cursor, or everything where it is null, page by page. Throws when an answer cannot be
 * understood, and when its cursor does not move: reading on would never end.
 */
export async function* syncPages(http: HttpClient, since: string | null): AsyncGenerator<SyncPage> {
  const seen = new Set<string | null>([since])
  let cursor = since
  for (let count = 0; count < MOST_PAGES; count++) {
    const page = await syncPage(http, cursor)
    yield page
    if (!page.hasMore) return
    if (seen.has(page.cursor))
      throw unreadable(`Plaid's ${PATH} does not move on: it gives the same cursor again.`)
    seen.add(page.cursor)
    cursor = page.cursor
  }
  throw unreadable(`Plaid's ${PATH} does not end after ${MOST_PAGES} pages.`)
}

const answer = z.looseObject({
  // Always there, and empty where there is nothing: without one of them it is not known what changed.
  added: z.array(z.unknown()),
  modified: z.array(z.unknown()),
  removed: z.array(z.looseObject({ transaction_id: identifier })),
  next_cursor: z.string(),
  has_more: flag,
})

async function syncPage(http: HttpClient, cursor: string | null): Promise<SyncPage> {
  const { body, sentAt } = await http.request({
    method: 'POST',
    path: PATH,
    json: {
      ...(cursor !== null && { cursor }),
      count: PAGE_SIZE,
      options: {
        include_original_description: true,
        personal_finance_category_version: 'v2',
        days_requested: DAYS,
      },
    },
    safe: true,
    check: isReady,
  })
  const parsed = answer.safeParse(body)
  if (!parsed.success) throw unreadable(`Plaid's answer to ${PATH} is no page of transactions.`)
  const { added, modified, removed, next_cursor, has_more } = parsed.data
  return {
    records: [...added, ...modified],
    removedIds: removed.map((it) => it.transaction_id),
    fetchedAt: sentAt,
    cursor: next_cursor,
    hasMore: has_more,
  }
}

const withoutCursor = z.looseObject({ next_cursor: z.literal('') })

/** Until Plaid has read the bank for the first time there is no cursor: no transactions yet, which is not none. */
function isReady({ status, headers, body }: HttpResponse): void {
  if (!withoutCursor.safeParse(body).success) return
  throw new HttpFailure(`POST ${PATH} answered that the bank's transactions are not there yet`, {
    kind: 'body',
    status,
    headers,
    body,
    method: 'POST',
    path: PATH,
  })
}
