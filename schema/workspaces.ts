import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, workspaceId } from './columns.ts'

export const workspaces = pgTable('workspaces', {
  workspaceId: workspaceId().primaryKey(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
})

export const companies = pgTable(
  'companies',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    legalName: text('legal_name'),
    baseCurrency: text('base_currency'),
    country: text('country'),
    taxNumber: text('tax_number'),
    parentId: uuid('parent_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    foreignKey({ columns: [it.workspaceId, it.parentId], foreignColumns: [it.workspaceId, it.id] }),
    index().on(it.workspaceId, it.parentId),
  ],
)

/** Keys are kept as SHA-256 hashes only: they are 256 random bits, so a slow hash would add nothing. */
export const apiKeys = pgTable(
  'api_keys',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    /** E.g. "records:read", "records:raw", "sync:request". */
    scopes: text('scopes').array().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.id] }), uniqueIndex().on(it.hash)],
)
