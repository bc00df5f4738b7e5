import type { Provider } from '../providers/provider.ts'
import { FaultError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { SourceEnvironment } from '../domain/vocabulary.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import type { SourceIds } from './budget.ts'
import { storeCredentials } from './credentials.ts'
import type { Secrets } from './vault.ts'

export interface NewSource {
  workspaceId: string
  companyId: string
  provider: Provider
  environment: SourceEnvironment
  /** The account's id on the provider's side. */
  remoteId: string
  remoteName: string | null
  /** ISO 4217, where it is known already. */
  baseCurrency: string | null
  /** What opens it: secrets, the grant of another source that they open too, or nothing. */
  access: Secrets | { grantId: string } | null
  now: Date
}

/**
 * Makes a source with its credentials and a due state for each of its provider's streams, all or nothing. Returns its
 * id. Throws FaultError when the workspace has connected that account already.
 */
export async function createSource(
  database: Database,
  masterKey: Buffer,
  source: NewSource,
): Promise<string> {
  const { workspaceId, provider, now } = source
  const sourceId = newId(now.getTime())
  await inWorkspace(database, workspaceId, async (tx) => {
    const grantId = await storeGrant(tx, masterKey, source)
    const { access } = source
    const expiresAt =
      access !== null && 'kind' in access && access.kind === 'consent' ? access.validUntil : null
    await insertSource(tx, { ...source, sourceId, grantId, expiresAt })
    await insertStreams(tx, { workspaceId, sourceId }, provider, now)
  })
  return sourceId
}

/** A due state for each of the provider's streams; those that are there stay as they are. */
export async function insertStreams(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  provider: Provider,
  now: Date,
): Promise<void> {
  await tx`
    insert into stream_states (workspace_id, source_id, stream, next_run_at)
    select ${workspaceId}, ${sourceId}, stream, ${now}
    from unnest(${Object.keys(provider.streams)}::text[]) as stream
    on conflict (workspace_id, source_id, stream) do nothing`
}

async function storeGrant(tx: Transaction, masterKey: Buffer, source: NewSource): Promise<string | null> {
  const { workspaceId, access, now } = source
  if (access === null) return null
  if ('grantId' in access) return access.grantId
  const grantId = newId(now.getTime())
  await storeCredentials(tx, masterKey, { workspaceId, grantId }, { secrets: access, now })
  return grantId
}

interface SourceToInsert extends Omit<NewSource, 'access'> {
  sourceId: string
  grantId: string | null
  /** RFC 3339 UTC. */
  expiresAt: string | null
}

/** Throws FaultError when the workspace has connected that account already. */
export async function insertSource(tx: Transaction, source: SourceToInsert): Promise<void> {
  const { provider, sourceId, grantId, remoteId, remoteName, environment, expiresAt } = source
  const inserted = await tx`
    insert into sources
      (workspace_id, id, company_id, provider, environment, remote_id, remote_name, grant_id, base_currency,
       mapped_currency, connected_at, expires_at)
    values
      (${source.workspaceId}, ${sourceId}, ${source.companyId}, ${provider.code}, ${environment}, ${remoteId},
       ${remoteName}, ${grantId}, ${source.baseCurrency}, ${source.baseCurrency}, ${source.now}, ${expiresAt})
    on conflict (workspace_id, provider, environment, remote_id) do nothing`
  if (inserted.count === 1) return
  throw new FaultError({
    code: 'INVALID_INPUT',
    message: `${provider.name} ${remoteName ?? remoteId} is connected to this workspace already.`,
    actor: 'CALLER',
    retryable: false,
  })
}
