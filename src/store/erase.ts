import { inWorkspace, type Database, type Transaction } from './database.ts'
import { announce, appendChanges, type Origin } from './feed.ts'
import { isRecordType, STORED_TYPES, tableOf, type StoredType } from './tables.ts'

const BATCH = 2_000

/** What a source leaves beside its canonical records. */
const LEFT_OVERS = [
  'raw_records',
  'anomalies',
  'webhook_events',
  'sync_runs',
  'rate_windows',
  'circuits',
  'call_figures',
  'call_slots',
  'category_decisions',
  'source_files',
  'rereadings',
  'stream_states',
] as const

/**
 * Erases everything that was read from a source, and its credentials unless they open another source, too; only the
 * source's own row stays. Emits a
 * DELETED change for every record that was not yet deleted. Works in batches: what is interrupted goes on when it is
 * called again. Nothing may read from the source meanwhile.
 */
export async function eraseSource(database: Database, source: Origin): Promise<void> {
  for (const type of STORED_TYPES) {
    await untilNone(() => inWorkspace(database, source.workspaceId, (tx) => eraseRecords(tx, source, type)))
    await announce(database, source.workspaceId)
  }
  for (const table of LEFT_OVERS) {
    await untilNone(() => inWorkspace(database, source.workspaceId, (tx) => eraseRows(tx, source, table)))
  }
  await inWorkspace(database, source.workspaceId, (tx) => eraseCredentials(tx, source))
}

/** Ends because each round erases rows that nobody adds. */
async function untilNone(eraseSome: () => Promise<number>): Promise<void> {
  while ((await eraseSome()) > 0);
}

async function eraseRecords(tx: Transaction, source: Origin, type: StoredType): Promise<number> {
  const erased = await tx<{ id: string; version: number; wasDeleted: boolean }[]>`
    delete from ${tx(tableOf(type))}
    where workspace_id = ${source.workspaceId} and source_id = ${source.sourceId} and key in (
      select key from ${tx(tableOf(type))}
      where workspace_id = ${source.workspaceId} and source_id = ${source.sourceId} order by key limit ${BATCH}
    )
    returning id, version + 1 as version, deleted_at is not null as "wasDeleted"`
  if (isRecordType(type)) {
    const gone = erased.filter((it) => !it.wasDeleted)
    await appendChanges(
      tx,
      source,
      gone.map(({ id, version }) => ({
        kind: 'DELETED',
        recordType: type,
        recordId: id,
        version,
        changedFields: [],
      })),
    )
  }
  return erased.length
}

async function eraseRows(
  tx: Transaction,
  source: Origin,
  table: (typeof LEFT_OVERS)[number],
): Promise<number> {
  const { count } = await tx`
    delete from ${tx(table)} where ctid in (
      select ctid from ${tx(table)}
      where workspace_id = ${source.workspaceId} and source_id = ${source.sourceId} limit ${BATCH}
    )`
  return count
}

/** Unless they open another source, too. */
export async function eraseCredentials(
  tx: Transaction,
  { workspaceId, sourceId }: Pick<Origin, 'workspaceId' | 'sourceId'>,
): Promise<void> {
  await tx`
    delete from credentials c using sources s
    where s.workspace_id = ${workspaceId} and s.id = ${sourceId}
      and c.workspace_id = ${workspaceId} and c.grant_id = s.grant_id
      and not exists (
        select from sources other
        where other.workspace_id = ${workspaceId} and other.grant_id = s.grant_id and other.id <> s.id
          and other.disconnected_at is null)`
}
