import type { IngestPath } from '../../domain/vocabulary.ts'
import type { Statements } from '../database.ts'
import type { Snapshot } from '../snapshot.ts'
import { anomalies, type AnomalyRow } from './sources.ts'

/** A provider's own record: its stream and its id there. */
export interface RemoteReference {
  sourceId: string
  stream: string
  remoteId: string
}

export interface RawRecordRow extends RemoteReference {
  remoteUrl: string | null
  remoteUpdatedAt: string | null
  fetchedAt: string
  via: IngestPath
  syncRunId: string | null
  /** "<TYPE> <key>" of each canonical record that it maps to. */
  produced: string[]
}

export const readRawRecords = (snapshot: Snapshot, references: readonly RemoteReference[]) =>
  snapshot.read(
    (sql) => sql<RawRecordRow[]>`
      select ${identity(sql)}, t.remote_url as "remoteUrl", t.remote_updated_at as "remoteUpdatedAt",
             t.fetched_at as "fetchedAt", t.via, t.sync_run_id as "syncRunId", t.produced
      from ${remotes(sql, references)} join raw_records t on ${isNamed(sql, snapshot)}`,
  )

/** The records' text as received. Apart from the rest, because it is big and seldom asked for. */
export const readRawTexts = (snapshot: Snapshot, references: readonly RemoteReference[]) =>
  snapshot.read(
    (sql) => sql<(RemoteReference & { raw: string | null })[]>`
      select ${identity(sql)}, t.raw
      from ${remotes(sql, references)} join raw_records t on ${isNamed(sql, snapshot)}`,
  )

/** What is not resolved, oldest first. */
export const readAnomaliesOf = (snapshot: Snapshot, references: readonly RemoteReference[]) =>
  snapshot.read(
    (sql) => sql<(AnomalyRow & { remoteId: string })[]>`
      select ${sql.unsafe(anomalies.columns)}
      from ${remotes(sql, references)} join anomalies t on ${isNamed(sql, snapshot)}
      where t.resolved_at is null order by t.id`,
  )

const identity = (sql: Statements) => sql`t.source_id as "sourceId", t.stream, t.remote_id as "remoteId"`

const remotes = (sql: Statements, references: readonly RemoteReference[]) => sql`
  unnest(${references.map((it) => it.sourceId)}::uuid[], ${references.map((it) => it.stream)}::text[],
         ${references.map((it) => it.remoteId)}::text[]) p (source_id, stream, remote_id)`

const isNamed = (sql: Statements, snapshot: Snapshot) => sql`
  t.workspace_id = ${snapshot.workspaceId} and t.source_id = p.source_id and t.stream = p.stream
    and t.remote_id = p.remote_id`
