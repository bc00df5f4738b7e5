import { sql } from 'drizzle-orm'
import { bigint, customType, integer, jsonb, numeric, text, timestamp, uuid } from 'drizzle-orm/pg-core'

// Every table's primary key starts with workspace_id, so that the database can be spread over machines by it.
// Instants and days stay text in TypeScript (mode 'string'), amounts are numeric without a scale: no digit is lost.

export const workspaceId = () => uuid('workspace_id').notNull()
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
export const amount = (name: string) => numeric(name)
export const count = (name: string) => integer(name).notNull().default(0)
/** Calls counted in slices of a window, the newest first. */
export const slices = (name: string) =>
  integer(name)
    .array()
    .notNull()
    .default(sql`'{0}'`)
export const position = (name: string) => bigint(name, { mode: 'bigint' })
export const json = <T>(name: string) => jsonb(name).$type<T>()

/** The columns that every table of canonical records has; `key` is unique within its source. */
export const recordColumns = () => ({
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  companyId: uuid('company_id').notNull(),
  sourceId: uuid('source_id').notNull(),
  /** "<stream>/<remote id>" or "<stream>/<remote id>#<part>": see domain/ids.ts. */
  key: text('key').notNull(),
  stream: text('stream').notNull(),
  remoteId: text('remote_id').notNull(),
  version: integer('version').notNull().default(1),
  /** What made this version, as the feed tells it: names of fields, empty for the first. */
  changedFields: text('changed_fields')
    .array()
    .notNull()
    .default(sql`'{}'`),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  deletedAt: instant('deleted_at'),
})
