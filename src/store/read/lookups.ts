import type { Snapshot } from '../snapshot.ts'
import type { Reading } from './reading.ts'

/** How records name each other: a key is unique within its source. */
export interface Reference {
  sourceId: string
  key: string
}

interface Identified {
  id: string
}

/** The rows with these ids, in no order; unknown ids are left out. */
export function readByIds<Row extends Identified>(
  snapshot: Snapshot,
  { table, columns }: Reading<Row>,
  ids: readonly string[],
): Promise<Row[]> {
  return snapshot.read(
    (sql) => sql<Row[]>`
      select ${sql.unsafe(columns)} from ${sql(table)} t
      where t.workspace_id = ${snapshot.workspaceId} and t.id = any(${ids as string[]})`,
  )
}

/** The rows that these references name, in no order. */
export function readByKeys<Row extends Reference>(
  snapshot: Snapshot,
  { table, columns }: Reading<Row>,
  references: readonly Reference[],
): Promise<Row[]> {
  return snapshot.read(
    (sql) => sql<Row[]>`
      select ${sql.unsafe(columns)}
      from unnest(${references.map((it) => it.sourceId)}::uuid[], ${references.map((it) => it.key)}::text[]) p (source_id, key)
      join ${sql(table)} t
        on t.workspace_id = ${snapshot.workspaceId} and t.source_id = p.source_id and t.key = p.key`,
  )
}
