import type { Night } from '../domain/night.ts'
import type { SyncMode } from '../domain/vocabulary.ts'
import type { AnyStream, Checkpoint } from '../providers/provider.ts'
import type { Clock } from '../sources/clock.ts'
import type { Transaction } from '../store/database.ts'
import type { Ending } from './ending.ts'
import type { Run } from './runs.ts'
import { retrySeconds, soonAfter } from './schedule.ts'
import type { StreamKey } from './states.ts'
import { isTimeToReread, type Rhythm } from './windows.ts'

// A stream that is read by its changes is read whole again from time to time, beside them: runs of the two take turns,
// and each has a position of its own. The row of a source in `rereadings` says which of its streams has its turn.

/** One run brings it so much further at most, to the next position from which it can go on; then changes have a turn. */
export const REREADING_RUN_MS = 60_000
/** One that has not ended by then is begun anew, or leaves its place to another stream of the source. */
const LONGEST_MS = 3 * 86_400_000

export interface Rereading {
  beganAt: Date
}

type Facts = Pick<AnyStream, 'incremental' | 'reread'>

/** How often a stream is read whole beside its changes; null: never. */
function rhythmOf({ incremental, reread = 'weekly' }: Facts): Rhythm | null {
  return incremental && reread !== 'never' ? reread : null
}

interface Now {
  stream: Facts
  mode: SyncMode
  night: Night
  now: Date
}

/**
 * Whether the next run is to read the stream whole, or to go on with that. Asked when its changes are read: what is
 * whole readings' own trouble never holds them up. The stream's row is locked.
 */
export async function isToReread(
  tx: Transaction,
  { workspaceId, sourceId, stream: name }: StreamKey,
  { stream, mode, night, now }: Now,
): Promise<boolean> {
  const rhythm = rhythmOf(stream)
  if (rhythm === null) return false
  const key = { workspaceId, sourceId }
  const [state] = await tx<{ lastAt: string | null; beganAt: string | null; retryAt: string | null }[]>`
    select t.whole_read_at as "lastAt", r.began_at as "beganAt", r.retry_at as "retryAt"
    from stream_states t left join rereadings r
      on r.workspace_id = t.workspace_id and r.source_id = t.source_id and r.stream = t.stream
        and r.began_at > ${longAgo(now)}
    where t.workspace_id = ${workspaceId} and t.source_id = ${sourceId} and t.stream = ${name}`
  if (!state?.lastAt) return false
  if (state.retryAt !== null && new Date(state.retryAt) > now) return false
  const standing = { rhythm, mode, lastAt: new Date(state.lastAt), turn: turnOf(sourceId) }
  const isUnderWay = state.beganAt !== null
  if (!isUnderWay && !isTimeToReread(standing, { night, now })) return false
  if (rhythm === 'weekly' && !(await isWell(tx, key))) return false
  return isUnderWay || (await begin(tx, { ...key, stream: name }, now))
}

const longAgo = (now: Date) => new Date(now.getTime() - LONGEST_MS)

/** At least 0, below 1: by the part of the id that is random. */
const turnOf = (sourceId: string): number => Number.parseInt(sourceId.slice(-8), 16) / 2 ** 32

/** A source in trouble has other worries than what it may have changed in silence. */
async function isWell(
  tx: Transaction,
  { workspaceId, sourceId }: Omit<StreamKey, 'stream'>,
): Promise<boolean> {
  const troubled = await tx`
    select from stream_states
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and status <> 'UNSUPPORTED'
      and (mode <> 'REALTIME' or status <> 'LIVE') limit 1`
  return troubled.count === 0
}

/** False where another stream of the source is at it. */
async function begin(
  tx: Transaction,
  { workspaceId, sourceId, stream }: StreamKey,
  now: Date,
): Promise<boolean> {
  const begun = await tx`
    insert into rereadings as it (workspace_id, source_id, stream, began_at)
    values (${workspaceId}, ${sourceId}, ${stream}, ${now})
    on conflict (workspace_id, source_id) do update
    set stream = excluded.stream, began_at = excluded.began_at, checkpoint = null, failures = 0, last_error = null,
        retry_at = null
    where it.began_at <= ${longAgo(now)}`
  return begun.count > 0
}

/** Null when none of the stream is under way. */
export async function findRereading(
  tx: Transaction,
  { workspaceId, sourceId, stream }: StreamKey,
): Promise<(Rereading & { failures: number; checkpoint: Checkpoint | null }) | null> {
  const [row] = await tx<{ beganAt: string; failures: number; checkpoint: Checkpoint | null }[]>`
    select began_at as "beganAt", failures, checkpoint from rereadings
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
  return row === undefined ? null : { ...row, beganAt: new Date(row.beganAt) }
}

/** To where it got; null: back to the beginning. */
export async function moveRereading(
  tx: Transaction,
  { workspaceId, sourceId, stream }: StreamKey,
  checkpoint: Checkpoint | null,
): Promise<void> {
  await tx`
    update rereadings
    set checkpoint = ${checkpoint === null ? null : JSON.stringify(checkpoint)}::text::jsonb,
        failures = case when ${checkpoint === null} then failures else 0 end
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
}

/** These streams are read from their beginning anyway. */
export async function dropRereadings(
  tx: Transaction,
  { workspaceId, sourceId, streams }: Omit<StreamKey, 'stream'> & { streams: readonly string[] },
): Promise<void> {
  await tx`
    delete from rereadings
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = any(${[...streams]}::text[])`
}

/** Writes how one of its runs ended. The stream's own state tells of its changes, so it stays. */
export async function endRereadingRun(
  tx: Transaction,
  run: Run & { rereading: Rereading },
  ending: Ending,
  { clock, now }: { clock: Clock; now: Date },
): Promise<void> {
  const { workspaceId, sourceId, stream, rereading } = run
  if (ending.kind === 'complete') {
    await dropRereadings(tx, { workspaceId, sourceId, streams: [stream] })
    await tx`
      update stream_states set whole_read_at = ${rereading.beganAt}
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
    return
  }
  // What it was when the run began may be over: a page that moved the position ended it.
  const before = (await findRereading(tx, run))?.failures ?? 0
  const failures = ending.kind === 'failed' ? before + 1 : before
  const retryAt =
    ending.kind === 'deferred'
      ? ending.retryAt
      : ending.kind === 'failed'
        ? soonAfter(now, retrySeconds(failures, 'REALTIME'), clock.random)
        : null
  const fault = 'fault' in ending ? JSON.stringify(ending.fault) : null
  await tx`
    update rereadings set failures = ${failures}, retry_at = ${retryAt}, last_error = ${fault}::text::jsonb
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}`
}
