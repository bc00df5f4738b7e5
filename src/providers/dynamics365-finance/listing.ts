import { z } from 'zod'
import type { Read } from '../provider.ts'
import type { HttpRequest } from '../toolkit/http.ts'
import { hostOf } from './company.ts'
import { unreadable, withReason } from './errors.ts'
import { parametersOf, type EntityQuery } from './query.ts'

/** What a call needs of a reading. */
export type Reader = Pick<Read, 'http' | 'source'>

interface ListPage {
  /** As received, in the order asked for. */
  rows: unknown[]
  /** How many rows the whole list has; only of the first page, and only when asked. */
  total: number | null
  last: boolean
  fetchedAt: Date
}

/** OData writes 64-bit numbers as text where a server takes "IEEE754Compatible" for agreed. */
const rowCount = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])

const list = z.object({
  '@odata.context': z.string().optional(),
  '@odata.count': rowCount.nullish(),
  '@odata.nextLink': z.string().min(1).nullish(),
  value: z.array(z.unknown()),
})

// Ten billion rows at Dynamics' own 10,000 a page.
const MOST_PAGES = 1_000_000

/** The pages of a list. Throws when an answer is none, or leads elsewhere or in a circle. */
export async function* listPages(
  reader: Reader,
  query: EntityQuery,
  { count = false }: { count?: boolean } = {},
): AsyncGenerator<ListPage> {
  const path = `/data/${query.set}`
  const seen = new Set<string>()
  let request: HttpRequest = {
    path,
    query: { ...parametersOf(query), ...(count && { $count: 'true' }) },
  }
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await ask(reader, request)
    const { value: rows, ...about } = parseList(path, answer.body)
    const link = about['@odata.nextLink'] ?? null
    yield { rows, total: about['@odata.count'] ?? null, last: link === null, fetchedAt: answer.sentAt }
    if (link === null) return
    if (seen.has(link)) throw unreadable(`Dynamics’ list ${path} leads to the same page again.`)
    seen.add(link)
    const origin = about['@odata.context'] ?? `https://${hostOf(reader.source.remoteId)}`
    request = { path: pathOf(link, path, origin) }
  }
  throw unreadable(`Dynamics’ list ${path} does not end after ${MOST_PAGES} pages.`)
}

/** All rows of a list that is known to be short. */
export async function allRows(
  reader: Reader,
  query: EntityQuery,
  most: number,
): Promise<{ rows: unknown[]; fetchedAt: Date }> {
  const rows: unknown[] = []
  let fetchedAt: Date | undefined
  for await (const page of listPages(reader, query)) {
    fetchedAt ??= page.fetchedAt
    rows.push(...page.rows)
    if (rows.length > most) throw unreadable(`Dynamics lists more than ${most} ${query.set} at once.`)
  }
  if (fetchedAt === undefined) throw unreadable(`Dynamics’ list ${query.set} has no page.`)
  return { rows, fetchedAt }
}

async function ask({ http }: Reader, request: HttpRequest) {
  try {
    return await http.request(request)
  } catch (error) {
    throw withReason(error)
  }
}

function parseList(path: string, body: unknown) {
  const parsed = list.safeParse(body)
  if (!parsed.success) throw unreadable(`Dynamics’ answer to ${path} is not a list.`)
  return parsed.data
}

/** The link as given, below the source's endpoint: the client knows the way there, and takes the token nowhere else. */
function pathOf(link: string, path: string, origin: string): string {
  const url = URL.parse(link, origin)
  const start = url === null ? -1 : url.pathname.indexOf(path)
  if (url === null || start < 0 || url.origin !== URL.parse(origin)?.origin) {
    throw unreadable(`Dynamics’ list ${path} continues at another place: ${link.slice(0, 200)}`)
  }
  return url.pathname.slice(start) + url.search
}
