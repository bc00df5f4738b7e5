import type { Fault } from '../domain/errors.ts'
import type { Night } from '../domain/night.ts'
import type { SyncMode, SyncRunStatus, SyncTrigger } from '../domain/vocabulary.ts'
import type { AnyStream } from '../providers/provider.ts'
import type { Clock } from '../sources/clock.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import { endRereadingRun, isToReread } from './rereading.ts'
import type { Run } from './runs.ts'
import { intervalSeconds, retrySeconds, soonAfter } from './schedule.ts'
import { lockStream } from './states.ts'

const KEEP_RUNS = '14 days'

/** How a run ended. */
export type Ending =
  /** Everything that the provider showed at that instant is read; to be read again after the interval. */
  | {
      kind: 'complete'
      stream: Pick<AnyStream, 'incremental' | 'everySeconds' | 'lagSeconds' | 'reread'>
      asOf: Date
    }
  /** Stopped between two pages; to go on at once. */
  | { kind: 'stopped' }
  /** The provider, or its limit, asks to wait. */
  | { kind: 'deferred'; retryAt: Date; fault: Fault }
  | { kind: 'failed'; fault: Fault }

type Complete = Extract<Ending, { kind: 'complete' }>

interface Aftermath {
  clock: Clock
  now: Date
  /** As it is now: it may have changed since the run began. */
  mode: SyncMode
  /** Failures in a row, this one included. */
  failures: number
}

interface Closed {
  status: SyncRunStatus
  pages: number
  /** Whether it changed any record. */
  changed: boolean
}

/** Writes how the run ended into the run and its stream. Null when another closed the run before. */
export async function endRun(
  database: Database,
  run: Run,
  ending: Ending,
  { clock, night }: { clock: Clock; night: Night },
): Promise<Closed | null> {
  const now = clock.now()
  return await inWorkspace(database, run.workspaceId, async (tx) => {
    const mode = await lockStream(tx, run)
    if (mode === null) return null
    const closed = await closeRun(tx, run, ending, now)
    if (closed === null) return null
    const { rereading } = run
    if (rereading !== null) {
      await endRereadingRun(tx, { ...run, rereading }, ending, { clock, now })
      await setNext(tx, run, {
        at: soonAfter(now, intervalSeconds({ incremental: true }, mode), clock.random),
        trigger: 'SCHEDULE',
      })
      return closed
    }
    // A run that got further before it failed is no sign that the next one will not.
    const failures = closed.pages > 0 ? 1 : run.failures + 1
    const after = { clock, now, mode, failures }
    const isWhole = ending.kind === 'complete' && !ending.stream.incremental
    const wholeReadAt = ending.kind === 'complete' ? ending.asOf : null
    const [state] = await tx<{ wantedAsOf: string | null }[]>`
      update stream_states
      set ${tx(stateAfter(tx, run, ending, after))},
          progress = case when ${ending.kind} = 'complete' and progress is not null then 1 else progress end,
          whole_read_at = case when ${ending.kind} = 'complete' and (whole_read_at is null or ${isWhole})
            then ${wholeReadAt} else whole_read_at end
      where workspace_id = ${run.workspaceId} and source_id = ${run.sourceId} and stream = ${run.stream}
      returning wanted_as_of as "wantedAsOf"`
    const isWholeNext =
      ending.kind === 'complete' && (await isToReread(tx, run, { stream: ending.stream, mode, night, now }))
    const wantedAsOf = state?.wantedAsOf ? new Date(state.wantedAsOf) : null
    await setNext(tx, run, isWholeNext ? { at: now, trigger: 'SWEEP' } : next(run, ending, after, wantedAsOf))
    await forgetOldRuns(tx, run, now)
    return closed
  })
}

interface Next {
  at: Date
  trigger: SyncTrigger
}

/** Unless someone asked for a run meanwhile: then that one is next. */
async function setNext(tx: Transaction, run: Run, { at, trigger }: Next): Promise<void> {
  await tx`
    update stream_states
    set next_run_at = case when next_run_at = ${run.leasedUntil} then ${at} else least(next_run_at, ${at}) end,
        next_trigger = case when next_run_at = ${run.leasedUntil} then ${trigger} else next_trigger end
    where workspace_id = ${run.workspaceId} and source_id = ${run.sourceId} and stream = ${run.stream}`
}

async function closeRun(tx: Transaction, run: Run, ending: Ending, now: Date): Promise<Closed | null> {
  const status = { complete: 'SUCCEEDED', stopped: 'PARTIAL', deferred: 'DEFERRED', failed: 'FAILED' }[
    ending.kind
  ]
  const fault = 'fault' in ending ? JSON.stringify(ending.fault) : null
  const [row] = await tx<Closed[]>`
    update sync_runs
    set status = case when ${status} = 'FAILED' and pages > 0 then 'PARTIAL' else ${status} end,
        finished_at = ${now}, error = ${fault}::text::jsonb, calls = ${run.meter.calls}, retries = ${run.meter.retries}
    where workspace_id = ${run.workspaceId} and id = ${run.id} and status = 'RUNNING'
    returning status, pages, created + updated + deleted + rejected > 0 as changed`
  return row ?? null
}

/** What was asked for and cannot show yet, or was passed by before, is read again as soon as it shows. */
function next(run: Run, ending: Ending, after: Aftermath, wantedAsOf: Date | null): Next {
  const at = nextRunAt(ending, after)
  // Who asks while a run goes on has made the next one due, and clocks differ: a run that is its own reading is enough.
  const isShort = ending.kind === 'complete' && shownUpTo(ending) < run.startedAt
  if (!isShort || wantedAsOf === null || wantedAsOf <= shownUpTo(ending)) return { at, trigger: 'SCHEDULE' }
  const showsAt = later(after.now, new Date(wantedAsOf.getTime() + lagMs(ending)))
  return { at: showsAt < at ? showsAt : at, trigger: run.trigger }
}

const later = (one: Date, other: Date): Date => (one > other ? one : other)

/** Up to which instant the provider's changes are read. */
const shownUpTo = (ending: Complete): Date => new Date(ending.asOf.getTime() - lagMs(ending))

const lagMs = ({ stream: { lagSeconds = 0 } }: Complete): number => lagSeconds * 1000

function nextRunAt(ending: Ending, { clock, now, mode, failures }: Aftermath): Date {
  switch (ending.kind) {
    case 'complete':
      return later(now, soonAfter(ending.asOf, intervalSeconds(ending.stream, mode), clock.random))
    case 'stopped':
      return now
    case 'deferred':
      return ending.retryAt
    case 'failed':
      return soonAfter(now, retrySeconds(failures, mode), clock.random)
  }
}

function stateAfter(tx: Transaction, run: Run, ending: Ending, { now, failures }: Aftermath) {
  switch (ending.kind) {
    case 'complete':
      return {
        status: 'LIVE',
        fresh_as_of: shownUpTo(ending),
        last_success_at: now,
        last_error: null,
        failures: 0,
      }
    case 'stopped':
      return { failures: run.failures }
    case 'deferred':
      return { status: 'WAITING', last_error: tx.json({ ...ending.fault }) }
    case 'failed':
      return { status: 'FAILED', last_error: tx.json({ ...ending.fault }), failures }
  }
}

async function forgetOldRuns(tx: Transaction, run: Run, now: Date): Promise<void> {
  await tx`
    delete from sync_runs
    where workspace_id = ${run.workspaceId} and source_id = ${run.sourceId} and stream = ${run.stream}
      and started_at < ${now}::timestamptz - ${KEEP_RUNS}::interval`
}
