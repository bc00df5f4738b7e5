import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FaultError } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import type { SourceEnvironment } from '../../src/domain/vocabulary.ts'
import { plaid } from '../../src/providers/plaid/index.ts'
import { createSource } from '../../src/sources/create.ts'
import { appEnvironmentIn, publicKeys } from '../../src/sources/public-keys.ts'
import { json, startAnswering } from '../support/answering.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const server = await startAnswering()
const production = await startAnswering()
const app = { clientId: 'client', clientSecret: 'sandbox-not-a-secret', webhookSecrets: [] }
const overridden = { apps: { PLAID: app }, providerUrls: { PLAID: server.url } }
const context = {
  config: overridden,
  requestId: 'request-1',
  environmentOf: () => Promise.resolve<SourceEnvironment>('SANDBOX'),
}
const at = (time: string) => publicKeys(context, plaid, new Date(time))

const isFault = (code: string) => (error: unknown) => error instanceof FaultError && error.fault.code === code

test('ids that somebody makes up are asked for twenty times a minute, and known keys stay good meanwhile', async () => {
  const known = { kid: 'known' }
  server.answer = (request, response) => {
    const isKnown = request.body.includes('"known"')
    json(isKnown ? 200 : 400, isKnown ? { key: known } : { error_code: 'INVALID_FIELD' })(request, response)
  }
  const keyOf = at('2026-03-05T09:00:00Z')
  assert.deepEqual(await keyOf('known'), known)
  for (let n = 1; n < 20; n++) assert.equal(await keyOf(`made-up-${n}`), null)
  await assert.rejects(keyOf('made-up-20'), isFault('RATE_LIMITED'))
  assert.deepEqual(await keyOf('known'), known)
  assert.equal(server.requests.length, 20)
  assert.equal(await at('2026-03-05T09:01:00Z')('made-up-21'), null)

  const later = at('2026-03-05T09:11:00Z')
  for (let n = 0; n < 20; n++) assert.equal(await later(`made-up-later-${n}`), null)
  await assert.rejects(later('made-up-later-20'), isFault('RATE_LIMITED'))
  assert.deepEqual(await later('known'), known, 'asked for again all the same')
})

describe('the app’s secret', () => {
  /** Plaid, with both of its environments on this machine. */
  const twofold = {
    ...plaid,
    endpoint: ({ environment }: { environment: SourceEnvironment }) =>
      environment === 'SANDBOX' ? server.url : production.url,
  }
  const asked = async (environment: SourceEnvironment | null, id: string, minute: number) => {
    for (const each of [server, production]) {
      each.requests.length = 0
      each.answer = json(400, { error_code: 'INVALID_FIELD' })
    }
    const config = { apps: { PLAID: app }, providerUrls: {} }
    const environmentOf = () => Promise.resolve(environment)
    const now = new Date(Date.UTC(2026, 2, 5, 10, minute))
    assert.equal(await publicKeys({ ...context, config, environmentOf }, twofold, now)(id), null)
    return [server, production].map(({ requests }) => requests.map((it) => it.headers['plaid-secret']))
  }

  test('goes to the environment that it is of alone, also for a key that this one does not know', async () => {
    assert.deepEqual(await asked('SANDBOX', 'a', 0), [[app.clientSecret], []])
    assert.deepEqual(await asked('PRODUCTION', 'b', 1), [[], [app.clientSecret]])
  })

  test('goes nowhere as long as nothing is connected', async () => {
    assert.deepEqual(await asked(null, 'c', 2), [[], []])
  })

  test('of production goes to no plain http address', async () => {
    server.requests.length = 0
    const environmentOf = () => Promise.resolve<SourceEnvironment>('PRODUCTION')
    const keyOf = publicKeys({ ...context, environmentOf }, plaid, new Date('2026-03-05T11:00:00Z'))
    await assert.rejects(keyOf('d'), isFault('INVALID_INPUT'))
    assert.equal(server.requests.length, 0)
  })
})

test('an app is of the environment of the source that it opened last', async () => {
  const [workspaceId, companyId] = [newId(), newId()]
  await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await db.owner
    .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`
  const connect = (environment: SourceEnvironment, now: Date) =>
    createSource(db.worker, Buffer.alloc(32, 1), {
      ...{ workspaceId, companyId, provider: plaid, environment, remoteId: newId(), now },
      ...{ remoteName: null, baseCurrency: null, access: { kind: 'link', accessToken: 'test-not-a-secret' } },
    })
  const environment = () => appEnvironmentIn(db.worker)('PLAID')
  assert.equal(await environment(), null)
  await connect('SANDBOX', new Date('2026-03-05T09:00:00Z'))
  assert.equal(await environment(), 'SANDBOX')
  const live = await connect('PRODUCTION', new Date('2026-03-06T09:00:00Z'))
  assert.equal(await environment(), 'PRODUCTION')
  await db.owner.sql`update sources set disconnected_at = now() where id = ${live}`
  assert.equal(await environment(), 'SANDBOX')
})
