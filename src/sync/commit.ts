import type { Checkpoint, Page } from '../providers/provider.ts'
import type { Applied } from '../store/apply.ts'
import type { Transaction } from '../store/database.ts'
import { moveRereading } from './rereading.ts'
import type { Run } from './runs.ts'
import { addToCounts, countRejected } from './states.ts'

/** Another run took this one's place, or a full reading was asked for: what it still holds is not written. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError'
}

/**
 * Moves the checkpoint and counts a page, in the transaction that writes the page's records. Here as everywhere the
 * stream's row is locked before the run's.
 */
export async function commitPage(tx: Transaction, run: Run, page: Page, applied: Applied): Promise<void> {
  // A page that calls for a sweep is not behind us before the sweep is: see commitSweep.
  const checkpoint = page.completeSince === undefined ? page.checkpoint : undefined
  const progress = run.rereading === null ? page.progress : undefined
  await tx`
    update stream_states set progress = coalesce(${progress ?? null}::float8, progress)
    where workspace_id = ${run.workspaceId} and source_id = ${run.sourceId} and stream = ${run.stream}`
  await moveCheckpoint(tx, run, checkpoint)
  await addToCounts(tx, run, applied)
  const counted = await tx`
    update sync_runs
    set pages = pages + 1, read = read + ${page.records.length}, created = created + ${applied.created},
        updated = updated + ${applied.updated}, unchanged = unchanged + ${applied.unchanged},
        deleted = deleted + ${applied.deleted}, rejected = rejected + ${applied.rejected},
        calls = ${run.meter.calls}, retries = ${run.meter.retries}
    where workspace_id = ${run.workspaceId} and id = ${run.id} and status = 'RUNNING'`
  if (counted.count === 0) throw superseded(run)
}

/** After a sweep, whose deletions are transactions of their own: moves the checkpoint, counts the records anew. */
export async function commitSweep(
  tx: Transaction,
  run: Run,
  { deleted, checkpoint }: { deleted: number; checkpoint: Checkpoint | undefined },
): Promise<void> {
  await tx`
    update stream_states
    set record_count = (
      select count(*) from raw_records r
      where r.workspace_id = ${run.workspaceId} and r.source_id = ${run.sourceId} and r.stream = ${run.stream}
        and r.produced is not null and r.deleted_at is null),
      rejected_count = ${countRejected(tx, run)}
    where workspace_id = ${run.workspaceId} and source_id = ${run.sourceId} and stream = ${run.stream}`
  await moveCheckpoint(tx, run, checkpoint)
  const counted = await tx`
    update sync_runs set deleted = deleted + ${deleted}
    where workspace_id = ${run.workspaceId} and id = ${run.id} and status = 'RUNNING'`
  if (counted.count === 0) throw superseded(run)
}

async function moveCheckpoint(tx: Transaction, run: Run, checkpoint: Checkpoint | undefined): Promise<void> {
  if (checkpoint === undefined) return
  if (run.rereading !== null) {
    await moveRereading(tx, run, checkpoint)
    return
  }
  await tx`
    update stream_states set checkpoint = ${JSON.stringify(checkpoint)}::text::jsonb
    where workspace_id = ${run.workspaceId} and source_id = ${run.sourceId} and stream = ${run.stream}`
}

const superseded = ({ id, stream }: Run) => new SupersededError(`run ${id} of ${stream} was closed meanwhile`)
