import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { newId } from '../domain/ids.ts'
import { createSource } from '../sources/create.ts'
import { keepFile } from '../sources/files.ts'
import { authenticate, createApiKey, SCOPES } from '../sources/keys.ts'
import type { Database } from '../store/database.ts'
import { demoCompanies } from './demo-companies.ts'

export interface Demo {
  workspaceId: string
  key: string
}

const WORKSPACE = 'demo'

/** The demo workspace: a group of companies with their sources at the sandbox, and a key. Made at the first start. */
export async function ensureDemo(owner: Database, config: Config): Promise<Demo> {
  const [existing] = await owner.sql<{ workspace_id: string }[]>`
    select workspace_id from workspaces where name = ${WORKSPACE}`
  const workspaceId = existing?.workspace_id ?? (await createDemo(owner, config))
  const key = config.demoKey ?? readOrMakeKey(join(config.dataDir, 'demo.key'))
  const known = await authenticate(owner, key)
  const isWhole = SCOPES.every((it) => known?.scopes.includes(it))
  // Also a key of the demo's that was made before a scope was there.
  if (known === null || (known.workspaceId === workspaceId && !isWhole))
    await createApiKey(owner, { workspaceId, name: 'demo', scopes: SCOPES, key })
  return { workspaceId, key }
}

async function createDemo(owner: Database, { masterKey }: Config): Promise<string> {
  const workspaceId = newId()
  const now = new Date()
  await owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, ${WORKSPACE})`
  let parentId: string | null = null
  for (const { name, baseCurrency, sources } of demoCompanies(now)) {
    const companyId = newId()
    await owner.sql`
      insert into companies (workspace_id, id, name, base_currency, parent_id)
      values (${workspaceId}, ${companyId}, ${name}, ${baseCurrency}, ${parentId})`
    parentId ??= companyId
    for (const { files = [], ...source } of sources) {
      const sourceId = await createSource(owner, masterKey, {
        ...AT_SANDBOX,
        ...source,
        ...{ workspaceId, companyId, now },
      })
      for (const file of files) await keepFile(owner, { ...file, workspaceId, sourceId, now })
    }
  }
  return workspaceId
}

const AT_SANDBOX = { environment: 'SANDBOX', remoteName: null, baseCurrency: null } as const

function readOrMakeKey(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `dbk_${randomBytes(32).toString('base64url')}`, { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}
