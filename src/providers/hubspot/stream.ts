import type { Stream } from '../provider.ts'
import { fetchObjects } from './fetching.ts'
import type { Kind } from './kind.ts'
import { readObjectsOf } from './reading.ts'
import { archivedId } from './records.ts'

/** Under which lists and batches of every kind have their records. */
export const WIRE_NAME = 'results'

/** "Seconds to a minute", by what users of its search tell; HubSpot itself promises nothing. */
const INDEX_LAG_SECONDS = 60

/** What differs from stream to stream. */
type Facts<Raw> = Pick<Stream<Raw>, 'entity' | 'raw' | 'fields'> &
  // What a record is follows from its schema alone.
  NoInfer<Pick<Stream<Raw>, 'id' | 'updatedAt' | 'map'>>

/** A stream of one of the CRM's kinds of record. */
export function crmStream<Raw>(kind: Kind, facts: Facts<Raw>): Stream<Raw> {
  return {
    ...facts,
    wireName: WIRE_NAME,
    deletions: 'reported',
    incremental: true,
    // Not every change moves the date by which searches go, and what was merged or purged leaves no trace but its absence.
    reread: 'nightly',
    lagSeconds: INDEX_LAG_SECONDS,
    pages: (read) => readObjectsOf(read, kind),
    fetch: (read, ids) => fetchObjects(read, kind, ids),
    deletedId: archivedId,
  }
}
