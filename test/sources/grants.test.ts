import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, beforeEach, describe, test } from 'node:test'
import { generate } from 'selfsigned'
import { FaultError } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import type { Auth, Provider } from '../../src/providers/provider.ts'
import { createSource, type NewSource } from '../../src/sources/create.ts'
import { loadGrantId } from '../../src/sources/load.ts'
import { openSource, type OpenSource } from '../../src/sources/open.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { json, startAnswering, type Answering } from '../support/answering.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'

// What a customer gives in one go: tokens, a consent, a link. It may open several sources.

const db = await freshDatabase()
const server = await startAnswering()
const masterKey = Buffer.alloc(32, 1)
const now = new Date('2026-03-05T09:00:00Z')

const providerWith = (auth: Auth): Provider => ({
  code: 'XERO',
  name: 'The provider',
  auth,
  limits: [{ scope: 'stream', requests: 2, perSeconds: 86_400 }],
  endpoint: () => server.url,
  headers: {},
  streams: {},
  writes: [],
})

const oauth = providerWith({
  kind: 'oauth2',
  urls: { authorize: '', token: '', revoke: '' },
  scopes: [],
  pkce: false,
  clientAuth: 'body',
  override: (base) => ({ authorize: '', token: `${base}/token`, revoke: '' }),
  header: (token) => ({ authorization: `Bearer ${token}` }),
})

const ownApp = providerWith({
  kind: 'clientCredentials',
  token: (tenant) => `https://login.invalid/${tenant}/token`,
  scope: ({ remoteId }) => `https://${remoteId.split('/')[0] ?? ''}/.default`,
  override: (base, tenant) => `${base}/${tenant}/token`,
  header: (token) => ({ authorization: `Bearer ${token}` }),
})

const workspaceId = newId()
const companyId = newId()
await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
await db.owner
  .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`

const connect = (provider: Provider, access: NewSource['access'], remoteId: string = newId()) =>
  createSource(db.worker, masterKey, {
    ...{ workspaceId, companyId, provider, remoteId, access, now },
    environment: 'SANDBOX',
    remoteName: null,
    baseCurrency: 'EUR',
  })

const open = (provider: Provider, sourceId: string, override = server.url): Promise<OpenSource> =>
  openSource({
    ...{ workspaceId, sourceId, database: db.worker, requestId: 'request-1' },
    config: {
      providerUrls: { XERO: override },
      apps: { XERO: { clientId: 'client', clientSecret: 'sandbox-not-a-secret', webhookSecrets: [] } },
      masterKey,
      liveTimeoutMs: 1_000,
    },
    meter: { calls: 0, retries: 0 },
    clock: standingClock(now.toISOString()),
    find: () => provider,
  })

const grantOf = async (sourceId: string) =>
  await inWorkspace(db.worker, workspaceId, (tx) => loadGrantId(tx, { workspaceId, sourceId }))

const expired = {
  kind: 'oauth2',
  accessToken: 'sandbox-not-a-secret-a1',
  accessExpiresAt: now.toISOString(),
  refreshToken: 'sandbox-not-a-secret-r1',
  refreshExpiresAt: null,
} as const

/** Gives tokens by number, and fails whoever brings an old refresh token. */
function tokenEndpoint(): Answering['answer'] {
  let given = 1
  return (request, response) => {
    if (!request.path.endsWith('/token')) {
      json(200, {})(request, response)
      return
    }
    const form = new URLSearchParams(request.body)
    const isGood =
      form.get('grant_type') === 'client_credentials' ||
      form.get('refresh_token') === `sandbox-not-a-secret-r${given}`
    given += 1
    const tokens = {
      access_token: `sandbox-not-a-secret-a${given}`,
      refresh_token: `sandbox-not-a-secret-r${given}`,
      expires_in: 1800,
    }
    json(isGood ? 200 : 400, isGood ? tokens : { error: 'invalid_grant' })(request, response)
  }
}

describe('a grant', () => {
  beforeEach(() => {
    server.requests = []
    server.answer = tokenEndpoint()
  })

  test('that opens two sources is renewed once for both', async () => {
    const one = await connect(oauth, expired)
    const grantId = await grantOf(one)
    assert.ok(grantId !== null)
    const other = await connect(oauth, { grantId })
    for (const sourceId of [one, other, one]) {
      await (await open(oauth, sourceId)).http.request({ path: '/books' })
    }
    assert.deepEqual(
      server.requests.map((it) => [it.path, it.headers.authorization]),
      [
        ['/token', undefined],
        ['/books', 'Bearer sandbox-not-a-secret-a2'],
        ['/books', 'Bearer sandbox-not-a-secret-a2'],
        ['/books', 'Bearer sandbox-not-a-secret-a2'],
      ],
    )
  })

  test('that has ended ends the access of every source that it opened, and of no other', async () => {
    const one = await connect(oauth, { ...expired, refreshToken: 'sandbox-not-a-secret-old' })
    const grantId = await grantOf(one)
    assert.ok(grantId !== null)
    const other = await connect(oauth, { grantId })
    const stranger = await connect(oauth, expired)
    const { http } = await open(oauth, one)
    await assert.rejects(http.request({ path: '/books' }), isReauthorize)
    await assert.rejects(open(oauth, other), isReauthorize)
    await open(oauth, stranger)
  })

  test('of an app that the customer registered gets its first token by itself, for the host that it is for', async () => {
    const secrets = { tenant: 'larkfield.example', clientId: 'app', clientSecret: 'sandbox-not-a-secret-app' }
    const sourceId = await connect(
      ownApp,
      { kind: 'clientCredentials', ...secrets, access: null },
      'books.example/lfde',
    )
    await (await open(ownApp, sourceId)).http.request({ path: '/data' })
    await (await open(ownApp, sourceId)).http.request({ path: '/data' })
    assert.deepEqual(
      server.requests.map((it) => it.path),
      ['/larkfield.example/token', '/data', '/data'],
    )
    assert.deepEqual(Object.fromEntries(new URLSearchParams(server.requests[0]?.body)), {
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: 'sandbox-not-a-secret-app',
      scope: 'https://books.example/.default',
    })
  })

  test('of an app that the provider refuses is the customer’s move', async () => {
    server.answer = json(401, { error: 'invalid_client' })
    const secrets = { tenant: 'larkfield.example', clientId: 'app', clientSecret: 'sandbox-not-a-secret-old' }
    const sourceId = await connect(ownApp, { kind: 'clientCredentials', ...secrets, access: null })
    const { http } = await open(ownApp, sourceId)
    await assert.rejects(http.request({ path: '/data' }), isReauthorize)
    await assert.rejects(open(ownApp, sourceId), isReauthorize)
  })

  test('of a link goes with the app’s headers into each JSON body', async () => {
    const linked = providerWith({
      kind: 'link',
      header: (app) => ({ 'x-client': app.clientId, 'x-secret': app.clientSecret }),
      body: (token) => ({ access_token: token }),
    })
    const sourceId = await connect(linked, { kind: 'link', accessToken: 'sandbox-not-a-secret-item' })
    const { http } = await open(linked, sourceId)
    await http.request({ method: 'POST', path: '/accounts/get', json: { count: 500 }, safe: true })
    const [sent] = server.requests
    assert.deepEqual(JSON.parse(sent?.body ?? ''), { count: 500, access_token: 'sandbox-not-a-secret-item' })
    assert.deepEqual(
      [sent?.headers['x-client'], sent?.headers['x-secret']],
      ['client', 'sandbox-not-a-secret'],
    )
  })

  test('counts calls of one kind apart from the others', async () => {
    const sourceId = await connect(oauth, { ...expired, accessExpiresAt: '2026-03-05T10:00:00Z' })
    const { http } = await open(oauth, sourceId)
    const call = (countsAs?: string) =>
      http.request({ path: '/books', ...(countsAs !== undefined && { countsAs }) })
    await Promise.all([call('balances'), call('balances'), call('transactions'), call(), call(), call()])
    await assert.rejects(call('balances'), (error: unknown) => {
      assert.ok(error instanceof FaultError)
      assert.deepEqual([error.fault.code, error.fault.retryAt], ['RATE_LIMITED', '2026-03-06T09:15:00.000Z'])
      return true
    })
    await call('transactions')
  })
})

describe('a consent', () => {
  const consented = providerWith({ kind: 'consent', header: (id) => ({ 'consent-id': id }) })

  test('goes with each call, over a connection that shows the certificate of who calls', async () => {
    const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    })
    const seen: unknown[] = []
    const bank = createServer(
      { key: pems.private, cert: pems.cert, ca: pems.cert, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        seen.push(request.headers['consent-id'])
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      },
    )
    bank.listen(0, '127.0.0.1')
    await once(bank, 'listening')
    after(() => {
      bank.close()
      bank.closeAllConnections()
    })
    const url = `https://127.0.0.1:${(bank.address() as AddressInfo).port}`
    const consent = { kind: 'consent', consentId: 'consent-1', validUntil: '2026-08-01T00:00:00Z' } as const
    const certificate = { certificate: pems.cert, privateKey: pems.private, authority: pems.cert }
    const known = await connect(consented, { ...consent, clientCertificate: certificate })
    await (await open(consented, known, url)).http.request({ path: '/accounts' })
    assert.deepEqual(seen, ['consent-1'])

    const unknown = await connect(consented, { ...consent, clientCertificate: null })
    const { http } = await open(consented, unknown, url)
    await assert.rejects(http.request({ path: '/accounts' }), /cannot be read at the moment/)
    assert.equal(seen.length, 1)
  })

  test('without a token beside it is over for the customer when the bank refuses one', async () => {
    const consent = { kind: 'consent', consentId: 'consent-1', clientCertificate: null } as const
    const refusing: Provider = { ...consented, classify: () => ({ action: 'refresh' }) }
    const known = await connect(refusing, { ...consent, validUntil: '2026-08-01T00:00:00Z' })
    server.answer = json(401, {})
    const { http } = await open(refusing, known, server.url)
    await assert.rejects(http.request({ path: '/accounts' }), isReauthorize)
  })

  test('tells when it ends', async () => {
    const consent = { kind: 'consent', consentId: 'consent-1', clientCertificate: null } as const
    const sourceId = await connect(consented, { ...consent, validUntil: '2026-08-01T00:00:00Z' })
    const [row] = await db.owner.sql`select expires_at from sources where id = ${sourceId}`
    assert.equal(new Date(String(row?.['expires_at'])).toISOString(), '2026-08-01T00:00:00.000Z')
  })
})

function isReauthorize(error: unknown): boolean {
  assert.ok(error instanceof FaultError)
  assert.deepEqual([error.fault.code, error.fault.actor], ['REAUTHORIZE', 'CUSTOMER'])
  return true
}
