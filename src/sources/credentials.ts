import type { Transaction } from '../store/database.ts'
import type { SourceIds } from './budget.ts'
import { open, seal, type Secrets } from './vault.ts'

export interface Credentials {
  secrets: Secrets
  /** Grows with each change. */
  version: number
  /** When these were stored, which for tokens is about when they were issued. */
  storedAt: Date
}

/** Stores a source's secrets in place of those it had. */
export async function storeCredentials(
  tx: Transaction,
  masterKey: Buffer,
  ids: SourceIds,
  { secrets, now }: { secrets: Secrets; now: Date },
): Promise<void> {
  const accessExpiresAt = secrets.kind === 'oauth2' ? secrets.accessExpiresAt : null
  await tx`
    insert into credentials (workspace_id, source_id, sealed, access_expires_at, updated_at)
    values (${ids.workspaceId}, ${ids.sourceId}, ${seal(masterKey, ids, secrets)}, ${accessExpiresAt}, ${now})
    on conflict (workspace_id, source_id) do update
    set sealed = excluded.sealed, access_expires_at = excluded.access_expires_at, updated_at = excluded.updated_at,
        version = credentials.version + 1`
}

/** Null when the source has none. With `lock`, until the transaction ends nobody else changes or locks them. */
export async function loadCredentials(
  tx: Transaction,
  masterKey: Buffer,
  ids: SourceIds,
  { lock = false }: { lock?: boolean } = {},
): Promise<Credentials | null> {
  const [row] = await tx<{ sealed: Buffer; version: number; stored: number }[]>`
    select sealed, version, extract(epoch from updated_at)::float8 * 1000 as stored from credentials
    where workspace_id = ${ids.workspaceId} and source_id = ${ids.sourceId}
    ${lock ? tx`for update` : tx``}`
  if (row === undefined) return null
  return { secrets: open(masterKey, ids, row.sealed), version: row.version, storedAt: new Date(row.stored) }
}
