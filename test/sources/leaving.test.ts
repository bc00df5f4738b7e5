import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { FaultError, type Fault } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import type { Provider } from '../../src/providers/provider.ts'
import type { ConnectContext } from '../../src/sources/connect/context.ts'
import { createSource } from '../../src/sources/create.ts'
import { loadCredentials, storeCredentials } from '../../src/sources/credentials.ts'
import { endAccess } from '../../src/sources/grants.ts'
import { loadGrantId } from '../../src/sources/load.ts'
import { openSource } from '../../src/sources/open.ts'
import type { Secrets } from '../../src/sources/vault.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { disconnect } from '../../src/sync/disconnect.ts'
import { json, startAnswering, type Received } from '../support/answering.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

// Access that is taken back while others use, renew or replace it.

const db = await freshDatabase()
const server = await startAnswering()
const masterKey = Buffer.alloc(32, 1)
const NOW = '2026-03-05T09:00:00Z'
const clock = standingClock(NOW)

const provider: Provider = {
  code: 'XERO',
  name: 'The provider',
  auth: {
    kind: 'oauth2',
    urls: { authorize: '', token: '', revoke: '' },
    scopes: [],
    pkce: false,
    clientAuth: 'basic',
    override: (base) => ({ authorize: `${base}/agree`, token: `${base}/token`, revoke: `${base}/revoke` }),
    header: (token) => ({ authorization: `Bearer ${token}` }),
  },
  connect: {
    kind: 'code',
    revokeBody: 'form',
    accounts: () => Promise.resolve([]),
    leave: async (http, remoteId) => {
      await http.request({ method: 'DELETE', path: `/connections/${remoteId}` })
      return true
    },
  },
  limits: [],
  endpoint: () => 'https://provider.invalid',
  headers: {},
  streams: {},
  writes: [],
}

/** Gives back no single account of several. */
const whole: Provider = {
  ...provider,
  connect: { kind: 'code', revokeBody: 'form', accounts: () => Promise.resolve([]) },
}

const config = {
  apps: { XERO: { clientId: 'client', clientSecret: 'sandbox-not-a-secret', webhookSecrets: [] } },
  providerUrls: { XERO: server.url },
  publicUrl: null,
  returnUrls: [],
  masterKey,
  liveTimeoutMs: 1_000,
}
const context: ConnectContext = {
  ...{ database: db.worker, config, ownUrl: 'https://books.example', requestId: 'request-1', clock },
  find: () => provider,
}

const wholly = { ...context, find: () => whole }

const workspaceId = newId()
const companyId = newId()
await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
await db.owner
  .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`

const tokens = (accessExpiresAt: string): Secrets => ({
  ...{ kind: 'oauth2', accessToken: 'sandbox-not-a-secret-a1', accessExpiresAt },
  ...{ refreshToken: 'sandbox-not-a-secret-r1', refreshExpiresAt: null },
})

async function connect(access: Secrets | { grantId: string }, environment = 'SANDBOX' as const) {
  const about = { workspaceId, companyId, provider, environment, remoteId: newId(), access }
  const sourceId = await createSource(db.worker, masterKey, {
    ...{ ...about, remoteName: null, baseCurrency: null, now: clock.now() },
  })
  return { workspaceId, sourceId }
}

type Ids = Awaited<ReturnType<typeof connect>>

async function grantOf(ids: Ids): Promise<string> {
  const grantId = await inWorkspace(db.worker, workspaceId, (tx) => loadGrantId(tx, ids))
  assert.ok(grantId !== null)
  return grantId
}

const asked = (path: string): Received[] => server.requests.filter((it) => it.path === path)
const revoked = () => asked('/revoke').map((it) => new URLSearchParams(it.body).get('token'))

const issued = (n: number) => ({
  ...{ access_token: `sandbox-not-a-secret-a${n}`, refresh_token: `sandbox-not-a-secret-r${n}` },
  expires_in: 1800,
})

async function reauthorizeOf({ sourceId }: Ids): Promise<unknown> {
  const [row] = await db.owner.sql`select reauthorize from sources where id = ${sourceId}`
  return row?.['reauthorize']
}

describe('taking access back', () => {
  beforeEach(() => {
    server.requests = []
    server.answer = (request, response) => {
      json(200, request.path === '/token' ? issued(2) : {})(request, response)
    }
  })

  test('takes back the refresh token that leaving has just brought', async () => {
    const ids = await connect(tokens(NOW))
    assert.equal(await disconnect(context, { ...ids, keepRecords: true }), null)
    assert.deepEqual(revoked(), ['sandbox-not-a-secret-r2'])
  })

  test('waits for a renewal that is under way, and takes back what that brought', async () => {
    const ids = await connect(tokens(NOW))
    const answers = Promise.withResolvers<() => void>()
    server.answer = (request, response) => {
      if (request.path !== '/token') json(200, {})(request, response)
      else
        answers.resolve(() => {
          json(200, issued(2))(request, response)
        })
    }
    const source = await openSource({
      ...{ database: db.worker, config, ...ids, requestId: 'run', clock, find: () => provider },
      meter: { calls: 0, retries: 0 },
    })
    const reading = source.http.request({ path: '/invoices' })
    const answer = await answers.promise
    const leaving = disconnect(wholly, { ...ids, keepRecords: true })
    await eventually(async () => {
      const waiting = await db.owner.sql`select from pg_stat_activity where wait_event_type = 'Lock'`
      assert.ok(waiting.count > 0 || revoked().length > 0)
    })
    answer()
    await Promise.all([reading, leaving])
    assert.equal(asked('/token').length, 1)
    assert.deepEqual(revoked(), ['sandbox-not-a-secret-r2'])
  })

  test('ends renewals: nothing that a run had in hand opens the source again', async () => {
    const ids = await connect(tokens(NOW))
    const source = await openSource({
      ...{ database: db.worker, config, ...ids, requestId: 'run', clock, find: () => provider },
      meter: { calls: 0, retries: 0 },
    })
    await disconnect(context, { ...ids, keepRecords: true })
    server.requests = []
    await assert.rejects(
      source.http.request({ path: '/invoices' }),
      (error) => error instanceof FaultError && error.fault.code === 'REAUTHORIZE',
    )
    assert.deepEqual(server.requests, [])
  })

  test('of sources that share it is told to the provider once, however they are disconnected', async () => {
    for (let round = 0; round < 5; round++) {
      server.requests = []
      const one = await connect(tokens('2026-03-05T10:00:00Z'))
      const grantId = await grantOf(one)
      const others = [await connect({ grantId }), await connect({ grantId })]
      const all = [one, ...others].map((it) =>
        disconnect(round % 2 === 0 ? context : wholly, { ...it, keepRecords: true }),
      )
      assert.deepEqual(await Promise.all(all), [null, null, null])
      assert.equal(revoked().length, 1, `round ${round}`)
      const left = await db.owner.sql`select from credentials where grant_id = ${grantId}`
      assert.equal(left.count, 0)
    }
  })

  test('shows a real company’s tokens to no plain http address', async () => {
    const ids = await connect(tokens(NOW))
    await db.owner.sql`update sources set environment = 'PRODUCTION' where id = ${ids.sourceId}`
    const fault = await disconnect(wholly, { ...ids, keepRecords: true })
    assert.match(fault?.message ?? '', /plain http address/)
    assert.deepEqual(server.requests, [])
  })
})

describe('word of the end of access', () => {
  const fault: Fault = {
    code: 'REAUTHORIZE',
    message: 'Connect it again.',
    actor: 'CUSTOMER',
    retryable: false,
  }

  test('that is about credentials which were replaced meanwhile ends nothing', async () => {
    const ids = await connect(tokens(NOW))
    const grant = { workspaceId, grantId: await grantOf(ids) }
    const [saidAt] = [clock.now()]
    clock.move(1_000)
    await inWorkspace(db.worker, workspaceId, (tx) =>
      storeCredentials(tx, masterKey, grant, { secrets: tokens(NOW), now: clock.now() }),
    )
    const end = (said: { version: number } | { saidAt: Date }) =>
      inWorkspace(db.worker, workspaceId, (tx) => endAccess(tx, ids, { ended: { ...grant, ...said }, fault }))
    await end({ version: 1 })
    await end({ saidAt })
    assert.equal(await reauthorizeOf(ids), null)
    await end({ version: 2 })
    assert.deepEqual(await reauthorizeOf(ids), fault)
  })

  test('waits for who connects the source again at this moment, and then ends nothing', async () => {
    const ids = await connect(tokens(NOW))
    const grant = { workspaceId, grantId: await grantOf(ids) }
    const ended = { ...grant, version: 1 }
    let ending: Promise<void> | undefined
    await inWorkspace(db.worker, workspaceId, async (tx) => {
      await tx`select from sources where id = ${ids.sourceId} for update`
      await storeCredentials(tx, masterKey, grant, { secrets: tokens(NOW), now: clock.now() })
      ending = inWorkspace(db.worker, workspaceId, (other) => endAccess(other, ids, { ended, fault }))
      await tx`select pg_sleep(0.1)`
    })
    await ending
    assert.equal(await reauthorizeOf(ids), null)
    const present = await inWorkspace(db.worker, workspaceId, (tx) =>
      loadCredentials(tx, { masterKey }, grant),
    )
    assert.equal(present?.version, 2)
  })
})
