import { pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ProviderCode, SourceEnvironment } from '../src/domain/vocabulary.ts'
import { bytes, instant, workspaceId } from './columns.ts'

/** Customers who were sent to a provider's page and are not back. A row is taken once, by its state. */
export const pendingConnects = pgTable(
  'pending_connects',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    /** SHA-256 of the state, which stands in the address that the customer comes back to. */
    stateHash: text('state_hash').notNull(),
    companyId: uuid('company_id').notNull(),
    provider: text('provider').$type<ProviderCode>().notNull(),
    environment: text('environment').$type<SourceEnvironment>().notNull(),
    /** The only accounts that are wanted; null: all that the customer approves. */
    remoteIds: text('remote_ids').array(),
    returnUrl: text('return_url').notNull(),
    /** What the second half has to know and nobody else may, e.g. a PKCE verifier; sealed as credentials are. */
    sealed: bytes('sealed').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.id] }), uniqueIndex().on(it.stateHash)],
)
