import { integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant, workspaceId } from './columns.ts'

/** Files that a source is read from, as they were received. */
export const sourceFiles = pgTable(
  'source_files',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    /** From 1, in the order of arrival; a stream's checkpoint names the last that it has read. */
    number: integer('number').notNull(),
    name: text('name').notNull(),
    /** Of the bytes, in hexadecimal digits. */
    sha256: text('sha256').notNull(),
    bytes: bytes('bytes').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.sourceId, it.number] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.sha256),
  ],
)
