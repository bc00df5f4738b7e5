import type { Stream } from '../provider.ts'
import { fetchRecords } from './fetching.ts'
import { readChanging, readWhole } from './reading.ts'
import type { Resource } from './resource.ts'

// All streams of a source share 5,000 calls a day (1,000 on Xero's smallest plan), and each reading is one call or more.
/** For what changes by the hour. */
export const OFTEN = 300
/** For what changes by the day. */
export const SELDOM = 900
/** For what is set up once. */
const HOURLY = 3600

/** What differs from stream to stream. */
type Facts<Raw> = Pick<Stream<Raw>, 'entity' | 'raw' | 'fields'> &
  // What a record is follows from its schema alone.
  NoInfer<Pick<Stream<Raw>, 'id' | 'updatedAt' | 'map'>>

/** A stream of which Xero tells what changed since an instant. */
export function changingStream<Raw>(
  resource: Resource,
  facts: Facts<Raw> & { deletions: 'reported' | 'swept'; everySeconds: number },
): Stream<Raw> {
  return {
    ...facts,
    wireName: resource.name,
    incremental: true,
    // Not every change moves UpdatedDateUTC, and what vanished without a trace is missed only by a complete listing.
    reread: 'nightly',
    pages: (read) => readChanging(read, resource),
    fetch: (read, ids) => fetchRecords(read, resource, ids),
  }
}

/** A stream of a short list that is read whole each time. */
export function wholeStream<Raw>(resource: Resource, facts: Facts<Raw>): Stream<Raw> {
  return {
    ...facts,
    wireName: resource.name,
    deletions: 'swept',
    incremental: false,
    everySeconds: HOURLY,
    pages: (read) => readWhole(read, resource),
    fetch: (read, ids) => fetchRecords(read, resource, ids),
  }
}
