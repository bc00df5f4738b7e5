import { z } from 'zod'
import type { Checkpoint, Page, Read } from '../provider.ts'
import { instant } from '../toolkit/exact.ts'
import { listing, type ListingPage } from './listing.ts'
import { withoutDeleted, type Resource } from './resource.ts'

// Where a stream stands. `since` is on Xero's clock, `startedAt` on ours.

/** Within a listing, of everything (`modifiedSince` null) or of what changed. */
const underway = z.object({
  listing: z.object({
    modifiedSince: instant.nullable(),
    /** When it began, once its first page was there. */
    began: z.object({ since: instant, startedAt: instant }).nullable(),
    page: z.int().positive(),
  }),
})
/** Everything up to `since` is read. */
const settled = z.object({ since: instant })
const position = z.union([underway, settled])

type Listing = z.output<typeof underway>['listing']

// A change can carry a time a little before it can be seen; equal content read again writes nothing.
const OVERLAP_MS = 5 * 60_000

/** Everything once, in pages that can be resumed; from then on what changed. */
export async function* readChanging(read: Read, resource: Resource): AsyncGenerator<Page> {
  let state = stateOf(read)
  const { modifiedSince, page: firstPage } = state
  for await (const page of listing(read, resource, { modifiedSince, firstPage })) {
    const began = state.began ?? { since: page.answeredAt, startedAt: page.sentAt.toISOString() }
    state = { ...state, began, page: page.page + 1 }
    const phase = modifiedSince === null ? 'backfill' : 'incremental'
    yield {
      ...(await separated(read, resource, page)),
      fetchedAt: page.sentAt,
      phase,
      ...(phase === 'backfill' && progressOf(page)),
      checkpoint: page.last ? { since: began.since } : { listing: state },
      ...(page.last && { asOf: new Date(began.startedAt) }),
      ...(phase === 'backfill' && page.last && { completeSince: new Date(began.startedAt) }),
    }
  }
}

function stateOf({ checkpoint }: Read): Listing {
  const beginning = { began: null, page: 1 }
  if (checkpoint === null) return { ...beginning, modifiedSince: null }
  const saved = position.parse(checkpoint)
  if ('listing' in saved) return saved.listing
  return { ...beginning, modifiedSince: new Date(Date.parse(saved.since) - OVERLAP_MS).toISOString() }
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
