import { newId } from '../domain/ids.ts'
import type { Finding } from '../domain/entities.ts'
import { parseExactJson } from '../domain/exact-json.ts'
import type { ProviderCode } from '../domain/vocabulary.ts'
import type { findProvider } from '../providers/registry.ts'
import type { SourceIds } from '../sources/budget.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import { rows } from '../store/parameter.ts'

/** Statements of forty years, one a working day. */
const MOST_RECORDS = 10_000

/**
 * Holds the records of one stream against each other, where the provider knows how: what is found becomes an anomaly of
 * its record, and one that no longer holds is resolved.
 */
export async function checkBetween(
  database: Database,
  ids: SourceIds,
  find: typeof findProvider,
): Promise<void> {
  const { workspaceId, sourceId } = ids
  await inWorkspace(database, workspaceId, async (tx) => {
    const [source] = await tx<{ provider: ProviderCode }[]>`
      select provider from sources where workspace_id = ${workspaceId} and id = ${sourceId}`
    const between = source && find(source.provider)?.files?.between
    if (between === undefined) return
    const stored = await tx<{ raw: string }[]>`
      select raw from raw_records
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${between.stream}
        and raw is not null and deleted_at is null and not rejected
      order by fetched_at desc, remote_id limit ${MOST_RECORDS}`
    const found = between.find(stored.map((it) => parseExactJson(it.raw)))
    await note(tx, { ...ids, stream: between.stream }, found)
  })
}

/** Two statements, whatever was found: what is new, and what is gone. */
async function note(
  tx: Transaction,
  { workspaceId, sourceId, stream }: SourceIds & { stream: string },
  found: readonly { id: string; finding: Finding }[],
): Promise<void> {
  const now = rows(found.map(({ id, finding }) => ({ anomalyId: newId(), remoteId: id, ...finding })))
  await tx`
    update anomalies a set resolved_at = now()
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}
      and code in ('STATEMENT_GAP', 'STATEMENT_OVERLAP') and resolved_at is null
      and not exists (
        select from json_to_recordset(${now}::text::json) as x("remoteId" text, code text, message text)
        where x."remoteId" = a.remote_id and x.code = a.code and x.message = a.message)`
  await tx`
    insert into anomalies (workspace_id, id, source_id, stream, remote_id, code, severity, message, path, detected_at)
    select ${workspaceId}, x."anomalyId", ${sourceId}, ${stream}, x."remoteId", x.code, x.severity, x.message,
      array(select json_array_elements_text(x.path)), now()
    from json_to_recordset(${now}::text::json)
      as x("anomalyId" uuid, "remoteId" text, code text, severity text, message text, path json)
    where not exists (
      select from anomalies a
      where a.workspace_id = ${workspaceId} and a.source_id = ${sourceId} and a.stream = ${stream}
        and a.remote_id = x."remoteId" and a.code = x.code and a.message = x.message and a.resolved_at is null)`
}
