import * as tables from '../../../schema/sources.ts'
import { companies as companyTable } from '../../../schema/workspaces.ts'
import type { Fault } from '../../domain/errors.ts'
import type { Statements } from '../database.ts'
import type { Fragment, Snapshot } from '../snapshot.ts'
import { allOf, oneOf, type Given } from './conditions.ts'
import { reading, type RowOf } from './reading.ts'

export const companies = reading(companyTable, { leaveOut: ['workspaceId', 'createdAt'] })
export const sources = reading(tables.sources, { leaveOut: ['workspaceId'] })
export const syncRuns = reading(tables.syncRuns, { leaveOut: ['workspaceId'] })
export const anomalies = reading(tables.anomalies, { leaveOut: ['workspaceId'] })
export const streamStates = reading(tables.streamStates, {
  leaveOut: ['workspaceId', 'checkpoint', 'wantedAsOf'],
})

export type CompanyRow = RowOf<typeof companies>
export type SourceRow = RowOf<typeof sources>
export type SyncRunRow = RowOf<typeof syncRuns>
export type AnomalyRow = RowOf<typeof anomalies>
export type StreamStateRow = RowOf<typeof streamStates>

export interface SourceFilter {
  companyIds?: Given<readonly string[]>
  providers?: Given<readonly string[]>
  ids?: Given<readonly string[]>
}

export const sourceConditions = (sql: Statements, filter: SourceFilter): Fragment[] => [
  ...oneOf(sql, 't.company_id', filter.companyIds),
  ...oneOf(sql, 't.provider', filter.providers),
  ...oneOf(sql, 't.id', filter.ids),
]

export interface AnomalyFilter {
  sourceIds?: Given<readonly string[]>
  codes?: Given<readonly string[]>
  resolved?: Given<boolean>
}

export const anomalyConditions = (sql: Statements, filter: AnomalyFilter): Fragment[] => [
  ...oneOf(sql, 't.source_id', filter.sourceIds),
  ...oneOf(sql, 't.code', filter.codes),
  ...(filter.resolved == null
    ? []
    : [filter.resolved ? sql`t.resolved_at is not null` : sql`t.resolved_at is null`]),
]

/** The workspace's name, and the instant up to which all streams of its connected sources were read. */
export const readWorkspace = (snapshot: Snapshot) =>
  snapshot.read(
    (sql) => sql<{ name: string; freshAsOf: string | null }[]>`
      select w.name, (
        -- One stream that was never read makes the answer unknown.
        select case when bool_and(t.fresh_as_of is not null) then min(t.fresh_as_of) end
        from stream_states t join sources s on s.workspace_id = t.workspace_id and s.id = t.source_id
        where t.workspace_id = w.workspace_id and t.status <> 'UNSUPPORTED' and s.disconnected_at is null
      ) as "freshAsOf"
      from workspaces w where w.workspace_id = ${snapshot.workspaceId}`,
  )

/** All of the workspace's source ids that the filter lets through. */
export const readSourceIds = (snapshot: Snapshot, filter: SourceFilter) =>
  snapshot.read(
    (sql) => sql<{ id: string }[]>`
      select t.id from sources t where ${allOf(sql, snapshot.workspaceId, sourceConditions(sql, filter))}`,
  )

export const readSubsidiaries = (snapshot: Snapshot, companyIds: readonly string[]) =>
  snapshot.read(
    (sql) => sql<CompanyRow[]>`
      select ${sql.unsafe(companies.columns)} from companies t
      where t.workspace_id = ${snapshot.workspaceId} and t.parent_id = any(${companyIds as string[]})
      order by t.id`,
  )

export const readSourcesOfCompanies = (snapshot: Snapshot, companyIds: readonly string[]) =>
  snapshot.read(
    (sql) => sql<SourceRow[]>`
      select ${sql.unsafe(sources.columns)} from sources t
      where t.workspace_id = ${snapshot.workspaceId} and t.company_id = any(${companyIds as string[]})
      order by t.id`,
  )

interface StreamAtWork {
  running: boolean
  rereadFailures: number | null
  rereadError: Fault | null
}

export const readStreamsOfSources = (snapshot: Snapshot, sourceIds: readonly string[]) =>
  snapshot.read(
    (sql) => sql<(StreamStateRow & StreamAtWork)[]>`
      select ${sql.unsafe(streamStates.columns)}, again.failures as "rereadFailures",
        again.last_error as "rereadError", exists (
          select from sync_runs r
          where r.workspace_id = t.workspace_id and r.source_id = t.source_id and r.stream = t.stream
            and r.status = 'RUNNING') as running
      from stream_states t
        left join rereadings again on again.workspace_id = t.workspace_id and again.source_id = t.source_id
          and again.stream = t.stream
      where t.workspace_id = ${snapshot.workspaceId} and t.source_id = any(${sourceIds as string[]})
      order by t.stream`,
  )

/** The newest run of each of the source's streams, in the order in which they began. */
export const readNewestRuns = (snapshot: Snapshot, sourceId: string) =>
  snapshot.read(
    (sql) => sql<SyncRunRow[]>`
      select newest.* from (
        select distinct on (t.stream) ${sql.unsafe(syncRuns.columns)} from sync_runs t
        where t.workspace_id = ${snapshot.workspaceId} and t.source_id = ${sourceId}
        order by t.stream, t.id desc
      ) newest order by newest.id`,
  )
