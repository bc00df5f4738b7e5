import { readConfig, type Config } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { createSource } from '../../src/sources/create.ts'
import { runStream, type RunOptions } from '../../src/sync/run.ts'
import type { TestDatabase } from './database.ts'
import { silentLog } from './ledger-source.ts'

export interface FileSource {
  provider: Provider
  config: Config
  workspaceId: string
  companyId: string
  sourceId: string
}

/** A workspace and a company with one source, which is read from files. */
export async function connectFiles(db: TestDatabase, provider: Provider): Promise<FileSource> {
  const [workspaceId, companyId] = [newId(), newId()]
  const config = readConfig({
    DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    DATABASE_URL: db.url,
  })
  await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await db.owner.sql`
    insert into companies (workspace_id, id, name, base_currency) values (${workspaceId}, ${companyId}, 'Test', 'EUR')`
  const sourceId = await createSource(db.worker, config.masterKey, {
    ...{ workspaceId, companyId, provider },
    environment: 'SANDBOX',
    remoteId: 'files',
    remoteName: 'Statements',
    baseCurrency: 'EUR',
    access: null,
    now: new Date(),
  })
  return { provider, config, workspaceId, companyId, sourceId }
}

/** Runs its streams once, in their order, as the worker does; gives how each ended. */
export async function runFiles(
  db: TestDatabase,
  { provider, config, workspaceId, sourceId }: FileSource,
  also: Partial<RunOptions> = {},
): Promise<string[]> {
  const ended: string[] = []
  for (const stream of Object.keys(provider.streams)) {
    const status = await runStream({
      ...{ config, workspaceId, sourceId, stream },
      database: db.worker,
      signal: new AbortController().signal,
      log: silentLog,
      requestId: newId(),
      find: () => provider,
      ...also,
    })
    ended.push(status ?? 'none')
  }
  return ended
}
