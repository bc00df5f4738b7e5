import type { Snapshot } from '../snapshot.ts'
import type { Reference } from './lookups.ts'

export interface DecisionRow {
  sourceId: string
  ofKey: string
  code: string
  name: string
}

/** What persons decided on these transactions, or on the pending ones that became them. */
export const readDecisions = (snapshot: Snapshot, transactions: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<DecisionRow[]>`
      select t.source_id as "sourceId", t.key as "ofKey", d.code, d.name
      from unnest(${transactions.map((it) => it.sourceId)}::uuid[], ${transactions.map((it) => it.key)}::text[])
        p (source_id, key)
      join transactions t on t.workspace_id = ${snapshot.workspaceId} and t.source_id = p.source_id and t.key = p.key
      join category_decisions d on d.workspace_id = ${snapshot.workspaceId} and d.source_id = p.source_id
        and d.key in (t.key, t.pending_key)
      order by d.key = t.key desc`,
  )
