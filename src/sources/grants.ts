import type { Fault } from '../domain/errors.ts'
import type { Transaction } from '../store/database.ts'
import type { GrantIds, SourceIds } from './budget.ts'

/** The credentials by which the provider refused, or before when it said so. */
export type Ended = GrantIds & ({ version: number } | { saidAt: Date })

/**
 * Notes why a source cannot be read until the customer connects it again. The first reason stays. Nothing is noted
 * where the source is opened by other credentials by now: who connected it again meanwhile is not asked once more.
 */
export async function endAccess(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  { ended, fault }: { ended: Ended; fault: Fault },
): Promise<void> {
  await lockSources(tx, ended)
  await tx`
    update sources s set reauthorize = ${JSON.stringify(fault)}::text::jsonb
    where workspace_id = ${workspaceId} and id = ${sourceId} and reauthorize is null and ${isPresent(tx, ended)}`
}

/** The same for all sources that the grant opens. */
export async function endGrant(
  tx: Transaction,
  { ended, fault }: { ended: Ended; fault: Fault },
): Promise<void> {
  await lockSources(tx, ended)
  await tx`
    update sources s set reauthorize = ${JSON.stringify(fault)}::text::jsonb
    where workspace_id = ${ended.workspaceId} and grant_id = ${ended.grantId} and reauthorize is null
      and ${isPresent(tx, ended)}`
}

/** Who connects them anew holds these rows; only the next statement sees what that brought. */
async function lockSources(tx: Transaction, { workspaceId, grantId }: GrantIds): Promise<void> {
  await tx`
    select from sources where workspace_id = ${workspaceId} and grant_id = ${grantId} order by id for update`
}

const isPresent = (tx: Transaction, ended: Ended) => tx`
  exists (
    select from credentials c
    where c.workspace_id = ${ended.workspaceId} and c.grant_id = ${ended.grantId} and s.grant_id = c.grant_id
      and ${'version' in ended ? tx`c.version = ${ended.version}` : tx`c.updated_at <= ${ended.saidAt}`})`

/** Whether anything is still read by what opens the grant. */
export async function isInUse(tx: Transaction, { workspaceId, grantId }: GrantIds): Promise<boolean> {
  const found = await tx`
    select from sources where workspace_id = ${workspaceId} and grant_id = ${grantId} and disconnected_at is null
    limit 1`
  return found.count > 0
}

/** The source can be read again. */
export async function restoreAccess(tx: Transaction, { workspaceId, sourceId }: SourceIds): Promise<void> {
  await tx`update sources set reauthorize = null where workspace_id = ${workspaceId} and id = ${sourceId}`
}

/** Access ends at this instant unless the customer renews it. */
export async function noteExpiry(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  expiresAt: string,
): Promise<void> {
  await tx`
    update sources set expires_at = ${expiresAt} where workspace_id = ${workspaceId} and id = ${sourceId}`
}
