import type { HttpClient } from '../toolkit/http.ts'
import type { Kind } from './kind.ts'
import { listObjects, searchObjects, type ObjectPage } from './objects.ts'
import { byNumber, deletionOf, idOf } from './records.ts'
import { unreadable } from './unreadable.ts'

// Ten million records: far past any account, so that only a provider gone astray meets it.
const MOST_PAGES = 100_000

/** All records of a kind, or all in its recycling bin, page by page from `after` on. */
export async function* listing(
  http: HttpClient,
  kind: Kind,
  from: { after: string | null; archived: boolean },
): AsyncGenerator<ObjectPage> {
  let { after } = from
  for (let count = 0; count < MOST_PAGES; count++) {
    const page = await listObjects(http, kind, { after, archived: from.archived })
    yield page
    if (page.after === null) return
    if (page.after === after)
      throw unreadable(`HubSpot's list of ${kind.type} does not move on: it gives the same position again.`)
    after = page.after
  }
  throw unreadable(`HubSpot's list of ${kind.type} does not end after ${MOST_PAGES} pages.`)
}

/** Ids, at least one, in ascending order. */
export type FoundIds = readonly [string, ...string[]]

/**
 * What was modified since an instant. Each page is asked for by the last id of the one before, never by an offset:
 * HubSpot gives no more than 10,000 results of one query, and an offset would miss records when others leave the
 * results meanwhile.
 */
export async function* searching(
  http: HttpClient,
  kind: Kind,
  from: { modifiedSince: string; afterId: string | null },
): AsyncGenerator<FoundIds> {
  const { modifiedSince } = from
  let { afterId } = from
  for (let count = 0; count < MOST_PAGES; count++) {
    const { records, after } = await searchObjects(http, kind, { modifiedSince, afterId })
    const [first, ...others] = records.map((it) => {
      const id = idOf(it)
      if (id === null) throw unreadable(`HubSpot's search of ${kind.type} gives a record without an id.`)
      return id
    })
    if (first === undefined) return
    if (afterId !== null && byNumber(first, afterId) <= 0)
      throw unreadable(`HubSpot's search of ${kind.type} does not move on: it gives the same records again.`)
    yield [first, ...others]
    if (after === null) return
    afterId = others.at(-1) ?? first
  }
  throw unreadable(`HubSpot's search of ${kind.type} does not end after ${MOST_PAGES} pages.`)
}

/**
 * Ids of what was put into the recycling bin since an instant. It keeps records for 90 days and can only be read
 * whole; `readAt` is when that began.
 */
export async function readBin(
  http: HttpClient,
  kind: Kind,
  since: string,
): Promise<{ ids: string[]; readAt: Date | null }> {
  const ids: string[] = []
  let readAt: Date | null = null
  for await (const { records, sentAt } of listing(http, kind, { after: null, archived: true })) {
    readAt ??= sentAt
    for (const { id, at } of records.map(deletionOf).filter((it) => it !== null)) {
      if (at === null || Date.parse(at) >= Date.parse(since)) ids.push(id)
    }
  }
  return { ids, readAt }
}
