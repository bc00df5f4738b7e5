import { newId } from '../domain/ids.ts'
import type { IncomingPage } from './apply.ts'
import type { Transaction } from './database.ts'
import type { Written } from './guard.ts'
import { rows } from './parameter.ts'
import { FOUND_BETWEEN_RECORDS } from './references.ts'

/**
 * Replaces what was found in these records by what is found now. A finding that stays keeps its id and its age; one
 * that is gone is resolved. Missing references are not found in a record by itself: see references.ts.
 */
export async function replaceFindings(
  tx: Transaction,
  page: IncomingPage,
  winners: readonly Written[],
): Promise<void> {
  const found = winners.flatMap(findingsOf)
  const had = winners.filter((it) => it.outcome === 'CHANGED').map((it) => it.incoming.remoteId)
  if (found.length === 0 && had.length === 0) return
  await tx`
    with found as (
      select * from json_to_recordset(${rows(found)}::text::json)
        as x(id uuid, "remoteId" text, code text, severity text, message text, path text[], rejected boolean)
    ), open as materialized (
      select id, remote_id, code, severity, message, path, rejected from anomalies
      where workspace_id = ${page.workspaceId} and source_id = ${page.sourceId} and stream = ${page.stream}
        and remote_id = any(${had}::text[]) and resolved_at is null and code <> all(${[...FOUND_BETWEEN_RECORDS]}::text[])
    ), resolved as (
      update anomalies set resolved_at = ${page.fetchedAt.toISOString()}
      where workspace_id = ${page.workspaceId} and id in (
        select open.id from open where not exists (select from found where ${same(tx)})
      )
    )
    insert into anomalies (workspace_id, id, source_id, stream, remote_id, code, severity, message, path, rejected,
      detected_at)
    select ${page.workspaceId}, id, ${page.sourceId}, ${page.stream}, "remoteId", code, severity, message, path,
      rejected, ${page.fetchedAt.toISOString()}
    from found where not exists (select from open where ${same(tx)})`
}

const same = (tx: Transaction) => tx`
  (found."remoteId", found.code, found.severity, found.message, found.path, found.rejected)
    = (open.remote_id, open.code, open.severity, open.message, open.path, open.rejected)`

function findingsOf({ incoming }: Written) {
  const { remoteId, kind, findings } = incoming
  return findings.map((it) => ({ ...it, id: newId(), remoteId, rejected: kind === 'unreadable' }))
}
