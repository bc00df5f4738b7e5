import { createSource } from '../../src/sources/create.ts'
import { createApiKey, SCOPES } from '../../src/sources/keys.ts'
import { loadCredentials } from '../../src/sources/credentials.ts'
import { newId } from '../../src/domain/ids.ts'
import { demoCompanies } from '../../src/start/demo-companies.ts'
import { findProvider } from '../../src/providers/registry.ts'
import { keepFile } from '../../src/sources/files.ts'
import type { Config } from '../../src/config.ts'
import type { ProviderCode } from '../../src/domain/vocabulary.ts'
import { inWorkspace, type Database } from '../../src/store/database.ts'

/** A statement that the bank sends in the course of the run. */
export interface StatementFile {
  name: string
  bytes: Buffer
}

export interface Source {
  id: string
  provider: ProviderCode
}

export interface Books {
  workspaceId: string
  key: string
  sources: readonly Source[]
  /** Not sent yet. */
  statements: readonly StatementFile[]
}

/** A workspace with a source at each of the played providers, of which nothing is read yet. */
export async function connectBooks(owner: Database, config: Config, now: Date): Promise<Books> {
  const workspaceId = newId()
  await owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'chaos')`
  const { key } = await createApiKey(owner, { workspaceId, name: 'chaos', scopes: SCOPES })
  const sources: Source[] = []
  const statements: StatementFile[] = []
  for (const { name, baseCurrency, sources: connected } of demoCompanies(now)) {
    const companyId = newId()
    await owner.sql`
      insert into companies (workspace_id, id, name, base_currency)
      values (${workspaceId}, ${companyId}, ${name}, ${baseCurrency})`
    for (const { files = [], ...source } of connected) {
      const id = await createSource(owner, config.masterKey, {
        ...{ environment: 'SANDBOX', remoteName: null, baseCurrency: null },
        ...source,
        ...{ workspaceId, companyId, now },
      })
      sources.push({ id, provider: source.provider.code })
      statements.push(...files)
    }
  }
  return { workspaceId, key, sources, statements }
}

/**
 * The same accounts at the same providers, connected once more in a workspace of its own, with the access as it is now.
 * The originals must not be read any more: a refresh token that rotates has one owner. Gives each original's twin.
 */
export async function connectTwins(
  owner: Database,
  config: Config,
  { workspaceId, sources, statements }: Books,
  now: Date,
): Promise<{ workspaceId: string; twins: ReadonlyMap<string, string> }> {
  const [twinWorkspace, companyId] = [newId(), newId()]
  await owner.sql`insert into workspaces (workspace_id, name) values (${twinWorkspace}, 'clean')`
  await owner.sql`
    insert into companies (workspace_id, id, name) values (${twinWorkspace}, ${companyId}, 'Clean')`
  const twins = new Map<string, string>()
  for (const { id, provider: code } of sources) {
    const provider = findProvider(code)
    if (provider === undefined) throw new Error(`there is no adapter for ${code}`)
    const [row] = await owner.sql<{ grant_id: string | null; remote_id: string }[]>`
      select grant_id, remote_id from sources where id = ${id}`
    if (row === undefined) throw new Error(`source ${id} is gone`)
    const { grant_id: grantId, remote_id: remoteId } = row
    const held =
      grantId === null
        ? null
        : await inWorkspace(owner, workspaceId, (tx) => loadCredentials(tx, config, { workspaceId, grantId }))
    const twin = await createSource(owner, config.masterKey, {
      ...{ workspaceId: twinWorkspace, companyId, provider, environment: 'SANDBOX', remoteId, now },
      ...{ remoteName: null, baseCurrency: null, access: held?.secrets ?? null },
    })
    twins.set(id, twin)
    if (code !== 'BANK_STATEMENT') continue
    for (const file of statements)
      await keepFile(owner, { ...file, workspaceId: twinWorkspace, sourceId: twin, now })
  }
  return { workspaceId: twinWorkspace, twins }
}
