import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { inspect } from 'node:util'
import { FaultError } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { createSource } from '../../src/sources/create.ts'
import { loadCredentials } from '../../src/sources/credentials.ts'
import { loadGrantId } from '../../src/sources/load.ts'
import { openSource, type OpenOptions } from '../../src/sources/open.ts'
import type { Secrets } from '../../src/sources/vault.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { inTurn, json, startAnswering, type Answering } from '../support/answering.ts'
import { standingClock } from '../support/clock.ts'
import { logTo } from '../support/connecting.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const server = await startAnswering()
const masterKey = Buffer.alloc(32, 1)

const stream = {} as Provider['streams'][string] // Only the names of the streams matter here.
const provider: Provider = {
  code: 'QUICKBOOKS',
  name: 'The provider',
  auth: {
    kind: 'oauth2',
    urls: {
      authorize: 'https://provider.invalid/a',
      token: 'https://provider.invalid/t',
      revoke: 'https://provider.invalid/r',
    },
    scopes: [],
    pkce: false,
    clientAuth: 'basic',
    override: (base) => ({
      authorize: `${base}/authorize`,
      token: `${base}/token`,
      revoke: `${base}/revoke`,
    }),
    header: (token) => ({ authorization: `Bearer ${token}` }),
  },
  limits: [{ scope: 'source', requests: 500, perSeconds: 60 }],
  endpoint: () => 'https://provider.invalid',
  headers: { accept: 'application/json' },
  streams: { invoices: stream, accounts: stream },
  writes: [],
}
const keyed: Provider = {
  ...provider,
  code: 'STRIPE',
  auth: { kind: 'apiKey', header: (key) => ({ authorization: `Bearer ${key}` }) },
}
const find = (code: string) => [provider, keyed].find((it) => it.code === code)

const tokens = (accessExpiresAt: string): Secrets => ({
  kind: 'oauth2',
  accessToken: 'sandbox-not-a-secret-a1',
  accessExpiresAt,
  refreshToken: 'sandbox-not-a-secret-r1',
  refreshExpiresAt: null,
})

async function connect(of: Provider, secrets: Secrets, now: Date) {
  const [workspaceId, companyId] = [newId(), newId()]
  await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await db.owner.sql`
    insert into companies (workspace_id, id, name, base_currency) values (${workspaceId}, ${companyId}, 'Test', 'EUR')`
  const sourceId = await createSource(db.worker, masterKey, {
    workspaceId,
    companyId,
    provider: of,
    environment: 'SANDBOX',
    remoteId: 'realm-1',
    remoteName: 'Books',
    baseCurrency: 'EUR',
    access: secrets,
    now,
  })
  return { workspaceId, companyId, sourceId }
}

type Ids = Awaited<ReturnType<typeof connect>>

const open = (ids: Ids, also: Partial<OpenOptions> = {}) =>
  openSource({
    ...ids,
    database: db.worker,
    config: {
      providerUrls: { QUICKBOOKS: server.url, STRIPE: server.url },
      apps: { QUICKBOOKS: { clientId: 'client', clientSecret: 'sandbox-not-a-secret', webhookSecrets: [] } },
      masterKey,
      liveTimeoutMs: 1_000,
    },
    requestId: 'request-1',
    meter: { calls: 0, retries: 0 },
    find,
    ...also,
  })

const grantOf = async ({ workspaceId, sourceId }: Pick<Ids, 'workspaceId' | 'sourceId'>) => {
  const grantId = await inWorkspace(db.worker, workspaceId, (tx) =>
    loadGrantId(tx, { workspaceId, sourceId }),
  )
  assert.ok(grantId !== null)
  return { workspaceId, grantId }
}

const stored = async (ids: Ids) => {
  const grant = await grantOf(ids)
  return await inWorkspace(db.worker, ids.workspaceId, (tx) => loadCredentials(tx, { masterKey }, grant))
}

/** A token endpoint that gives out a2, r2 and so on, and an API that takes only the newest token. */
function rotating(start = 1): Answering['answer'] {
  let newest = start
  return (request, response) => {
    if (request.path === '/token') {
      const sent = new URLSearchParams(request.body).get('refresh_token')
      if (sent !== `sandbox-not-a-secret-r${newest}`) {
        json(400, { error: 'invalid_grant' })(request, response)
        return
      }
      newest += 1
      json(200, {
        access_token: `sandbox-not-a-secret-a${newest}`,
        refresh_token: `sandbox-not-a-secret-r${newest}`,
        expires_in: 3600,
        x_refresh_token_expires_in: 8_640_000,
        token_type: 'bearer',
      })(request, response)
      return
    }
    const good = request.headers.authorization === `Bearer sandbox-not-a-secret-a${newest}`
    json(good ? 200 : 401, {})(request, response)
  }
}

const paths = () => server.requests.map((it) => it.path)

describe('an open source', () => {
  const now = new Date('2026-03-05T09:00:00Z')

  beforeEach(() => {
    server.requests = []
    server.answer = rotating()
  })

  test('knows its provider and its books’ currency, and calls with its credentials', async () => {
    const ids = await connect(keyed, { kind: 'apiKey', apiKey: 'sandbox-not-a-secret-a1' }, now)
    const source = await open(ids)
    assert.equal(source.provider, keyed)
    assert.deepEqual(source.facts, { remoteId: 'realm-1', environment: 'SANDBOX', baseCurrency: 'EUR' })
    await source.http.request({ path: '/invoices' })
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer sandbox-not-a-secret-a1')
    assert.equal(server.requests[0].headers['x-request-id'], 'request-1')
  })

  test('is made with a due state for each stream, once per account', async () => {
    const ids = await connect(provider, tokens('2026-03-05T10:00:00Z'), now)
    const states = await db.owner.sql<{ stream: string; status: string }[]>`
      select stream, status from stream_states where source_id = ${ids.sourceId} order by 1`
    assert.deepEqual(
      states.map((it) => [it.stream, it.status]),
      [
        ['accounts', 'PENDING'],
        ['invoices', 'PENDING'],
      ],
    )
    const again = createSource(db.worker, masterKey, {
      ...ids,
      provider,
      environment: 'SANDBOX',
      remoteId: 'realm-1',
      remoteName: null,
      baseCurrency: null,
      access: tokens('2026-03-05T10:00:00Z'),
      now,
    })
    await assert.rejects(again, /connected to this workspace already/)
  })

  test('is refused with the reason when it is unknown, paused, disconnected or waits for its customer', async () => {
    const ids = await connect(provider, tokens('2026-03-05T10:00:00Z'), now)
    const refusal = async (of: Ids = ids) => {
      const error: unknown = await open(of).catch((error: unknown) => error)
      assert.ok(error instanceof FaultError)
      return error.fault.code
    }
    assert.equal(await refusal({ ...ids, sourceId: newId() }), 'NOT_FOUND')
    assert.equal(await refusal({ ...ids, workspaceId: newId() }), 'NOT_FOUND')
    const { sourceId } = ids
    await db.owner.sql`update sources set paused_at = now() where id = ${sourceId}`
    assert.equal(await refusal(), 'FORBIDDEN')
    const reason = JSON.stringify({
      code: 'REAUTHORIZE',
      message: 'Connect again.',
      actor: 'CUSTOMER',
      retryable: false,
    })
    await db.owner
      .sql`update sources set paused_at = null, reauthorize = ${reason}::text::jsonb where id = ${sourceId}`
    assert.equal(await refusal(), 'REAUTHORIZE')
    await db.owner.sql`update sources set reauthorize = null, disconnected_at = now() where id = ${sourceId}`
    assert.equal(await refusal(), 'REAUTHORIZE')
  })

  test('whose API key is refused waits for its customer', async () => {
    const ids = await connect(keyed, { kind: 'apiKey', apiKey: 'sandbox-not-a-secret-revoked' }, now)
    const source = await open(ids, { clock: standingClock() })
    await assert.rejects(source.http.request({ path: '/invoices' }), FaultError)
    await assert.rejects(open(ids), /no longer accepts the access/)
  })
})

describe('an access token', () => {
  const start = '2026-03-05T09:00:00Z'
  const now = new Date(start)
  const hour = '2026-03-05T10:00:00Z'

  beforeEach(() => {
    server.requests = []
    server.answer = rotating()
  })

  test('is renewed five minutes before it ends, and the rotated refresh token is kept', async () => {
    const ids = await connect(provider, tokens(hour), now)
    const clock = standingClock(start)
    const source = await open(ids, { clock })
    clock.move(55 * 60_000 - 1)
    await source.http.request({ path: '/invoices' })
    assert.deepEqual(paths(), ['/invoices'])
    clock.move(1)
    await source.http.request({ path: '/invoices' })
    assert.deepEqual(paths(), ['/invoices', '/token', '/invoices'])
    assert.equal(
      server.requests[1]?.headers.authorization,
      `Basic ${Buffer.from('client:sandbox-not-a-secret').toString('base64')}`,
    )
    assert.deepEqual((await stored(ids))?.secrets, {
      kind: 'oauth2',
      accessToken: 'sandbox-not-a-secret-a2',
      accessExpiresAt: '2026-03-05T10:55:00.000Z',
      refreshToken: 'sandbox-not-a-secret-r2',
      refreshExpiresAt: '2026-06-13T09:55:00.000Z',
    })
  })

  test('that lives shortly is renewed in the last tenth of its life', async () => {
    const ids = await connect(provider, tokens('2026-03-05T09:01:40Z'), now)
    const clock = standingClock(start)
    const source = await open(ids, { clock })
    clock.move(89_999)
    await source.http.request({ path: '/invoices' })
    clock.move(1)
    await source.http.request({ path: '/invoices' })
    assert.deepEqual(paths(), ['/invoices', '/token', '/invoices'])
  })

  test('is renewed once, however many use it at the same time', async () => {
    const ids = await connect(provider, tokens(start), now)
    const sources = await Promise.all(
      Array.from({ length: 8 }, () => open(ids, { clock: standingClock(start) })),
    )
    await Promise.all(sources.map((it) => it.http.request({ path: '/invoices' })))
    assert.equal(paths().filter((it) => it === '/token').length, 1)
    assert.equal((await stored(ids))?.version, 2)
  })

  test('is renewed once across processes, under the lock of the database', async () => {
    const ids = await connect(provider, tokens(start), now)
    const loaded = await stored(ids)
    assert.ok(loaded?.secrets.kind === 'oauth2')
    const held = { ...loaded, secrets: loaded.secrets }
    const app = { clientId: 'client', clientSecret: 'sandbox-not-a-secret', webhookSecrets: [] }
    const grant = await grantOf(ids)
    const facts = { database: db.worker, ids: grant, provider, remoteId: 'realm-1', app, keys: { masterKey } }
    const renewals = ['one', 'two', 'three'].map(async (name) => {
      // A module of its own shares no memory with the others, as another process shares none.
      const url = new URL(`../../src/sources/tokens.ts?${name}`, import.meta.url).href
      const { AccessToken } = (await import(url)) as typeof import('../../src/sources/tokens.ts')
      const clock = standingClock(start)
      return await new AccessToken({ ...facts, override: server.url, requestId: name, clock }, held).get()
    })
    assert.deepEqual(new Set(await Promise.all(renewals)), new Set(['sandbox-not-a-secret-a2']))
    assert.deepEqual(paths(), ['/token'])
  })

  test('that another worker has renewed is taken from the database', async () => {
    const ids = await connect(provider, tokens(hour), now)
    const [one, other] = [
      await open(ids, { clock: standingClock(start) }),
      await open(ids, { clock: standingClock(start) }),
    ]
    server.answer = inTurn(json(401, {}), rotating())
    await one.http.request({ path: '/invoices' })
    assert.deepEqual(paths(), ['/invoices', '/token', '/invoices'])
    await other.http.request({ path: '/invoices' })
    assert.deepEqual(paths().slice(3), ['/invoices', '/invoices'])
  })

  test('goes on being used while it is good and the token endpoint is not', async () => {
    const ids = await connect(provider, tokens(hour), now)
    const clock = standingClock('2026-03-05T09:57:00Z')
    const source = await open(ids, { clock })
    server.answer = (request, response) => {
      json(request.path === '/token' ? 503 : 200, {})(request, response)
    }
    await source.http.request({ path: '/invoices' })
    await source.http.request({ path: '/invoices' })
    assert.deepEqual(paths(), ['/token', '/invoices', '/invoices'])
    clock.move(4 * 60_000)
    await assert.rejects(source.http.request({ path: '/invoices' }), /cannot be read at the moment/)
  })

  test('is asked for again with the token before, when the provider’s answer was lost on its way', async () => {
    const ids = await connect(provider, tokens(start), now)
    const clock = standingClock(start)
    const source = await open(ids, { clock })
    // As Xero for half an hour and QuickBooks for a day: the token before still opens what was issued for it.
    server.answer = inTurn((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
      response.write('{"access_token":"sandbox-not-a-secret-cut","refresh_token":"sandbox-not')
      setImmediate(() => response.destroy())
    }, rotating())
    const lost: unknown = await source.http.request({ path: '/invoices' }).catch((error: unknown) => error)
    assert.ok(lost instanceof FaultError, inspect(lost))
    assert.deepEqual([lost.fault.code, lost.fault.retryable], ['PROVIDER_UNAVAILABLE', true])
    assert.doesNotMatch(inspect(lost, { depth: 10 }), /sandbox-not-a-secret-cut/)
    const [row] = await db.owner.sql`select reauthorize from sources where id = ${ids.sourceId}`
    assert.equal(row?.['reauthorize'], null)
    await (await open(ids, { clock })).http.request({ path: '/invoices' })
    assert.equal((await stored(ids))?.version, 2)
  })

  test('is told to nobody when the answer that holds it cannot be read, or repeats what was sent', async () => {
    for (const answer of [
      (_request, response) =>
        response.end('{"access_token":"sandbox-not-a-secret-a2","refresh_token":"sandb'),
      json(400, {
        error: 'invalid_request',
        error_description: 'No refresh token is sandbox-not-a-secret-r1.',
      }),
      json(400, { error: 'invalid_grant', error_description: 'Token sandbox-not-a-secret-r1 has expired.' }),
      json(500, { message: 'refresh_token=sandbox-not-a-secret-r1' }),
    ] as Answering['answer'][]) {
      const ids = await connect(provider, tokens(start), now)
      server.answer = answer
      const source = await open(ids, { clock: standingClock(start) })
      const error: unknown = await source.http.request({ path: '/invoices' }).catch((error: unknown) => error)
      assert.ok(error instanceof FaultError)
      const lines: string[] = []
      logTo(lines).warn({ err: error }, 'failed')
      const [row] = await db.owner.sql`select reauthorize from sources where id = ${ids.sourceId}`
      assert.doesNotMatch(JSON.stringify([error.fault, row, lines]), /sandbox-not-a-secret-[ar]\d/)
    }
  })

  test('whose grant has ended leaves the source waiting for its customer', async () => {
    const ids = await connect(
      provider,
      { ...tokens(start), refreshToken: 'sandbox-not-a-secret-revoked' } as Secrets,
      now,
    )
    const source = await open(ids, { clock: standingClock(start) })
    const error: unknown = await source.http.request({ path: '/invoices' }).catch((error: unknown) => error)
    assert.ok(error instanceof FaultError)
    assert.deepEqual([error.fault.code, error.fault.actor], ['REAUTHORIZE', 'CUSTOMER'])
    const [row] = await db.owner.sql`select reauthorize from sources where id = ${ids.sourceId}`
    assert.equal((row?.['reauthorize'] as { code?: string }).code, 'REAUTHORIZE')
    assert.equal((await stored(ids))?.version, 1)
  })

  test('blames the operator when Daybook itself is not accepted or not set up', async () => {
    const ids = await connect(provider, tokens(start), now)
    server.answer = json(401, { error: 'invalid_client' })
    const source = await open(ids, { clock: standingClock(start) })
    await assert.rejects(
      source.http.request({ path: '/invoices' }),
      (error) =>
        error instanceof FaultError &&
        error.fault.actor === 'OPERATOR' &&
        /CLIENT_SECRET/.test(error.message),
    )
    const config = { providerUrls: { QUICKBOOKS: server.url }, apps: {}, masterKey, liveTimeoutMs: 1_000 }
    const unset = await open(ids, { clock: standingClock(start), config })
    await assert.rejects(unset.http.request({ path: '/invoices' }), /needs DAYBOOK_QUICKBOOKS_CLIENT_ID/)
    const [row] = await db.owner.sql`select reauthorize from sources where id = ${ids.sourceId}`
    assert.equal(row?.['reauthorize'], null)
  })
})
