import { newId } from '../domain/ids.ts'
import { inWorkspace, type Database } from './database.ts'

export interface NewCompany {
  workspaceId: string
  name: string
  legalName: string | null
  /** ISO 4217. */
  baseCurrency: string | null
  country: string | null
  parentId: string | null
  now: Date
}

/** Returns the company's id; null when the workspace has no such parent. */
export async function createCompany(database: Database, company: NewCompany): Promise<string | null> {
  const { workspaceId, name, legalName, baseCurrency, country, parentId, now } = company
  const id = newId(now.getTime())
  const { count } = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx`
      insert into companies (workspace_id, id, name, legal_name, base_currency, country, parent_id, created_at)
      select ${workspaceId}, ${id}, ${name}, ${legalName}, ${baseCurrency}, ${country}, ${parentId}::uuid, ${now}
      where ${parentId}::uuid is null
        or exists (select from companies where workspace_id = ${workspaceId} and id = ${parentId}::uuid)`,
  )
  return count === 1 ? id : null
}
