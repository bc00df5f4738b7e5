import type { Transaction } from '../store/database.ts'
import type { GrantIds } from './budget.ts'
import { open, seal, type MasterKeys, type Secrets } from './vault.ts'

export interface Credentials {
  secrets: Secrets
  /** Grows with each change. */
  version: number
  /** When these were stored, which for tokens is about when they were issued. */
  storedAt: Date
}

/** Stores a grant's secrets in place of those it had. */
export async function storeCredentials(
  tx: Transaction,
  masterKey: Buffer,
  ids: GrantIds,
  { secrets, now }: { secrets: Secrets; now: Date },
): Promise<void> {
  const accessExpiresAt = expiryOf(secrets)
  await tx`
    insert into credentials (workspace_id, grant_id, sealed, access_expires_at, updated_at)
    values (${ids.workspaceId}, ${ids.grantId}, ${seal(masterKey, ids, secrets)}, ${accessExpiresAt}, ${now})
    on conflict (workspace_id, grant_id) do update
    set sealed = excluded.sealed, access_expires_at = excluded.access_expires_at, updated_at = excluded.updated_at,
        version = credentials.version + 1`
}

/** Null when the grant has none. With `lock`, until the transaction ends nobody else changes or locks them. */
export async function loadCredentials(
  tx: Transaction,
  keys: MasterKeys,
  ids: GrantIds,
  { lock = false }: { lock?: boolean } = {},
): Promise<Credentials | null> {
  const [row] = await tx<{ sealed: Buffer; version: number; stored: number }[]>`
    select sealed, version, extract(epoch from updated_at)::float8 * 1000 as stored from credentials
    where workspace_id = ${ids.workspaceId} and grant_id = ${ids.grantId}
    ${lock ? tx`for update` : tx``}`
  if (row === undefined) return null
  return { secrets: open(keys, ids, row.sealed), version: row.version, storedAt: new Date(row.stored) }
}

/** When the access token inside ends; null where there is none that ends. */
function expiryOf(secrets: Secrets): string | null {
  if (secrets.kind === 'oauth2') return secrets.accessExpiresAt
  if (secrets.kind === 'consent') return secrets.tokens?.accessExpiresAt ?? null
  return secrets.kind === 'clientCredentials' ? (secrets.access?.expiresAt ?? null) : null
}
