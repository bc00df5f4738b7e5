import type { Page, Read } from '../provider.ts'
import { changesSince, type ObjectChange } from './changes.ts'
import type { EventStream } from './events.ts'
import { secondsOf } from './fields.ts'
import { completeObjects, expandInList, fetchObjects, type Resource } from './objects.ts'
import { listPages } from './paging.ts'
import { afterPage, asOfBeginning, beginning, positionOf } from './position.ts'

/** A kind of object whose changes events tell. */
export interface FollowedResource extends Resource {
  stream: EventStream
  /** Whether its objects can be deleted, so that what a complete listing lacks is gone. */
  deletable: boolean
}

const BATCH = 50

/**
 * Reads a stream whose objects Stripe can't list by change: everything once, newest first, then, by the events since,
 * the objects that something happened to. An event itself is only a hint: it has the API version of its own time.
 */
export async function* readFollowed(resource: FollowedResource, read: Read): AsyncGenerator<Page> {
  const position = positionOf(read)
  if ('listing' in position) {
    yield* listEverything(resource, read, position.listing)
    return
  }
  const changes = await changesSince(read.http, resource.stream, position.eventsSince)
  if (changes === null) yield* listEverything(resource, read, beginning(read.now).listing)
  else yield* readChanged(resource, read, changes)
}

async function* listEverything(
  resource: FollowedResource,
  read: Read,
  { startedAt, after }: { startedAt: number; after: string | null },
): AsyncGenerator<Page> {
  const query = { 'expand[]': expandInList(resource) }
  for await (const { objects, fetchedAt, next } of listPages(read.http, resource.path, query, after)) {
    yield {
      records: await completeObjects(resource, read.http, objects),
      fetchedAt,
      phase: 'backfill',
      checkpoint: afterPage(startedAt, next),
      ...asOfBeginning(startedAt, after),
      ...(next === null && resource.deletable ? { completeSince: new Date(startedAt * 1000) } : {}),
    }
  }
}

async function* readChanged(
  resource: FollowedResource,
  read: Read,
  changes: readonly ObjectChange[],
): AsyncGenerator<Page> {
  // One page even when nothing happened: it moves the position.
  for (let start = 0; start === 0 || start < changes.length; start += BATCH) {
    const batch = changes.slice(start, start + BATCH)
    const last = start + BATCH >= changes.length ? undefined : batch.at(-1)
    yield {
      ...(await readBatch(resource, read, batch)),
      phase: 'incremental',
      checkpoint: { eventsSince: secondsOf(last === undefined ? read.now : new Date(last.at)) },
    }
  }
}

async function readBatch(resource: FollowedResource, read: Read, batch: readonly ObjectChange[]) {
  const present = batch.filter((it) => !it.deleted).map((it) => it.id)
  const { records, missingIds, fetchedAt } = await fetchObjects(resource, read, present)
  const reported = batch.filter((it) => it.deleted).map(({ id, at }) => ({ id, at }))
  return { records, fetchedAt, deletedIds: [...reported, ...missingIds.map((id) => ({ id, at: null }))] }
}
