import type { Fault } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { SyncMode, SyncTrigger } from '../domain/vocabulary.ts'
import type { Checkpoint } from '../providers/provider.ts'
import type { Meter } from '../sources/calls.ts'
import { lockStreams } from '../sources/streams.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import { dropRereadings, findRereading, moveRereading, type Rereading } from './rereading.ts'
import { lockStream, type StreamKey } from './states.ts'

/** A stream that is being read is not due, unless someone asks for it meanwhile or its run is forgotten. */
const LEASE_MS = 5 * 60_000

const PUT_OFF_MS = 20_000
/** Nobody waits for a run that began before: its worker may be gone. */
const LONGEST_RUN_MS = 2 * 3_600_000

/** What one run works with. */
export interface Run extends StreamKey {
  id: string
  startedAt: Date
  /** What it answers. */
  trigger: SyncTrigger
  mode: SyncMode
  checkpoint: Checkpoint | null
  /** Where it reads the stream whole beside its changes: then the checkpoint is that reading's. */
  rereading: Rereading | null
  /** Runs before this one that failed in a row. */
  failures: number
  /** The stream's next_run_at as this run set it; another value means that someone asked for a run since. */
  leasedUntil: Date
  /** Calls to the provider so far. */
  meter: Meter
}

const INTERRUPTED: Fault = {
  code: 'OUTCOME_UNKNOWN',
  message:
    'The worker that read this stream stopped in the middle. Reading goes on after the last complete page.',
  actor: 'OPERATOR',
  retryable: true,
}

/**
 * Opens a run, and closes one that its worker left behind. Null when the source has no such stream, or when another is
 * being read of a source under stress: the stream is put off then.
 */
export async function beginRun(
  database: Database,
  { key, trigger, now }: { key: StreamKey; trigger: SyncTrigger | undefined; now: Date },
): Promise<Run | null> {
  const { workspaceId, sourceId, stream } = key
  return await inWorkspace(database, workspaceId, async (tx) => {
    const stressed = await lockIfStressed(tx, key)
    const [state] = await tx<
      { checkpoint: Checkpoint | null; mode: SyncMode; failures: number; next_trigger: SyncTrigger }[]
    >`
      select checkpoint, mode, failures, next_trigger from stream_states
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream} for update`
    if (state === undefined) return null
    await closeRunning(tx, { workspaceId, sourceId, streams: [stream] }, { now, error: INTERRUPTED })
    if (stressed && (await putOff(tx, key, now))) return null
    const answered = trigger ?? state.next_trigger
    const rereading = answered === 'SWEEP' ? await findRereading(tx, key) : null
    const run: Run = {
      workspaceId,
      sourceId,
      stream,
      id: newId(now.getTime()),
      startedAt: now,
      trigger: answered,
      mode: state.mode,
      checkpoint: rereading === null ? state.checkpoint : rereading.checkpoint,
      rereading: rereading && { beganAt: rereading.beganAt },
      failures: state.failures,
      leasedUntil: new Date(now.getTime() + LEASE_MS),
      meter: { calls: 0, retries: 0 },
    }
    await tx`
      insert into sync_runs (workspace_id, id, source_id, stream, trigger, started_at)
      values (${workspaceId}, ${run.id}, ${sourceId}, ${stream}, ${answered}, ${now})`
    await tx`
      update stream_states
      set next_run_at = ${run.leasedUntil}, status = case when fresh_as_of is null then 'BACKFILLING' else status end
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
    return run
  })
}

/** Of a source under stress one run begins after the other, so that each sees those before it. */
async function lockIfStressed(tx: Transaction, key: StreamKey): Promise<boolean> {
  const { workspaceId, sourceId, stream } = key
  const [state] = await tx<{ mode: SyncMode }[]>`
    select mode from stream_states
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
  if (state?.mode !== 'BATCH') return false
  await lockStreams(tx, key)
  return true
}

/**
 * A source under stress takes one call at a time: a second run would only keep a worker waiting, and the first one from
 * getting on. True when the stream was put off because another one is being read.
 */
async function putOff(
  tx: Transaction,
  { workspaceId, sourceId, stream }: StreamKey,
  now: Date,
): Promise<boolean> {
  const putOff = await tx`
    update stream_states set next_run_at = ${new Date(now.getTime() + PUT_OFF_MS)}
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}
      and exists (
        select from sync_runs
        where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream <> ${stream}
          and status = 'RUNNING' and started_at > ${new Date(now.getTime() - LONGEST_RUN_MS)})`
  return putOff.count > 0
}

/** Ends the streams' open runs, whoever is at them: they notice when they commit their next page. */
export async function closeRunning(
  tx: Transaction,
  { workspaceId, sourceId, streams }: Omit<StreamKey, 'stream'> & { streams: string[] },
  { now, error }: { now: Date; error: Fault },
): Promise<void> {
  await tx`
    update sync_runs
    set status = case when pages > 0 then 'PARTIAL' else 'FAILED' end, finished_at = ${now},
        error = ${JSON.stringify(error)}::text::jsonb
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = any(${streams}::text[])
      and status = 'RUNNING'`
}

/**
 * The provider no longer knows the position: the stream is read again from its beginning. Records stay. A run that was
 * closed meanwhile leaves its successor's position alone.
 */
export async function forgetCheckpoint(database: Database, run: Run): Promise<void> {
  const { workspaceId, sourceId, stream } = run
  await inWorkspace(database, workspaceId, async (tx) => {
    await lockStream(tx, run)
    const running = await tx`
      select from sync_runs where workspace_id = ${workspaceId} and id = ${run.id} and status = 'RUNNING'`
    if (running.count === 0) return
    if (run.rereading === null) await forgetPositions(tx, { workspaceId, sourceId, streams: [stream] })
    else await moveRereading(tx, run, null)
  })
}

/** The next run of each of these streams reads it from its beginning. */
export async function forgetPositions(
  tx: Transaction,
  { workspaceId, sourceId, streams }: Omit<StreamKey, 'stream'> & { streams: readonly string[] },
): Promise<void> {
  await tx`
    update stream_states set checkpoint = null, whole_read_at = null
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = any(${[...streams]}::text[])`
  await dropRereadings(tx, { workspaceId, sourceId, streams })
}
