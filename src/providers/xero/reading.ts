import { z } from 'zod'
import type { Checkpoint, Page, Read } from '../provider.ts'
import { instant } from '../toolkit/exact.ts'
import { listing, type ListingPage } from './listing.ts'
import { withoutDeleted, type Resource } from './resource.ts'

// Where a stream stands. `since` is on Xero's clock; `startedAt` and `crawledAt` on ours.

/** Within a listing, of everything (`modifiedSince` null) or of what changed. */
const underway = z.object({
  listing: z.object({
    phase: z.enum(['backfill', 'incremental']),
    modifiedSince: instant.nullable(),
    /** When it began, once its first page was there. */
    began: z.object({ since: instant, startedAt: instant }).nullable(),
    crawledAt: instant.nullable(),
    page: z.int().positive(),
  }),
})
/** Everything up to `since` is read; the last complete listing began at `crawledAt`. */
const settled = z.object({ since: instant, crawledAt: instant })
const position = z.union([underway, settled])

type Listing = z.output<typeof underway>['listing']

// A change can carry a time a little before it can be seen; equal content read again writes nothing.
const OVERLAP_MS = 5 * 60_000
// Not every change moves UpdatedDateUTC, and what vanished without a trace is missed only by a complete listing.
const CRAWL_EVERY_MS = 24 * 3_600_000

/** Everything once, in pages that can be resumed; from then on what changed, and everything again once a day. */
export async function* readChanging(read: Read, resource: Resource): AsyncGenerator<Page> {
  let state = stateOf(read)
  const { modifiedSince, page: firstPage } = state
  for await (const page of listing(read, resource, { modifiedSince, firstPage })) {
    const began = state.began ?? { since: page.answeredAt, startedAt: page.sentAt.toISOString() }
    state = { ...state, began, page: page.page + 1 }
    const complete = page.last && modifiedSince === null
    yield {
      ...(await separated(read, resource, page)),
      fetchedAt: page.sentAt,
      phase: state.phase,
      ...(state.phase === 'backfill' && progressOf(page)),
      checkpoint: page.last
        ? { since: began.since, crawledAt: state.crawledAt ?? began.startedAt }
        : { listing: state },
      ...(complete && { completeSince: new Date(began.startedAt) }),
    }
  }
}

function stateOf({ checkpoint, now }: Read): Listing {
  const everything = { modifiedSince: null, began: null, crawledAt: null, page: 1 }
  if (checkpoint === null) return { ...everything, phase: 'backfill' }
  const saved = position.parse(checkpoint)
  if ('listing' in saved) return saved.listing
  if (now.getTime() - Date.parse(saved.crawledAt) >= CRAWL_EVERY_MS) {
    return { ...everything, phase: 'incremental' }
  }
  const modifiedSince = new Date(Date.parse(saved.since) - OVERLAP_MS).toISOString()
  return { ...everything, phase: 'incremental', modifiedSince, crawledAt: saved.crawledAt }
}

/** A short list that cannot be asked for changes: everything, each time; what is not listed is gone. */
export async function* readWhole(read: Read, resource: Resource): AsyncGenerator<Page> {
  for await (const page of listing(read, resource, { modifiedSince: null, firstPage: 1 })) {
    const checkpoint: Checkpoint = { readAt: page.sentAt.toISOString() }
    yield {
      ...(await separated(read, resource, page)),
      fetchedAt: page.sentAt,
      phase: read.checkpoint === null ? 'backfill' : 'incremental',
      ...(page.last && { checkpoint, completeSince: page.sentAt }),
    }
  }
}

async function separated(read: Read, resource: Resource, { rows }: ListingPage) {
  const { records, deletedIds } = withoutDeleted(resource, rows)
  return { records: (await resource.complete?.(read, records)) ?? records, deletedIds }
}

const progressOf = ({ page, pageCount, last }: ListingPage): { progress?: number } => {
  if (last) return { progress: 1 }
  return pageCount === null ? {} : { progress: page / pageCount }
}
