import type { Fault } from '../domain/errors.ts'
import type { Transaction } from '../store/database.ts'
import type { GrantIds, SourceIds } from './budget.ts'

/** Notes why a source cannot be read until the customer connects it again. The first reason stays. */
export async function endAccess(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  fault: Fault,
): Promise<void> {
  await tx`
    update sources set reauthorize = ${JSON.stringify(fault)}::text::jsonb
    where workspace_id = ${workspaceId} and id = ${sourceId} and reauthorize is null`
}

/** The same for all sources that the grant opened. */
export async function endGrant(
  tx: Transaction,
  { workspaceId, grantId }: GrantIds,
  fault: Fault,
): Promise<void> {
  await tx`
    update sources set reauthorize = ${JSON.stringify(fault)}::text::jsonb
    where workspace_id = ${workspaceId} and grant_id = ${grantId} and reauthorize is null`
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
