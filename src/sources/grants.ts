import type { Fault } from '../domain/errors.ts'
import type { Transaction } from '../store/database.ts'
import type { SourceIds } from './budget.ts'

/** Notes why nothing can be read until the customer connects the source again. The first reason stays. */
export async function endGrant(tx: Transaction, ids: SourceIds, fault: Fault): Promise<void> {
  await tx`
    update sources set reauthorize = ${JSON.stringify(fault)}::text::jsonb
    where workspace_id = ${ids.workspaceId} and id = ${ids.sourceId} and reauthorize is null`
}
