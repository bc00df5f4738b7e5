import { z } from 'zod'
import type { HttpClient, HttpRequest } from '../toolkit/http.ts'
import { unreadable } from './unreadable.ts'

const PAGE_SIZE = 100
// A hundred million objects: far past any account, so that only a provider gone astray meets it.
const MOST_PAGES = 1_000_000

const list = z.object({ data: z.array(z.unknown()), has_more: z.boolean() })
const withId = z.object({ id: z.string().min(1) })

interface ListPage {
  /** As received, newest first. */
  objects: unknown[]
  fetchedAt: Date
  /** Id to go on after; null on the last page. */
  next: string | null
}

/**
 * Pages of one of Stripe's lists, from the object after `after`, or from the newest when that is null.
 * Throws when an answer is not a list, or when its cursor does not move: reading on would never end, and stopping
 * would look like a complete list.
 */
export async function* listPages(
  http: HttpClient,
  path: string,
  query: NonNullable<HttpRequest['query']>,
  after: string | null = null,
): AsyncGenerator<ListPage> {
  const seen = new Set<string>(after === null ? [] : [after])
  let cursor = after
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await http.request({
      path,
      query: { limit: PAGE_SIZE, ...query, starting_after: cursor ?? undefined },
    })
    const { data, has_more } = parseList(path, answer.body)
    cursor = has_more ? idOf(path, data.at(-1)) : null
    if (cursor !== null && seen.has(cursor)) {
      throw unreadable(`Stripe's list ${path} does not move on: it ends with "${cursor}" again.`)
    }
    yield { objects: data, fetchedAt: answer.sentAt, next: cursor }
    if (cursor === null) return
    seen.add(cursor)
  }
  throw unreadable(`Stripe's list ${path} does not end after ${MOST_PAGES} pages.`)
}

function parseList(path: string, body: unknown) {
  const parsed = list.safeParse(body)
  if (!parsed.success) throw unreadable(`Stripe's answer to ${path} is not a list.`)
  return parsed.data
}

function idOf(path: string, object: unknown): string {
  const parsed = withId.safeParse(object)
  if (!parsed.success) throw unreadable(`Stripe's list ${path} has more, but its last object has no id.`)
  return parsed.data.id
}
