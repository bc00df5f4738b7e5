import type { Transaction } from '../store/database.ts'
import type { SourceIds } from './budget.ts'

/** Before several of a source's streams are written, so that two who do that never wait for each other. */
export async function lockStreams(tx: Transaction, { workspaceId, sourceId }: SourceIds): Promise<void> {
  await tx`
    select from stream_states where workspace_id = ${workspaceId} and source_id = ${sourceId}
    order by stream for update`
}
