import { z } from 'zod'
import type { Checkpoint, Page, Read } from '../provider.ts'
import { identifier } from '../toolkit/exact.ts'
import type { HttpClient } from '../toolkit/http.ts'
import { INVALID_FIELD, MUTATED, codeOf } from './errors.ts'
import { syncPages } from './sync.ts'

/** How often a reading begins again because the transactions changed meanwhile. */
const MOST_ATTEMPTS = 5
/** Of an update that is written in one go: 10,000 changes. */
const MOST_PAGES_AT_ONCE = 20

/**
 * With a position, what changed since, as one page: the pages that Plaid makes of it are good together or not at
 * all, so none is written before the last is there. Without one, everything, page by page; what those pages say of
 * a reading that was cut or had to begin again is corrected by the sweep at their end.
 */
export async function* readTransactions({ http, checkpoint }: Read): AsyncGenerator<Page> {
  const since = cursorOf(checkpoint)
  const update = since === null ? null : await readUpdate(http, since)
  if (update === null) yield* readEverything(http)
  else yield update
}

const position = z.looseObject({ cursor: z.string().min(1) })

const cursorOf = (checkpoint: Checkpoint | null): string | null =>
  checkpoint === null ? null : position.parse(checkpoint).cursor

/** Null where only reading everything helps: the cursor is no longer known, or too much has changed since. */
async function readUpdate(http: HttpClient, since: string): Promise<Page | null> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    try {
      return await tryUpdate(http, since)
    } catch (error) {
      const code = codeOf(error)
      if (code === INVALID_FIELD) return null
      if (code !== MUTATED) throw error
    }
  }
  // Some cursors lead to nothing but this error any more; Plaid's support then advises to read everything.
  return null
}

/** The last word on each transaction that changed. Null when there are too many to write in one go. */
async function tryUpdate(http: HttpClient, since: string): Promise<Page | null> {
  const standing = new Map<unknown, unknown>()
  const removed = new Set<string>()
  let begunAt: Date | undefined
  let pages = 0
  for await (const page of syncPages(http, since)) {
    begunAt ??= page.fetchedAt
    for (const record of page.records) {
      const id = idOf(record)
      if (id !== null) removed.delete(id)
      // One without an id stands for itself: it will be set aside, but not lost.
      standing.set(id ?? record, record)
    }
    for (const id of page.removedIds) {
      standing.delete(id)
      removed.add(id)
    }
    if (!page.hasMore) {
      return {
        records: [...standing.values()],
        deletedIds: deletions(removed),
        fetchedAt: begunAt,
        phase: 'incremental',
        checkpoint: { cursor: page.cursor },
      }
    }
    if (++pages === MOST_PAGES_AT_ONCE) break
  }
  return null
}

async function* readEverything(http: HttpClient): AsyncGenerator<Page> {
  for (let attempt = 1; ; attempt++) {
    try {
      yield* tryEverything(http)
      return
    } catch (error) {
      if (codeOf(error) !== MUTATED || attempt === MOST_ATTEMPTS) throw error
    }
  }
}

async function* tryEverything(http: HttpClient): AsyncGenerator<Page> {
  let begunAt: Date | undefined
  for await (const { records, removedIds, fetchedAt, cursor, hasMore } of syncPages(http, null)) {
    begunAt ??= fetchedAt
    yield {
      records,
      deletedIds: deletions(removedIds),
      fetchedAt,
      phase: 'backfill',
      ...(!hasMore && { checkpoint: { cursor }, completeSince: begunAt }),
    }
  }
}

const withId = z.looseObject({ transaction_id: identifier })

const idOf = (record: unknown): string | null => withId.safeParse(record).data?.transaction_id ?? null

const deletions = (ids: Iterable<string>) => [...ids].map((id) => ({ id, at: null }))
