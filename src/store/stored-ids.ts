import { inWorkspace, type Database } from './database.ts'

/** Those beyond are found when these are gone. */
const MOST = 50_000

interface Place {
  workspaceId: string
  sourceId: string
  stream: string
}

/** Remote ids of a stream's records that begin so and are not deleted, whether or not they could be read. */
export async function storedIds(
  database: Database,
  { workspaceId, sourceId, stream }: Place,
  prefix: string,
): Promise<string[]> {
  const rows = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx<{ remoteId: string }[]>`
      select remote_id as "remoteId" from raw_records
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}
        and starts_with(remote_id, ${prefix}) and deleted_at is null
      order by remote_id limit ${MOST}`,
  )
  return rows.map((it) => it.remoteId)
}
