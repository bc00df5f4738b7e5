import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { encodeId } from '../../../src/api/ids.ts'
import { FaultError } from '../../../src/domain/errors.ts'
import { storeCredentials } from '../../../src/sources/credentials.ts'
import { openSource } from '../../../src/sources/open.ts'
import { open, type ConsentTokens, type Secrets } from '../../../src/sources/vault.ts'
import { inWorkspace } from '../../../src/store/database.ts'
import { standingClock } from '../../support/clock.ts'
import { startConnecting } from '../../support/connecting.ts'

// A bank that wants OAuth 2 beside the consent, from the graph to a reading and to the end.

const it = await startConnecting()
const { workspaceId } = it.books
const clock = standingClock(new Date().toISOString())
const MINUTE_MS = 60_000

async function stored(): Promise<Extract<Secrets, { kind: 'consent' }> & { tokens: ConsentTokens }> {
  const [source] = await it.sources('OPEN_BANKING')
  assert.ok(source?.grantId)
  const [row] = await it.db.owner.sql<{ sealed: Buffer }[]>`
    select sealed from credentials where grant_id = ${source.grantId}`
  assert.ok(row)
  const secrets = open(it.config, { workspaceId, grantId: source.grantId }, row.sealed)
  assert.ok(secrets.kind === 'consent' && secrets.tokens !== undefined)
  return { ...secrets, tokens: secrets.tokens }
}

/** The stored token is over from now on. */
async function endAccess(): Promise<void> {
  const secrets = await stored()
  const [source] = await it.sources('OPEN_BANKING')
  const tokens = { ...secrets.tokens, accessExpiresAt: new Date().toISOString() }
  await inWorkspace(it.db.worker, workspaceId, (tx) =>
    storeCredentials(
      tx,
      it.config.masterKey,
      { workspaceId, grantId: source?.grantId ?? '' },
      { secrets: { ...secrets, tokens }, now: new Date() },
    ),
  )
}

async function opened(): Promise<() => Promise<number>> {
  const [source] = await it.sources('OPEN_BANKING')
  assert.ok(source)
  const { http } = await openSource({
    ...{ database: it.db.worker, config: it.config, workspaceId, sourceId: source.id },
    ...{ requestId: 'run', meter: { calls: 0, retries: 0 }, clock },
  })
  return async () => {
    const { body } = await http.request({ path: '/v1/accounts' })
    return (body as { accounts: unknown[] }).accounts.length
  }
}

const read = async () => await (await opened())()

const isToReconnect = async () => (await it.sources('OPEN_BANKING'))[0]?.reauthorize
const asksToReconnect = (error: unknown) =>
  error instanceof FaultError && error.fault.code === 'REAUTHORIZE' && error.fault.actor === 'CUSTOMER'

async function statusOf({ consentId }: { consentId: string }): Promise<unknown> {
  const response = await fetch(`${it.sandbox.url}/open-banking/v1/consents/${consentId}/status`, {
    headers: { 'x-request-id': crypto.randomUUID() },
  })
  return ((await response.json()) as { consentStatus: unknown }).consentStatus
}

describe('a bank that wants OAuth 2 beside the consent', () => {
  before(async () => {
    await it.control('open-banking/set_dialect', { approach: 'oauth', unlimitedAccess: true })
  })

  test('has its customer asked by its own server, for this consent, with PKCE', async () => {
    const begun = await it.begin('OPEN_BANKING')
    const url = new URL(begun.text('beginConnect.authorizationUrl'))
    const query = Object.fromEntries(url.searchParams)
    assert.equal(`${url.origin}${url.pathname}`, `${it.sandbox.url}/open-banking/oauth/authorize`)
    assert.match(query['scope'] ?? '', /^AIS:sandbox-not-a-secret-consent-\d+$/)
    assert.equal(query['client_id'], it.config.apps.OPEN_BANKING?.clientId)
    assert.equal(query['redirect_uri'], `${it.api.url}/connect/callback/open-banking`)
    assert.equal(query['state'], begun.text('beginConnect.state'))
    assert.deepEqual([query['response_type'], query['code_challenge_method']], ['code', 'S256'])
    assert.match(query['code_challenge'] ?? '', /^[\w-]{43}$/)
    // The endpoint's own query stays.
    assert.ok(query['authorizationId'])
  })

  test('that the customer refuses there makes no source', async () => {
    const back = await it.connect('OPEN_BANKING', 'refuse')
    assert.deepEqual([back.get('error'), back.get('actor')], ['FORBIDDEN', 'CUSTOMER'])
    assert.equal((await it.sources('OPEN_BANKING')).length, 0)
  })

  test('is read with the consent and the token, and has neither in an address', async () => {
    const back = await it.connect('OPEN_BANKING')
    assert.deepEqual([...back.keys()].sort(), ['sources', 'state'])
    const { consentId, tokens } = await stored()
    assert.equal(await read(), 4)
    const call = (headers: Record<string, string>) =>
      fetch(`${it.sandbox.url}/open-banking/v1/accounts`, {
        headers: { 'x-request-id': crypto.randomUUID(), ...headers },
      })
    assert.equal((await call({ 'consent-id': consentId })).status, 401)
    const authorization = `Bearer ${tokens.accessToken}`
    assert.equal((await call({ 'consent-id': consentId, authorization })).status, 200)
    const [source] = await it.sources('OPEN_BANKING')
    assert.ok(Date.parse(source?.expiresAt ?? '') > Date.now() + 170 * 86_400_000)
  })

  test('renews its token before that ends, once for all who read', async () => {
    const former = await stored()
    clock.move(9.5 * MINUTE_MS)
    assert.deepEqual(await Promise.all([read(), read(), read()]), [4, 4, 4])
    const renewed = await stored()
    assert.equal(renewed.consentId, former.consentId)
    assert.notEqual(renewed.tokens.accessToken, former.tokens.accessToken)
    assert.notEqual(renewed.tokens.refreshToken, former.tokens.refreshToken)
  })

  test('renews a token that the bank refuses, and asks nobody', async () => {
    const former = await stored()
    await it.control('open-banking/expire_tokens', {})
    assert.equal(await read(), 4)
    assert.notEqual((await stored()).tokens.accessToken, former.tokens.accessToken)
    assert.equal(await isToReconnect(), false)
  })

  test('that renews the token no more has the customer asked; agreeing again keeps the source', async () => {
    const before = await it.sources('OPEN_BANKING')
    await it.control('open-banking/expire_tokens', {})
    await it.control('open-banking/end_refresh', {})
    await assert.rejects(read(), asksToReconnect)
    assert.equal(await isToReconnect(), true)
    await it.connect('OPEN_BANKING')
    const after = await it.sources('OPEN_BANKING')
    assert.deepEqual(
      after.map((each) => [each.id, each.grantId, each.reauthorize]),
      before.map((each) => [each.id, each.grantId, false]),
    )
    assert.equal(await read(), 4)
  })

  test('that is connected again while it is read goes on with the new consent and its token', async () => {
    const readOn = await opened()
    const former = await stored()
    await it.connect('OPEN_BANKING')
    assert.equal(await statusOf(former), 'terminatedByTpp')
    clock.move(10 * MINUTE_MS)
    assert.equal(await readOn(), 4)
    assert.equal(await isToReconnect(), false)
  })

  test('whose consent has ended has the customer asked, however good the token is', async () => {
    await it.control('open-banking/revoke_consent', {})
    await assert.rejects(read(), asksToReconnect)
    assert.equal(await isToReconnect(), true)
  })

  test('that gives nothing to renew with is read until the token ends', async () => {
    await it.control('open-banking/set_dialect', { withoutRefresh: true })
    await it.connect('OPEN_BANKING')
    const { tokens } = await stored()
    const [source] = await it.sources('OPEN_BANKING')
    assert.deepEqual(new Date(source?.expiresAt ?? ''), new Date(tokens.accessExpiresAt))
    const at = standingClock(new Date(Date.parse(tokens.accessExpiresAt) - 1000).toISOString())
    clock.move(at.now().getTime() - clock.now().getTime())
    assert.equal(await read(), 4)
    clock.move(1000)
    await assert.rejects(read(), asksToReconnect)
    assert.equal(await isToReconnect(), true)
  })

  test('gets its consent taken back, also when no token is left to do it with', async () => {
    const disconnect = 'mutation ($id: ID!) { disconnect(sourceId: $id) { userErrors { message } } }'
    await it.control('open-banking/set_dialect', { withoutRefresh: false })
    for (const isOver of [false, true]) {
      await it.connect('OPEN_BANKING')
      const secrets = await stored()
      assert.equal(await statusOf(secrets), 'valid')
      if (isOver) {
        await it.control('open-banking/end_refresh', {})
        await endAccess()
      }
      const [source] = await it.sources('OPEN_BANKING')
      const answer = await it.mutate(disconnect, { id: encodeId('Source', source?.id ?? '') })
      assert.deepEqual(answer.list('disconnect.userErrors'), [])
      assert.equal(await statusOf(secrets), 'terminatedByTpp')
      const left = await it.db.owner.sql`select from credentials where grant_id = ${source?.grantId ?? ''}`
      assert.equal(left.length, 0)
    }
  })
})
