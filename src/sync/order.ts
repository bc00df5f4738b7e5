import type { ProviderCode } from '../domain/vocabulary.ts'
import type { findProvider } from '../providers/registry.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import type { StreamKey } from './states.ts'

const AGAIN_MS = 1_000

/**
 * As long as the currency of a source's books is unknown, its provider's first stream is read before the others:
 * it tells the currency that their records leave out. True when the stream was put off for that.
 */
export async function letFirstGoAhead(
  database: Database,
  { workspaceId, sourceId, stream }: StreamKey,
  { find, now }: { find: typeof findProvider; now: Date },
): Promise<boolean> {
  return await inWorkspace(database, workspaceId, async (tx) => {
    const [source] = await tx<{ provider: ProviderCode; currency: string | null }[]>`
      select provider, base_currency as currency from sources
      where workspace_id = ${workspaceId} and id = ${sourceId}`
    if (source === undefined || source.currency !== null) return false
    const [first] = Object.keys(find(source.provider)?.streams ?? {})
    if (first === undefined || first === stream) return false
    // A first stream that cannot be read keeps nobody waiting: records that lack it are set aside.
    const putOff = await tx`
      update stream_states it
      set next_run_at = ${new Date(now.getTime() + AGAIN_MS)}
      from stream_states ahead
      where it.workspace_id = ${workspaceId} and it.source_id = ${sourceId} and it.stream = ${stream}
        and ahead.workspace_id = ${workspaceId} and ahead.source_id = ${sourceId} and ahead.stream = ${first}
        and ahead.fresh_as_of is null and ahead.status <> 'FAILED'`
    return putOff.count > 0
  })
}
