import { boolean, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { IngestPath } from '../src/domain/vocabulary.ts'
import { instant, workspaceId } from './columns.ts'

/**
 * The provider's own records, one row each, as received. The guard against older versions works here, once per
 * remote record; canonical records follow. Rows outlive a deletion as tombstones, so that a late page cannot
 * bring a deleted record back.
 */
export const rawRecords = pgTable(
  'raw_records',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    stream: text('stream').notNull(),
    remoteId: text('remote_id').notNull(),
    /** JSON text, digit for digit; null for a tombstone of a record that was never seen. */
    raw: text('raw'),
    contentHash: text('content_hash'),
    /** The provider's version stamp. */
    remoteUpdatedAt: instant('remote_updated_at'),
    remoteUrl: text('remote_url'),
    /** When the request that brought this was sent. */
    fetchedAt: instant('fetched_at').notNull(),
    /** When a listing last named it, whether or not it brought it. */
    seenAt: instant('seen_at').notNull(),
    via: text('via').$type<IngestPath>().notNull(),
    syncRunId: uuid('sync_run_id'),
    /** Set aside because it could not be read; its canonical records, if any, show its last readable state. */
    rejected: boolean('rejected').notNull().default(false),
    /** "<TYPE> <key>" of each canonical record that it maps to; null as long as it was never readable. */
    produced: text('produced').array(),
    deletedAt: instant('deleted_at'),
  },
  // No index on seen_at: seeing an unchanged record again can then be an update in place (HOT), which touches no index.
  // A sweep, which asks for it, has just listed the whole stream and may walk it once more.
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId, it.stream, it.remoteId] })],
)
