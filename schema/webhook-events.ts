import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Fault } from '../src/domain/errors.ts'
import type { ProviderCode } from '../src/domain/vocabulary.ts'
import { instant, json, workspaceId } from './columns.ts'

/** Verified webhook events, kept before they are answered; the primary key is what drops a second delivery. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    eventId: text('event_id').notNull(),
    provider: text('provider').$type<ProviderCode>().notNull(),
    /** The change that the adapter read from the body. */
    change: jsonb('change').notNull(),
    receivedAt: instant('received_at').notNull(),
    processedAt: instant('processed_at'),
    attempts: integer('attempts').notNull().default(0),
    /** When to process it, or to try again after a failure. */
    dueAt: instant('due_at').notNull(),
    /** Why the last attempt failed; with processed_at set, why it was given up. */
    error: json<Fault>('error'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.sourceId, it.eventId] }),
    index('webhook_events_open')
      .on(it.dueAt)
      .where(sql`processed_at is null`),
    index().on(it.workspaceId, it.sourceId, it.receivedAt),
  ],
)
