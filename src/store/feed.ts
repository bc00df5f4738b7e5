import type { AppliedChange, IncomingPage } from './apply.ts'
import type { Database, Transaction } from './database.ts'
import { rows } from './parameter.ts'

/** Notified with a workspace's id after its feed grew. */
export const CHANGES_CHANNEL = 'daybook_changes'

export type Origin = Pick<IncomingPage, 'workspaceId' | 'companyId' | 'sourceId' | 'via'>

/**
 * Appends to the workspace's feed and gives its last position, or null when there is nothing to append. To be a
 * transaction's last statement: it locks the feed's head until the commit, so that positions become visible in order
 * and without a gap.
 */
export async function appendChanges(
  tx: Transaction,
  { workspaceId, companyId, sourceId, via }: Origin,
  changes: readonly AppliedChange[],
): Promise<bigint | null> {
  if (changes.length === 0) return null
  const [head] = await tx<{ position: bigint }[]>`
    with head as (
      insert into feed_heads (workspace_id, position) values (${workspaceId}, ${changes.length})
      on conflict (workspace_id) do update set position = feed_heads.position + excluded.position
      returning position
    ), appended as (
      insert into changes (workspace_id, position, kind, record_type, record_id, company_id, source_id, version,
        changed_fields, via, occurred_at)
      select ${workspaceId}, head.position - ${changes.length} + x.ordinal, x.kind, x."recordType", x."recordId",
        ${companyId}, ${sourceId}, x.version, case x.kind when 'UPDATED' then x."changedFields" else '{}' end, ${via},
        clock_timestamp()
      from head, rows from (json_to_recordset(${rows(changes)}::text::json)
        as (kind text, "recordType" text, "recordId" uuid, version int, "changedFields" text[])) with ordinality
        as x(kind, "recordType", "recordId", version, "changedFields", ordinal)
    )
    select position from head`
  return head?.position ?? null
}

/** Wakes who follows the feed. Outside of any transaction, because one that notifies makes every commit queue up. */
export async function announce(database: Database, workspaceId: string): Promise<void> {
  try {
    await database.sql`select pg_notify(${CHANGES_CHANNEL}, ${workspaceId})`
  } catch {
    // What is written is written: without this call, followers find it at their next look.
  }
}
