import type { findProvider } from '../providers/registry.ts'
import type { SourceIds } from '../sources/budget.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { checkReferences } from '../store/references.ts'
import { checkBetween } from './between.ts'

/**
 * After a run that ended well: holds the source's references against its records, unless targets may still be on
 * their way, or nothing can have changed about them.
 */
export async function checkWhenSettled(
  database: Database,
  ids: SourceIds,
  { changed, find }: { changed: boolean; find: typeof findProvider },
): Promise<void> {
  const { workspaceId, sourceId } = ids
  const [source] = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx<{ settled: boolean; suspected: boolean }[]>`
      select
        not exists (
          select from stream_states
          where workspace_id = ${workspaceId} and source_id = ${sourceId} and status in ('PENDING', 'BACKFILLING'))
        and not exists (
          select from sync_runs
          where workspace_id = ${workspaceId} and source_id = ${sourceId} and status = 'RUNNING') as settled,
        exists (
          select from anomalies
          where workspace_id = ${workspaceId} and source_id = ${sourceId} and code = 'MISSING_REFERENCE'
            and resolved_at is null) as suspected`,
  )
  if (source?.settled !== true) return
  if (changed || source.suspected) await checkReferences(database, ids)
  if (changed) await checkBetween(database, ids, find)
}
