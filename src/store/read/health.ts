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

export interface BudgetRow {
  sourceId: string
  /** Null: all of the source's calls. */
  countsAs: string | null
  limit: number
  remaining: number
  windowSeconds: number
  /** Null when the window is untouched. */
  resetsAt: string | null
}

export const readBudgets = (snapshot: Snapshot, sourceIds: readonly string[], now: Date) =>
  snapshot.read(
    (sql) => sql<BudgetRow[]>`
      select source_id as "sourceId", nullif(counts_as, '') as "countsAs", "limit", window_seconds as "windowSeconds",
             case when resets_at > ${now.toISOString()} then greatest("limit" - calls, 0) else "limit" end as remaining,
             case when resets_at > ${now.toISOString()} then resets_at end as "resetsAt"
      from (
        select *, started_at + make_interval(secs => window_seconds) as resets_at from rate_windows
        where workspace_id = ${snapshot.workspaceId} and source_id = any(${sourceIds as string[]})
      ) windows order by counts_as, window_seconds`,
  )
