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
  { created, updated, deleted, rejected }: Pick<Applied, 'created' | 'updated' | 'deleted' | 'rejected'>,
): Promise<void> {
  if (created + updated + deleted + rejected === 0) return
  await tx`
    update stream_states
    set record_count = record_count + ${created - deleted},
        rejected_count = (
          select count(distinct remote_id) from anomalies
          where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}
            and rejected and resolved_at is null)
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
}
