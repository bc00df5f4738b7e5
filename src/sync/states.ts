import type { SyncMode } from '../domain/vocabulary.ts'
import type { Applied } from '../store/apply.ts'
import type { Transaction } from '../store/database.ts'

/** Names one row of stream_states. */
export interface StreamKey {
  workspaceId: string
  sourceId: string
  stream: string
}

/**
 * Before the stream's runs are written, so that two transactions never wait for each other. Resolves to how it is read;
 * null when it is gone.
 */
export async function lockStream(
  tx: Transaction,
  { workspaceId, sourceId, stream }: StreamKey,
): Promise<SyncMode | null> {
  const [row] = await tx<{ mode: SyncMode }[]>`
    select mode from stream_states
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream} for update`
  return row?.mode ?? null
}

/** Moves a stream's counts by what was just applied, in the same transaction. */
export async function addToCounts(
  tx: Transaction,
  { workspaceId, sourceId, stream }: StreamKey,
  { created, updated, deleted, rejected, settled }: Omit<Applied, 'unchanged' | 'position'>,
): Promise<void> {
  if (created + updated + deleted + rejected + settled === 0) return
  await tx`
    update stream_states
    set record_count = record_count + ${created - deleted},
        rejected_count = ${countRejected(tx, { workspaceId, sourceId, stream })}
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
}

/** How many of the stream's records are set aside, as an expression. */
export const countRejected = (tx: Transaction, { workspaceId, sourceId, stream }: StreamKey) => tx`(
  select count(distinct remote_id) from anomalies
  where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}
    and rejected and resolved_at is null)`
