import type { AppliedChange } from './apply.ts'
import type { Place, RowChange } from './canonical.ts'
import type { Transaction } from './database.ts'
import { linkOf, type Link } from './links.ts'
import { isRecordType, tableOf } from './tables.ts'

/** The feed's view of changed rows: a changed link is a change of the record that shows it. */
export async function asChanges(
  tx: Transaction,
  place: Place,
  changed: readonly RowChange[],
): Promise<AppliedChange[]> {
  const changes: AppliedChange[] = changed.flatMap(({ type, id, kind, version, changedFields }) =>
    isRecordType(type) ? [{ kind, recordType: type, recordId: id, version, changedFields }] : [],
  )
  for (const [type, rows] of Map.groupBy(changed, (it) => it.type)) {
    const link = linkOf(type)
    if (link === undefined) continue
    const keys = rows.flatMap((it) => it.owner ?? [])
    changes.push(...(await bumpOwners(tx, place, link, keys, changes)))
  }
  return changes
}

/** An owner that has not arrived yet needs no new version, and one that is changed already has its own. */
async function bumpOwners(
  tx: Transaction,
  { workspaceId, sourceId }: Place,
  link: Link,
  keys: string[],
  changes: readonly AppliedChange[],
): Promise<AppliedChange[]> {
  const table = tableOf(link.owner)
  const named = link.byAlias
    ? '(key = any($3::text[]) or alias_key = any($3::text[]))'
    : 'key = any($3::text[])'
  const bumped = await tx.unsafe<{ id: string; version: number }[]>(
    `with owners as (
       select id from ${table}
       where workspace_id = $1 and source_id = $2 and ${named} and deleted_at is null and id <> all($4::uuid[])
       order by key for update
     )
     update ${table} it set version = it.version + 1, changed_fields = array[$5], updated_at = now()
     from owners where it.workspace_id = $1 and it.id = owners.id
     returning it.id, it.version`,
    [workspaceId, sourceId, [...new Set(keys)], changes.map((it) => it.recordId), link.shows],
    { prepare: true },
  )
  return bumped.map(({ id, version }) => ({
    kind: 'UPDATED',
    recordType: link.owner,
    recordId: id,
    version,
    changedFields: [link.shows],
  }))
}
