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
