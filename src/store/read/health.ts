import type { Fault } from '../../domain/errors.ts'
import type { Snapshot } from '../snapshot.ts'

export interface QueueDepth {
  sourceId: string
  depth: number
}

/** Streams that are due and webhook events that are not processed; sources without any are left out. */
export const readQueueDepths = (snapshot: Snapshot, sourceIds: readonly string[], now: Date) =>
  snapshot.read(
    (sql) => sql<QueueDepth[]>`
      select source_id as "sourceId", count(*)::int as depth from (
        select source_id from stream_states
        where workspace_id = ${snapshot.workspaceId} and source_id = any(${sourceIds as string[]})
          and next_run_at <= ${now.toISOString()} and status <> 'UNSUPPORTED'
        union all
        select source_id from webhook_events
        where workspace_id = ${snapshot.workspaceId} and source_id = any(${sourceIds as string[]})
          and processed_at is null
      ) waiting group by source_id`,
  )

export interface CircuitRow {
  sourceId: string
  /** In a row. */
  failures: number
  /** Until then nobody calls; after it, one at a time. As PostgreSQL writes instants. */
  retryAt: string
  /** Whether it is the provider's, for all of its sources. */
  ofProvider: boolean
  fault: Fault | null
}

/** The circuits that are not closed. */
export const readCircuits = (snapshot: Snapshot, sourceIds: readonly string[]) =>
  snapshot.read(
    (sql) => sql<CircuitRow[]>`
      select s.id as "sourceId", coalesce(c.failures, 0) as failures, coalesce(p.retry_at, c.retry_at) as "retryAt",
        p.retry_at is not null as "ofProvider", c.fault
      from sources s
        left join circuits c on c.workspace_id = s.workspace_id and c.source_id = s.id
        left join lateral provider_circuit(s.provider, s.environment) p on true
      where s.workspace_id = ${snapshot.workspaceId} and s.id = any(${sourceIds as string[]})
        and (c.retry_at is not null or p.retry_at is not null)`,
  )

export interface Attention {
  sourceId: string
  /** When any worker was last seen at work, for this source or others; null: none ever was. */
  workerSeenAt: string | null
  /** Since when the oldest of its webhook events that are due waits for a worker. As PostgreSQL writes instants. */
  dueSince: string | null
  /** When the oldest arrived that was tried in vain, and is news still: its stream was not read up to it since. */
  failingSince: string | null
  /** Why. */
  fault: Fault | null
}

/** Whether anybody attends to the sources, and to what their providers told of. */
export const readAttention = (snapshot: Snapshot, sourceIds: readonly string[], now: Date) =>
  snapshot.read(
    (sql) => sql<Attention[]>`
      select s.id as "sourceId", worker_seen() as "workerSeenAt",
        min(e.due_at) filter (where e.due_at <= ${now.toISOString()}) as "dueSince",
        min(e.received_at) filter (where e.failing) as "failingSince",
        (array_agg(e.error order by e.received_at) filter (where e.failing))[1] as fault
      from unnest(${sourceIds as string[]}::uuid[]) as s(id)
        left join (
          select e.source_id, e.due_at, e.received_at, e.error,
            e.error is not null and (t.fresh_as_of is null or t.fresh_as_of < e.received_at) as failing
          from webhook_events e
            left join stream_states t on t.workspace_id = e.workspace_id and t.source_id = e.source_id
              and t.stream = e.change -> 'what' ->> 'stream'
          where e.workspace_id = ${snapshot.workspaceId} and e.source_id = any(${sourceIds as string[]})
            and e.processed_at is null
        ) e on e.source_id = s.id
      group by s.id`,
  )

export interface BudgetRow {
  sourceId: string
  /** Whose calls are counted: the source's, or those of all sources at this provider. */
  scope: 'SOURCE' | 'APP'
  /** Null: all of the source's calls. */
  countsAs: string | null
  limit: number
  remaining: number
  windowSeconds: number
  /** When all of the limit is there again, if nothing more is called; null when it is now. */
  resetsAt: string | null
}

/** Calls under way, where their number is limited; sources without any are left out. */
export const readCallsUnderWay = (snapshot: Snapshot, sourceIds: readonly string[], now: Date) =>
  snapshot.read(
    (sql) => sql<{ sourceId: string; calls: number }[]>`
      select source_id as "sourceId", count(*)::int as calls from call_slots
      where workspace_id = ${snapshot.workspaceId} and source_id = any(${sourceIds as string[]})
        and until > ${now.toISOString()}
      group by source_id`,
  )

/** As of now: what was counted longer ago than a window lasts does not count any more. */
export const readBudgets = (snapshot: Snapshot, sourceIds: readonly string[], now: Date) =>
  snapshot.read(
    (sql) => sql<BudgetRow[]>`
      select source_id as "sourceId", scope, nullif(counts_as, '') as "countsAs", "limit", window_seconds as "windowSeconds",
        greatest("limit" - calls_in(slices), 0) as remaining,
        case when calls_in(slices) > 0 then room_at(slices, started_at, window_seconds, 1) end as "resetsAt"
      from (
        select scope, source_id, counts_as, "limit", window_seconds, greatest(started_at, begun) as started_at,
          moved_on(slices, started_at, begun, window_seconds) as slices
        from (
          select 'SOURCE' as scope, source_id, counts_as, "limit", window_seconds, started_at, slices,
            slice_start(${now.toISOString()}, window_seconds) as begun
          from rate_windows
          where workspace_id = ${snapshot.workspaceId} and source_id = any(${sourceIds as string[]})
          union all
          select 'APP', s.id, '', w."limit", w.window_seconds, w.started_at, w.slices,
            slice_start(${now.toISOString()}, w.window_seconds)
          from sources s, lateral app_windows_of(s.provider || '/' || s.environment) w
          where s.workspace_id = ${snapshot.workspaceId} and s.id = any(${sourceIds as string[]})
        ) counted
      ) windows order by scope desc, counts_as, window_seconds`,
  )
