import { UsageError } from '../commands/usage.ts'
import type { Database } from '../store/database.ts'

/** The id of the workspace of that name. */
export async function findWorkspace(owner: Database, name: string): Promise<string> {
  const rows = await owner.sql<
    { workspace_id: string }[]
  >`select workspace_id from workspaces where name = ${name}`
  const [found] = rows
  if (found === undefined) {
    const known = await owner.sql<{ name: string }[]>`select name from workspaces order by name limit 20`
    throw new UsageError(
      `There is no workspace "${name}". There are: ${known.map((it) => it.name).join(', ') || 'none'}.`,
    )
  }
  return found.workspace_id
}
