import { z } from 'zod'
import type { Checkpoint, Page, Read } from '../provider.ts'
import { instant } from '../toolkit/exact.ts'
import { unreadable } from './errors.ts'
import { listPages, type Reader } from './listing.ts'
import { every, keyValueOf, literal, type EntityQuery } from './query.ts'

// Dynamics tells neither what changed nor what was deleted, so a stream is read whole, each time.

/** A list in the order of one field that no two of its rows share. */
export interface KeyedList extends Omit<EntityQuery, 'orderBy'> {
  key: string
}

interface Crawl {
  list: KeyedList
  /** Rows for one page of ours; each page is looked up, kept and passed over as one. */
  pageRows: number
  /** What the rows give, where other calls have to complete them. */
  complete?: (rows: unknown[]) => Promise<unknown[]>
}

const running = z.object({
  startedAt: instant,
  phase: z.enum(['backfill', 'incremental']),
  /** The last key that was read, as it stands in a filter; null before the first. */
  after: z.string().nullable(),
  seen: z.int(),
  total: z.int().nullable(),
})
type Running = z.infer<typeof running>
const position = z.union([z.object({ crawl: running }), z.object({ readAt: instant })])

/**
 * Reads a list whole. After a cut it goes on behind the last key, where no other row can have moved to. Dynamics' own
 * links may count rows instead, and so pass over one when another is deleted meanwhile: what is not listed counts as
 * deleted only when as many rows came as there were at the beginning.
 */
export async function* crawl(read: Read, { list, pageRows, complete }: Crawl): AsyncGenerator<Page> {
  let state = stateOf(read)
  const query = {
    ...list,
    filter: every(list.filter, state.after === null ? undefined : `${list.key} gt ${state.after}`),
    orderBy: [list.key],
  }
  for await (const page of listPages(read, query, { count: state.total === null })) {
    state = { ...state, total: state.total ?? page.total }
    const parts = slices(page.rows, pageRows)
    for (const [index, rows] of parts.entries()) {
      const last = page.last && index === parts.length - 1
      state = { ...state, seen: state.seen + rows.length, after: lastKey(list, rows) ?? state.after }
      yield {
        records: complete === undefined ? rows : await complete(rows),
        fetchedAt: page.fetchedAt,
        ...ofPosition(state, last),
      }
    }
  }
}

function stateOf({ checkpoint, now }: Read): Running {
  const saved = checkpoint === null ? null : position.parse(checkpoint)
  if (saved !== null && 'crawl' in saved) return saved.crawl
  const phase = saved === null ? 'backfill' : 'incremental'
  return { startedAt: now.toISOString(), phase, after: null, seen: 0, total: null }
}

function ofPosition(state: Running, last: boolean): Pick<Page, 'phase'> & Partial<Page> {
  const { phase, startedAt, seen, total } = state
  const progress = total === null || total === 0 ? {} : { progress: Math.min(1, seen / total) }
  if (!last) return { phase, ...progress, checkpoint: { crawl: state } }
  const checkpoint: Checkpoint = { readAt: startedAt }
  const whole = total === null || total === seen
  const began = new Date(startedAt)
  return { phase, progress: 1, checkpoint, asOf: began, ...(whole && { completeSince: began }) }
}

function lastKey({ key, set }: KeyedList, rows: unknown[]): string | null {
  if (rows.length === 0) return null
  const value = keyValueOf(rows.at(-1), key)
  if (value === null) throw unreadable(`Dynamics’ list ${set} has a row without its key ${key}.`)
  return literal(value)
}

/** At least one, so that an empty page is one too. */
function slices(rows: unknown[], size: number): unknown[][] {
  const parts = []
  for (let start = 0; start === 0 || start < rows.length; start += size)
    parts.push(rows.slice(start, start + size))
  return parts
}

/** Reads what is short enough to be had at once. */
export async function* readAtOnce(
  read: Read,
  all: (reader: Reader) => Promise<{ records: unknown[]; fetchedAt: Date }>,
): AsyncGenerator<Page> {
  const { records, fetchedAt } = await all(read)
  yield {
    records,
    fetchedAt,
    phase: read.checkpoint === null ? 'backfill' : 'incremental',
    checkpoint: { readAt: fetchedAt.toISOString() },
    completeSince: fetchedAt,
  }
}
