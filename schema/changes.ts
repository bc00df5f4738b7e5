import { sql } from 'drizzle-orm'
import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ChangeKind, IngestPath, RecordType } from '../src/domain/vocabulary.ts'
import { instant, position, workspaceId } from './columns.ts'

/**
 * The last position of each workspace's feed. A writer takes its positions by updating this row as its
 * transaction's last statement; the row stays locked until commit, so positions become visible in order,
 * without a gap.
 */
export const feedHeads = pgTable('feed_heads', {
  workspaceId: workspaceId().primaryKey(),
  position: position('position')
    .notNull()
    .default(sql`0`),
})

/** The change feed: one row per change to one record, in the order in which it became visible. */
export const changes = pgTable(
  'changes',
  {
    workspaceId: workspaceId(),
    position: position('position').notNull(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    recordType: text('record_type').$type<RecordType>().notNull(),
    recordId: uuid('record_id').notNull(),
    companyId: uuid('company_id').notNull(),
    sourceId: uuid('source_id').notNull(),
    version: integer('version').notNull(),
    changedFields: text('changed_fields').array().notNull(),
    via: text('via').$type<IngestPath>().notNull(),
    occurredAt: instant('occurred_at').notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.position] })],
)
