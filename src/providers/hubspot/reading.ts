import { z } from 'zod'
import type { Checkpoint, Page, Read } from '../provider.ts'
import type { HttpClient } from '../toolkit/http.ts'
import { readChanges } from './changes.ts'
import type { Kind } from './kind.ts'
import { listing } from './listing.ts'
import { changes, listed, OVERLAP_MS, settled } from './position.ts'

const position = z.union([listed, changes, settled])

/** Everything once, in pages that can be resumed; from then on what changed. */
export async function* readObjectsOf(read: Read, kind: Kind): AsyncGenerator<Page> {
  const state = stateOf(read)
  if ('changes' in state) yield* readChanges(read, kind, state.changes)
  else yield* readEverything(read.http, kind, state.listing)
}

function stateOf({ checkpoint, now }: Read): z.output<typeof listed> | z.output<typeof changes> {
  const startedAt = now.toISOString()
  if (checkpoint === null) return { listing: { after: null, startedAt } }
  const saved = position.parse(checkpoint)
  if (!('since' in saved)) return saved
  const modifiedSince = new Date(Date.parse(saved.since) - OVERLAP_MS).toISOString()
  return { changes: { modifiedSince, startedAt, binReadAt: saved.binReadAt, afterId: null } }
}

async function* readEverything(
  http: HttpClient,
  kind: Kind,
  state: z.output<typeof listed>['listing'],
): AsyncGenerator<Page> {
  const { startedAt } = state
  for await (const page of listing(http, kind, { after: state.after, archived: false })) {
    const last = page.after === null
    const checkpoint: Checkpoint = last
      ? { since: startedAt, binReadAt: startedAt }
      : { listing: { startedAt, after: page.after } }
    yield {
      records: (await kind.complete?.(http, page.records)) ?? page.records,
      fetchedAt: page.sentAt,
      phase: 'backfill',
      checkpoint,
      asOf: new Date(startedAt),
      ...(last && { completeSince: new Date(startedAt) }),
    }
  }
}
