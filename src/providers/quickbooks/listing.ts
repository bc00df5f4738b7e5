import { z } from 'zod'
import { identifier } from '../toolkit/exact.ts'
import type { Reader } from './client.ts'
import { MAX_RESULTS, queryRows, type Query } from './query.ts'
import { unreadable } from './unreadable.ts'

/** How far a listing has come: rows behind it, and the last of them. */
export interface Position {
  seen: number
  lastId: string | null
}

export const BEGINNING: Position = { seen: 0, lastId: null }

export interface ListingPage {
  rows: unknown[]
  position: Position
  last: boolean
  sentAt: Date
  answeredAt: string
}

const MAX_REWINDS = 10

/**
 * Lists a whole query page by page. QuickBooks counts positions anew for each page, so a row deleted (or moved to the
 * end) meanwhile would push another one over the page's edge, unseen. Each page therefore begins with the last row of
 * the one before; when it does not, rows have moved, and the listing goes back by a page. Rows can so come twice.
 */
export async function* listing(
  reader: Reader,
  query: Omit<Query, 'startPosition' | 'maxResults'>,
  from: Position,
): AsyncGenerator<ListingPage> {
  let position = from
  let rewinds = 0
  for (;;) {
    const startPosition = Math.max(1, position.seen)
    const answer = await queryRows(reader, { ...query, startPosition, maxResults: MAX_RESULTS })
    const rows = answer.body
    if (position.lastId !== null && idOf(rows[0]) !== position.lastId) {
      rewinds += 1
      if (rewinds > MAX_REWINDS) {
        throw unreadable(`QuickBooks lists ${query.entity.name} in another order each time it is asked.`)
      }
      position = { seen: Math.max(0, position.seen - MAX_RESULTS), lastId: null }
      continue
    }
    const fresh = position.lastId === null ? rows : rows.slice(1)
    position = { seen: startPosition - 1 + rows.length, lastId: idOf(rows.at(-1)) }
    const last = rows.length < MAX_RESULTS
    yield { rows: fresh, position, last, sentAt: answer.sentAt, answeredAt: answer.answeredAt }
    if (last) return
  }
}

const row = z.object({ Id: identifier })

/** Null for a row without a readable id, which the stream's schema refuses later. */
export function idOf(value: unknown): string | null {
  return row.safeParse(value).data?.Id ?? null
}
