import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Fault } from '../src/domain/errors.ts'
import { count, instant, json, workspaceId } from './columns.ts'

/** Whole readings under way of streams whose changes are read meanwhile: one of a source at a time. */
export const rereadings = pgTable(
  'rereadings',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    stream: text('stream').notNull(),
    beganAt: instant('began_at').notNull(),
    /** Position after the last committed page; that of the changes stays where it is. */
    checkpoint: json<Record<string, unknown>>('checkpoint'),
    /** Runs in a row that brought it no further. */
    failures: count('failures'),
    lastError: json<Fault>('last_error'),
    /** Not before; null: at once. */
    retryAt: instant('retry_at'),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId] })],
)
