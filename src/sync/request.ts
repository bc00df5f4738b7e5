import type { Fault } from '../domain/errors.ts'
import type { SyncTrigger } from '../domain/vocabulary.ts'
import { wakeWorkers } from '../jobs/wake.ts'
import { realClock } from '../sources/clock.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import { closeRunning, forgetPositions } from './runs.ts'

export interface SyncRequest {
  workspaceId: string
  sourceId: string
  /** Null: all of the source's streams. */
  streams: readonly string[] | null
  /** Read from the beginning. Records stay as they are until their provider's answer changes them. */
  full: boolean
}

/** Makes streams due now and wakes the workers. Resolves to the names of the streams that are read. */
export async function requestSync(
  database: Database,
  { workspaceId, sourceId, streams, full }: SyncRequest,
  now = realClock.now(),
): Promise<string[]> {
  return await inWorkspace(database, workspaceId, async (tx) => {
    const due = await makeDue(tx, { workspaceId, sourceId, streams, trigger: 'REQUEST', now })
    if (full) await startOver(tx, { workspaceId, sourceId, streams: due, now })
    await wakeWorkers(tx)
    return due
  })
}

export interface Due {
  workspaceId: string
  sourceId: string
  streams: readonly string[] | null
  trigger: SyncTrigger
  now: Date
}

/** A run that is under way goes on; another one follows it. */
export async function makeDue(
  tx: Transaction,
  { workspaceId, sourceId, streams, trigger, now }: Due,
): Promise<string[]> {
  const rows = await tx<{ stream: string }[]>`
    update stream_states set next_run_at = ${now}, next_trigger = ${trigger}, wanted_as_of = greatest(wanted_as_of, ${now})
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and status <> 'UNSUPPORTED'
      and (${streams === null} or stream = any(${[...(streams ?? [])]}::text[]))
    returning stream`
  return rows.map((it) => it.stream)
}

const REPLACED: Fault = {
  code: 'OUTCOME_UNKNOWN',
  message: 'A reading from the beginning was asked for and takes the place of this one.',
  actor: 'CALLER',
  retryable: true,
}

/** A run that is under way is closed, or its next page would bring its own position back. */
async function startOver(
  tx: Transaction,
  {
    workspaceId,
    sourceId,
    streams,
    now,
  }: { workspaceId: string; sourceId: string; streams: string[]; now: Date },
): Promise<void> {
  await forgetPositions(tx, { workspaceId, sourceId, streams })
  await closeRunning(tx, { workspaceId, sourceId, streams }, { now, error: REPLACED })
}
