import type { IncomingPage } from './apply.ts'
import type { Transaction } from './database.ts'
import { compare, type Outcome, type Written } from './guard.ts'
import { readPage, type Incoming } from './incoming.ts'
import { rows } from './parameter.ts'
import { nameOf } from './produced.ts'
import { CollisionError } from './retry.ts'

/** Writes the page's raw records where they win, and says how each fared. Their rows stay locked until commit. */
export async function writeRaw(tx: Transaction, page: IncomingPage): Promise<Written[]> {
  const written = await compare(tx, page, readPage(page))
  const having = (outcome: Outcome) => written.filter((it) => it.outcome === outcome).map((it) => it.incoming)
  if (page.stored !== undefined) {
    await noteMapping(tx, page, having('CHANGED'))
    return written
  }
  await insert(tx, page, having('NEW'))
  await update(tx, page, having('CHANGED'))
  await touch(tx, page, having('SAME'), having('LATE'))
  return written
}

function rowOf(it: Incoming, fetchedAt: Date) {
  const { remoteId, stamp } = it
  if (it.kind === 'gone') {
    return { remoteId, stamp, rejected: false, deletedAt: stamp ?? fetchedAt }
  }
  const { raw, hash, remoteUrl } = it
  const produced = it.kind === 'readable' ? it.records.map(nameOf) : undefined
  return { remoteId, stamp, raw, hash, remoteUrl, rejected: it.kind === 'unreadable', produced }
}

async function insert(tx: Transaction, page: IncomingPage, all: Incoming[]): Promise<void> {
  if (all.length === 0) return
  const { count } = await tx`${insertion(tx, page, all)} on conflict do nothing`
  // Doing nothing does not wait for a lock, so that two writers never wait for each other here.
  if (count < all.length) throw new CollisionError('Another writer has just added the same records.')
}

/** A deletion keeps the last raw and what it made; its stamp replaces the record's, even by null. */
async function update(tx: Transaction, page: IncomingPage, all: Incoming[]): Promise<void> {
  if (all.length === 0) return
  // The rows are there and locked. An upsert finds each by its key, whatever the planner would do with a join.
  await tx`
    ${insertion(tx, page, all)}
    on conflict (workspace_id, source_id, stream, remote_id) do update
    set raw = coalesce(excluded.raw, it.raw), content_hash = coalesce(excluded.content_hash, it.content_hash),
      remote_updated_at = excluded.remote_updated_at, remote_url = coalesce(excluded.remote_url, it.remote_url),
      fetched_at = excluded.fetched_at, seen_at = greatest(it.seen_at, excluded.seen_at), via = excluded.via,
      sync_run_id = excluded.sync_run_id, rejected = excluded.rejected,
      produced = coalesce(excluded.produced, it.produced), deleted_at = excluded.deleted_at`
}

/** Of what is only mapped again: what was received, and when, stays. */
async function noteMapping(tx: Transaction, page: IncomingPage, all: Incoming[]): Promise<void> {
  if (all.length === 0) return
  await tx`
    update raw_records it
    set rejected = x.rejected, produced = coalesce(x.produced, it.produced),
      remote_updated_at = x.stamp, remote_url = x."remoteUrl"
    from json_to_recordset(${rows(all.map((it) => ({ ...rowOf(it, page.fetchedAt), raw: undefined })))}::text::json)
      as x("remoteId" text, stamp timestamptz, "remoteUrl" text, rejected boolean, produced text[])
    where it.workspace_id = ${page.workspaceId} and it.source_id = ${page.sourceId} and it.stream = ${page.stream}
      and it.remote_id = x."remoteId"
      and (it.rejected, it.produced, it.remote_updated_at, it.remote_url)
        is distinct from (x.rejected, coalesce(x.produced, it.produced), x.stamp, x."remoteUrl")`
}

function insertion(tx: Transaction, page: IncomingPage, all: Incoming[]) {
  const fetchedAt = page.fetchedAt.toISOString()
  return tx`
    insert into raw_records as it (workspace_id, source_id, stream, remote_id, raw, content_hash, remote_updated_at,
      remote_url, fetched_at, seen_at, via, sync_run_id, rejected, produced, deleted_at)
    select ${page.workspaceId}, ${page.sourceId}, ${page.stream}, x."remoteId", x.raw, x.hash, x.stamp,
      x."remoteUrl", ${fetchedAt}, ${fetchedAt}, ${page.via}, ${page.syncRunId}, x.rejected, x.produced, x."deletedAt"
    from json_to_recordset(${rows(all.map((it) => rowOf(it, page.fetchedAt)))}::text::json)
      as x("remoteId" text, stamp timestamptz, raw text, hash text, "remoteUrl" text, rejected boolean,
        produced text[], "deletedAt" timestamptz)
    order by x."remoteId"`
}

/** Moves the instants on of what was named again, so that ages stay true. Touches no indexed column. */
async function touch(tx: Transaction, page: IncomingPage, same: Incoming[], late: Incoming[]): Promise<void> {
  const fetched = same.map((it) => it.remoteId)
  const seen = [...fetched, ...late.map((it) => it.remoteId), ...(page.presentIds ?? [])]
  if (seen.length === 0) return
  await tx`
    update raw_records
    set seen_at = greatest(seen_at, ${page.fetchedAt.toISOString()}),
      fetched_at = case when remote_id = any(${fetched}::text[])
        then greatest(fetched_at, ${page.fetchedAt.toISOString()}) else fetched_at end
    where workspace_id = ${page.workspaceId} and source_id = ${page.sourceId} and stream = ${page.stream}
      and remote_id = any(${seen}::text[])`
}
