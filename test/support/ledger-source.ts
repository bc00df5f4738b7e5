import { pino } from 'pino'
import { readConfig, type Config } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import type { ProviderCode } from '../../src/domain/vocabulary.ts'
import { createSource } from '../../src/sources/create.ts'
import { runStream, type RunOptions } from '../../src/sync/run.ts'
import type { TestDatabase } from './database.ts'
import { ledgerProvider, type Ledger } from './ledger.ts'

export const silentLog = pino({ level: 'silent' })

export const findLedger = (code: ProviderCode) => (code === ledgerProvider.code ? ledgerProvider : undefined)

export interface LedgerSource {
  workspaceId: string
  companyId: string
  sourceId: string
  config: Config
}

/** A workspace and a company with one source, the ledger. */
export async function connectLedger(db: TestDatabase, ledger: Ledger): Promise<LedgerSource> {
  const workspaceId = newId()
  const companyId = newId()
  const config = readConfig({
    DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    DAYBOOK_XERO_URL: ledger.url,
    DATABASE_URL: db.url,
  })
  await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await db.owner.sql`
    insert into companies (workspace_id, id, name, base_currency) values (${workspaceId}, ${companyId}, 'Test', 'EUR')`
  const sourceId = await createSource(db.worker, config.masterKey, {
    workspaceId,
    companyId,
    provider: ledgerProvider,
    environment: 'SANDBOX',
    remoteId: 'ledger-1',
    remoteName: 'The ledger',
    baseCurrency: 'EUR',
    access: { kind: 'apiKey', apiKey: 'test-not-a-secret-key' },
    now: new Date(),
  })
  return { workspaceId, companyId, sourceId, config }
}

/** Runs one of the ledger's streams once, as the worker does. */
export const runLedger = (
  db: TestDatabase,
  { workspaceId, sourceId, config }: LedgerSource,
  stream: keyof typeof ledgerProvider.streams,
  also: Partial<RunOptions> = {},
) =>
  runStream({
    database: db.worker,
    config,
    workspaceId,
    sourceId,
    stream,
    signal: new AbortController().signal,
    log: silentLog,
    requestId: newId(),
    find: findLedger,
    ...also,
  })
