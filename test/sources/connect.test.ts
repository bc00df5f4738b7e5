import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { beforeEach, describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import type { Provider, RemoteAccount } from '../../src/providers/provider.ts'
import { beginConnect } from '../../src/sources/connect/begin.ts'
import type { ConnectContext } from '../../src/sources/connect/context.ts'
import { finishConnect } from '../../src/sources/connect/finish.ts'
import { connectWithKey } from '../../src/sources/connect/with-key.ts'
import { json, startAnswering, type Answering } from '../support/answering.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'

// OAuth's code flow against a server that answers as the test says.

const db = await freshDatabase()
const server = await startAnswering()
let given: RemoteAccount[] = []

const provider: Provider = {
  code: 'XERO',
  name: 'The provider',
  auth: {
    kind: 'oauth2',
    urls: { authorize: '', token: '', revoke: '' },
    scopes: ['read', 'offline'],
    pkce: true,
    clientAuth: 'basic',
    override: (base) => ({ authorize: `${base}/agree`, token: `${base}/token`, revoke: `${base}/revoke` }),
    header: (token) => ({ authorization: `Bearer ${token}` }),
  },
  connect: { kind: 'code', revokeBody: 'form', accounts: () => Promise.resolve(given) },
  limits: [],
  endpoint: () => server.url,
  headers: {},
  streams: {},
  writes: [],
}

const workspaceId = newId()
const companyId = newId()
await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
await db.owner
  .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`

const clock = standingClock()
const context: ConnectContext = {
  database: db.worker,
  config: {
    apps: { XERO: { clientId: 'client', clientSecret: 'sandbox-not-a-secret', webhookSecrets: [] } },
    providerUrls: { XERO: server.url },
    publicUrl: null,
    returnUrls: ['https://app.example'],
    masterKey: Buffer.alloc(32, 1),
  },
  ownUrl: 'https://books.example',
  requestId: 'request-1',
  clock,
  find: () => provider,
}

async function begin(): Promise<URL> {
  const { authorizationUrl } = await beginConnect(context, {
    ...{ workspaceId, companyId, provider: 'XERO', environment: 'SANDBOX' },
    ...{ returnUrl: 'https://app.example/', remoteIds: null },
  })
  assert.ok(authorizationUrl)
  return new URL(authorizationUrl)
}

const comeBack = (asked: URL, more: Record<string, string> = { code: 'code-1' }) => {
  const state = asked.searchParams.get('state') ?? ''
  return finishConnect(context, { provider: 'xero', query: new URLSearchParams({ ...more, state }) })
}

async function connect(...remoteIds: string[]): Promise<void> {
  given = remoteIds.map((remoteId) => ({ remoteId, name: null }))
  const finished = await comeBack(await begin())
  assert.ok(finished && 'sourceIds' in finished.outcome, JSON.stringify(finished))
}

const grants = async (): Promise<Record<string, string>> => {
  const rows = await db.owner.sql<{ remote_id: string; grant_id: string }[]>`
    select remote_id, grant_id from sources where workspace_id = ${workspaceId}`
  return Object.fromEntries(rows.map((it) => [it.remote_id, it.grant_id]))
}

const tokens: Answering['answer'] = json(200, {
  access_token: 'sandbox-not-a-secret-access',
  refresh_token: 'sandbox-not-a-secret-refresh',
  expires_in: 1800,
})

async function faultAfter(more: Record<string, string>) {
  const finished = await comeBack(await begin(), more)
  assert.ok(finished && 'error' in finished.outcome)
  return finished.outcome.error.fault
}

describe('the code flow', () => {
  beforeEach(() => {
    server.requests = []
    server.answer = tokens
    given = [{ remoteId: 'one', name: null }]
  })

  test('asks for what it needs, and proves by PKCE that it is the one who asked', async () => {
    const asked = await begin()
    const query = Object.fromEntries(asked.searchParams)
    assert.deepEqual(
      [query['response_type'], query['client_id'], query['scope']],
      ['code', 'client', 'read offline'],
    )
    assert.equal(query['redirect_uri'], 'https://books.example/connect/callback/xero')
    await comeBack(asked)
    const form = new URLSearchParams(server.requests[0]?.body)
    assert.equal(form.get('redirect_uri'), query['redirect_uri'])
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    assert.equal(challenge, query['code_challenge'])
  })

  test('lets one of two returns with the same state through', async () => {
    const asked = await begin()
    const outcomes = await Promise.all([comeBack(asked), comeBack(asked), comeBack(asked)])
    assert.equal(outcomes.filter((it) => it !== null).length, 1)
    assert.equal(server.requests.length, 1)
  })

  test('passes the provider’s error code on, and nothing else of what the address says', async () => {
    const fault = await faultAfter({ error: 'invalid_scope', error_description: 'Call +1 555 0100' })
    assert.equal(fault.actor, 'OPERATOR')
    assert.match(fault.message, /invalid_scope/)
    assert.doesNotMatch(JSON.stringify(fault), /555/)
  })

  test('does not take access that ends with the customer’s visit', async () => {
    server.answer = json(200, { access_token: 'sandbox-not-a-secret-access', expires_in: 1800 })
    assert.match((await faultAfter({ code: 'code-1' })).message, /gave no refresh token/)
  })

  test('says so when the code opens nothing', async () => {
    given = []
    assert.match((await faultAfter({ code: 'code-1' })).message, /names no account/)
  })

  test('is over after ten minutes', async () => {
    const asked = await begin()
    clock.move(10 * 60_000)
    const finished = await comeBack(asked)
    assert.ok(finished && 'error' in finished.outcome)
    assert.equal(server.requests.length, 0)
  })
})

describe('accounts that were given together', () => {
  test('are opened by one grant, from which one that is given alone parts', async () => {
    server.answer = tokens
    await connect('a', 'b')
    const together = await grants()
    assert.equal(together['a'], together['b'])

    await connect('a')
    const parted = await grants()
    assert.equal(parted['b'], together['b'])
    assert.notEqual(parted['a'], together['b'])

    await connect('a', 'b', 'c')
    const again = await grants()
    assert.equal(new Set([again['a'], again['b'], again['c']]).size, 1)
    const stored = await db.owner.sql<{ grant_id: string }[]>`select grant_id from credentials`
    assert.deepEqual(new Set(stored.map((it) => it.grant_id)), new Set(Object.values(again)))
  })
})

test('a real company’s key goes to no plain http address, not even for its first token', async () => {
  const ownApp: Provider = {
    ...provider,
    auth: {
      kind: 'clientCredentials',
      token: (tenant) => `https://login.invalid/${tenant}/token`,
      scope: () => 'all',
      override: (base) => `${base}/token`,
      header: (token) => ({ authorization: `Bearer ${token}` }),
    },
    connect: {
      kind: 'key',
      form: 'Anything.',
      read: (clientSecret) => ({
        ...{ environment: null, remoteId: 'one' },
        secrets: { kind: 'clientCredentials', tenant: 'tenant', clientId: 'client', clientSecret },
      }),
      accounts: () => Promise.resolve([{ remoteId: 'one', name: null }]),
    },
  }
  server.requests = []
  server.answer = tokens
  const target = { workspaceId, companyId, provider: 'XERO' } as const
  const connectAt = (environment: 'SANDBOX' | 'PRODUCTION') =>
    connectWithKey({ ...context, find: () => ownApp }, { ...target, environment }, 'sandbox-not-a-secret')
  await assert.rejects(connectAt('PRODUCTION'), /plain http address/)
  assert.deepEqual(server.requests, [])
  await connectAt('SANDBOX')
  assert.equal(server.requests.length, 1)
})
