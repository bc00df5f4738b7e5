import { inWorkspace, type Database } from './database.ts'
import { announce, appendChanges } from './feed.ts'

export interface CategoryDecision {
  workspaceId: string
  /** Of a transaction. */
  transactionId: string
  category: { code: string; name: string }
  now: Date
}

/**
 * Notes a person's word on what a transaction was for: it stands above the provider's, and its change is in the feed.
 * False when there is no such transaction, or it is deleted.
 */
export async function decideCategory(database: Database, decision: CategoryDecision): Promise<boolean> {
  const { workspaceId, transactionId, category, now } = decision
  const isDecided = await inWorkspace(database, workspaceId, async (tx) => {
    const [decided] = await tx<Decided[]>`
      with changed as (
        update transactions
        set version = version + 1, updated_at = ${now}, changed_fields = array['category']
        where workspace_id = ${workspaceId} and id = ${transactionId} and deleted_at is null
        returning source_id, company_id, key, version
      ), noted as (
        insert into category_decisions (workspace_id, source_id, key, code, name, decided_at)
        select ${workspaceId}, source_id, key, ${category.code}, ${category.name}, ${now} from changed
        on conflict (workspace_id, source_id, key) do update
        set code = excluded.code, name = excluded.name, decided_at = excluded.decided_at
      )
      select source_id as "sourceId", company_id as "companyId", version from changed`
    if (decided === undefined) return false
    const { sourceId, companyId, version } = decided
    await appendChanges(tx, { workspaceId, companyId, sourceId, via: 'WRITE' }, [
      {
        kind: 'UPDATED',
        recordType: 'TRANSACTION',
        recordId: transactionId,
        version,
        changedFields: ['category'],
      },
    ])
    return true
  })
  if (isDecided) await announce(database, workspaceId)
  return isDecided
}

interface Decided {
  sourceId: string
  companyId: string
  version: number
}
