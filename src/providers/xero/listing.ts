import type { Read } from '../provider.ts'
import { get, type Answer } from './client.ts'
import { idOf, unitDigits, type Resource } from './resource.ts'
import { unreadable } from './unreadable.ts'

/** Xero allows 1,000; half of that keeps an answer with all its lines to a few megabytes. */
const PAGE_SIZE = 500
const MOST_PAGES = 100_000

export interface ListingPage extends Answer {
  /** From 1. */
  page: number
  last: boolean
}

/**
 * Lists a resource from this page on. The order is by id: a record that is made or changed meanwhile can push others
 * to a later page, where they come twice, but never to one that was read before.
 */
export async function* listing(
  read: Read,
  resource: Resource,
  { modifiedSince, firstPage }: { modifiedSince: string | null; firstPage: number },
): AsyncGenerator<ListingPage> {
  let before: string | null = null
  for (let page = firstPage; page < firstPage + MOST_PAGES; page++) {
    const answer = await get(read, {
      path: resource.name,
      name: resource.name,
      query: { ...resource.query, ...unitDigits(resource), ...pageQuery(resource, page) },
      modifiedSince,
    })
    const first = idOf(resource, answer.rows[0])
    if (first !== null && first === before) {
      throw unreadable(`Xero lists ${resource.name} page ${page} with the first record of the page before.`)
    }
    before = first
    const last = isLast(resource, answer, page)
    yield { ...answer, page, last }
    if (last) return
  }
  throw unreadable(`Xero's list of ${resource.name} does not end after ${MOST_PAGES} pages.`)
}

const pageQuery = ({ paged, id }: Resource, page: number) =>
  paged ? { page, pageSize: PAGE_SIZE, order: `${id} ASC` } : {}

/** Without a count only an empty page is known to be the last: Xero may give fewer records a page than asked for. */
function isLast({ paged }: Resource, { rows, pageCount }: Answer, page: number): boolean {
  return !paged || rows.length === 0 || (pageCount !== null && page >= pageCount)
}
