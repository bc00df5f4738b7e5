import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino, type Logger } from 'pino'
import { readConfig, type Config } from '../../src/config.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { sandboxEnvironment } from '../../src/start/sandbox.ts'
import { after } from 'node:test'
import { encodeId } from '../../src/api/ids.ts'
import type { Data, TestApi } from '../api/client.ts'
import { startTestApi } from '../api/client.ts'
import { seedBooks, type Books } from '../api/seed.ts'
import { visit, type Decision } from './browser.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

export const RETURN_URL = 'https://app.example/books/connected'

export interface Connecting {
  db: TestDatabase
  sandbox: Sandbox
  api: TestApi
  config: Config
  books: Books
  /** A call to the sandbox's control desk. */
  control(path: string, input: { method?: 'POST' | 'DELETE' } & Record<string, unknown>): Promise<void>
  /** All that was logged, at the finest level. */
  logged: string[]
  begin(provider: string, more?: Record<string, unknown>): Promise<Data>
  /** Begins, lets the person decide, and gives what the return address was called with. */
  connect(provider: string, decision?: Decision, more?: Record<string, unknown>): Promise<URLSearchParams>
  mutate(document: string, variables: Record<string, unknown>): Promise<Data>
  sources(provider: string): Promise<SourceLine[]>
}

export interface SourceLine {
  id: string
  remoteId: string
  remoteName: string | null
  grantId: string | null
  reauthorize: boolean
  disconnected: boolean
  expiresAt: string | null
}

export const BEGIN = `mutation ($input: BeginConnectInput!) { beginConnect(input: $input) {
  authorizationUrl state userErrors { code message path actor retryable } } }`

/** An API with the played providers behind it, and a workspace with one company. */
export async function startConnecting({
  returnUrls = 'https://app.example/books',
} = {}): Promise<Connecting> {
  const db = await freshDatabase()
  const sandbox = await startSandbox({
    ...{ port: 0, seed: 7, scale: 0.01, now: () => new Date(), deliverTo: null, tradeEveryMs: null },
  })
  after(() => sandbox.close())
  const logged: string[] = []
  const env = {
    ...sandboxEnvironment(sandbox.url),
    DAYBOOK_MASTER_KEY: randomBytes(32).toString('base64'),
    DAYBOOK_RETURN_URLS: returnUrls,
  }
  const config = { ...readConfig(env), port: 0 }
  const api = await startTestApi(db, { config, log: logTo(logged) })
  const books = await seedBooks(db.owner)
  const { workspaceId, companyId, key } = books

  const mutate: Connecting['mutate'] = async (document, variables) => {
    const { data, errors } = await api.query(key, document, variables)
    if (errors !== undefined) throw new Error(JSON.stringify(errors))
    return data
  }
  const begin: Connecting['begin'] = (provider, more = {}) => {
    const input = { companyId: encodeId('Company', companyId), provider, environment: 'SANDBOX' }
    return mutate(BEGIN, { input: { ...input, returnUrl: RETURN_URL, ...more } })
  }
  return {
    ...{ db, sandbox, api, config, books, logged, begin, mutate },
    control: async (path, { method = 'POST', ...input }) => {
      const response = await fetch(`${sandbox.url}/control/${path}`, {
        method,
        ...(method === 'POST' && { body: JSON.stringify(input) }),
      })
      if (!response.ok) throw new Error(await response.text())
    },
    connect: async (provider, decision = 'agree', more) => {
      const begun = await begin(provider, more)
      const back = await visit(begun.text('beginConnect.authorizationUrl'), decision, RETURN_URL)
      return back.searchParams
    },
    sources: async (provider) =>
      await db.owner.sql<SourceLine[]>`
      select id, remote_id as "remoteId", remote_name as "remoteName", grant_id as "grantId",
        reauthorize is not null as reauthorize, disconnected_at is not null as disconnected, expires_at as "expiresAt"
      from sources where workspace_id = ${workspaceId} and provider = ${provider} and id <> ${books.sourceId}
      order by remote_id`,
  }
}

export function logTo(lines: string[]): Logger {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  return pino({ level: 'trace' }, stream)
}
