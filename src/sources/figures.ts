import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import type { SourceIds } from './budget.ts'
import { PerSource } from './per-source.ts'
import { lockStreams } from './streams.ts'
import { isStressed, type Figures } from './stress.ts'

/** How often what was measured is written. */
const WRITE_EVERY_MS = 10_000
const WRITE_EVERY_CALLS = 50
const RECENT_HALF_LIFE_SECONDS = 120
const USUAL_HALF_LIFE_SECONDS = 86_400
/** Streams that waited for a source that is well again are read spread over so long. */
const SPREAD_SECONDS = 60

export interface MeasuredCall {
  ms: number
  /** Throttled, or failed as if the provider were not there. */
  failed: boolean
}

interface Measured {
  calls: number
  errors: number
  ms: number
  /** When the first and the last of them ended. */
  since: Date
  until: Date
}

const measured = new PerSource<{ open: Measured | null }>()

/** Notes a call in memory, and writes the notes now and then. */
export async function measure(
  database: Database,
  ids: SourceIds,
  { ms, failed, now }: MeasuredCall & { now: Date },
): Promise<void> {
  const notes = measured.of(ids.sourceId, () => ({ open: null }))
  const isOld = notes.open !== null && now.getTime() - notes.open.since.getTime() >= WRITE_EVERY_MS
  if (isOld) await writeFigures(database, ids)
  const open = (notes.open ??= { calls: 0, errors: 0, ms: 0, since: now, until: now })
  open.calls += 1
  open.errors += failed ? 1 : 0
  open.ms += ms
  open.until = now
  if (open.calls >= WRITE_EVERY_CALLS) await writeFigures(database, ids)
}

/** Writes what is noted, and turns the source's streams to BATCH or back where that changes how it fares. */
export async function writeFigures(database: Database, ids: SourceIds): Promise<void> {
  const notes = measured.of(ids.sourceId, () => ({ open: null }))
  const { open } = notes
  if (open === null) return
  notes.open = null
  await inWorkspace(database, ids.workspaceId, async (tx) => {
    const figures = await addUp(tx, ids, open)
    const stressed = isStressed(figures, open.until)
    if (stressed !== (figures.stressedAt !== null)) await turn(tx, ids, stressed, open.until)
  })
}

/** Whether the source is under stress, as all workers have found it. */
export async function readStress(tx: Transaction, { workspaceId, sourceId }: SourceIds): Promise<boolean> {
  const rows = await tx`
    select from call_figures
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stressed_at is not null`
  return rows.length > 0
}

/** What is usual is learned while the source is well. */
async function addUp(
  tx: Transaction,
  ids: SourceIds,
  { calls, errors, ms, until }: Measured,
): Promise<Figures> {
  const [row] = await tx<(Omit<Figures, 'stressedAt'> & { stressedAt: string | null })[]>`
    insert into call_figures as it (workspace_id, source_id, recent_calls, recent_errors, recent_ms, usual_calls, usual_ms, measured_at)
    values (${ids.workspaceId}, ${ids.sourceId}, ${calls}, ${errors}, ${ms}, ${calls}, ${ms}, ${until})
    on conflict (workspace_id, source_id) do update set
      (recent_calls, recent_errors, recent_ms, usual_calls, usual_ms) = (
        select it.recent_calls * recent + excluded.recent_calls, it.recent_errors * recent + excluded.recent_errors,
          it.recent_ms * recent + excluded.recent_ms,
          case when it.stressed_at is null then it.usual_calls * usual + excluded.usual_calls else it.usual_calls end,
          case when it.stressed_at is null then it.usual_ms * usual + excluded.usual_ms else it.usual_ms end
        from (select greatest(0, extract(epoch from excluded.measured_at - it.measured_at)::float8) as passed) as time,
          lateral (select 0.5::float8 ^ least(passed / ${RECENT_HALF_LIFE_SECONDS}, 100) as recent,
            0.5::float8 ^ least(passed / ${USUAL_HALF_LIFE_SECONDS}, 100) as usual) as left_of),
      measured_at = greatest(it.measured_at, excluded.measured_at)
    returning recent_calls as "recentCalls", recent_errors as "recentErrors", recent_ms as "recentMs",
      usual_calls as "usualCalls", usual_ms as "usualMs", stressed_at as "stressedAt"`
  if (row === undefined) throw new Error(`the figures of source ${ids.sourceId} were not written`)
  return { ...row, stressedAt: row.stressedAt === null ? null : new Date(row.stressedAt) }
}

async function turn(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  stressed: boolean,
  now: Date,
): Promise<void> {
  await tx`
    update call_figures set stressed_at = ${stressed ? now : null}
    where workspace_id = ${workspaceId} and source_id = ${sourceId}`
  await lockStreams(tx, { workspaceId, sourceId })
  if (stressed) {
    await tx`
      update stream_states set mode = 'BATCH' where workspace_id = ${workspaceId} and source_id = ${sourceId}`
    return
  }
  await tx`
    update stream_states
    set mode = 'REALTIME', next_run_at = least(next_run_at, ${now}::timestamptz + random() * ${SPREAD_SECONDS} * interval '1 s')
    where workspace_id = ${workspaceId} and source_id = ${sourceId}`
  // What was gathered for a later, larger call need not wait for it any more.
  await tx`
    update webhook_events set due_at = ${now}
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and processed_at is null and attempts = 0
      and due_at > ${now}`
}
