import { wakeWorkers } from '../jobs/wake.ts'
import { keepFile, type KeptFile, type NewFile } from '../sources/files.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { makeDue } from './request.ts'

/** Keeps a file and has its source's streams read it now. Throws what keepFile throws. */
export async function takeFile(database: Database, file: NewFile): Promise<KeptFile> {
  const kept = await keepFile(database, file)
  const { workspaceId, sourceId, now } = file
  // A file that is known may have been kept by a process that ended before it said so.
  await inWorkspace(database, workspaceId, async (tx) => {
    await makeDue(tx, { workspaceId, sourceId, streams: null, trigger: 'REQUEST', now })
    await wakeWorkers(tx)
  })
  return kept
}
