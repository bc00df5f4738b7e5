import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { generate } from 'selfsigned'
import { newId } from '../../../src/domain/ids.ts'
import type { ProviderApp } from '../../../src/config.ts'
import { isTrusted } from '../../../src/sources/address.ts'
import { beginConnect } from '../../../src/sources/connect/begin.ts'
import type { ConnectContext } from '../../../src/sources/connect/context.ts'
import { finishConnect } from '../../../src/sources/connect/finish.ts'
import { json, startAnswering, type Received } from '../../support/answering.ts'
import { standingClock } from '../../support/clock.ts'
import { freshDatabase } from '../../support/database.ts'

// What a bank's answer may name as its authorization server, and what is shown to that.

const db = await freshDatabase()
const bank = await startAnswering()
const [workspaceId, companyId] = [newId(), newId()]
await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
await db.owner
  .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`

const CONSENT = 'consent-4711'
const METADATA = '/psd2/.well-known/openid-configuration?authorizationId=auth-1'
const SECRET = 'sandbox-not-a-secret-client'
const clock = standingClock()

let certificates: NonNullable<ConnectContext['config']['clientCertificates']> = {}

const context = (app: Partial<ProviderApp> | null): ConnectContext => ({
  database: db.worker,
  config: {
    apps: app === null ? {} : { OPEN_BANKING: { ...CLIENT, ...app } },
    providerUrls: { OPEN_BANKING: bank.url },
    publicUrl: null,
    returnUrls: ['https://app.example'],
    masterKey: Buffer.alloc(32, 1),
    clientCertificates: certificates,
  },
  ownUrl: 'https://books.example',
  requestId: 'request-1',
  clock,
})
const CLIENT: ProviderApp = { clientId: 'client', clientSecret: '', webhookSecrets: [] }

const served = () => ({
  issuer: `${bank.url}/psd2`,
  authorization_endpoint: `${bank.url}/agree?for=auth-1`,
  token_endpoint: `${bank.url}/token?realm=psd2`,
})
let metadata: Record<string, unknown> = {}
let scaOAuth = ''
const TOKENS = {
  access_token: 'sandbox-not-a-secret-access',
  refresh_token: 'sandbox-not-a-secret-refresh',
  expires_in: 3600,
}

function answerOf({ method, target, path }: Received): unknown {
  if (target === METADATA) return metadata
  if (path === '/token' || path === '/mtls/token') return TOKENS
  if (path === `/v1/consents/${CONSENT}/status`) return { consentStatus: 'valid' }
  if (path === `/v1/consents/${CONSENT}`) return { validUntil: '2026-08-01' }
  if (method === 'POST' && path === '/v1/consents') {
    return { consentStatus: 'received', consentId: CONSENT, _links: { scaOAuth: { href: scaOAuth } } }
  }
  return null
}

async function begin(app: Partial<ProviderApp> | null = {}): Promise<URL> {
  const { authorizationUrl } = await beginConnect(context(app), {
    ...{ workspaceId, companyId, provider: 'OPEN_BANKING', environment: 'SANDBOX' },
    ...{ returnUrl: 'https://app.example/', remoteIds: null },
  })
  assert.ok(authorizationUrl)
  return new URL(authorizationUrl)
}

const comeBack = (asked: URL, more: Record<string, string>, app: Partial<ProviderApp> = {}) => {
  const state = asked.searchParams.get('state') ?? ''
  const query = new URLSearchParams({ ...more, state })
  return finishConnect(context(app), { provider: 'open-banking', query })
}

const asked = (path: string) => bank.requests.filter((it) => it.path === path)
const pending = async () => (await db.owner.sql`select from pending_connects`).count

beforeEach(async () => {
  await db.owner.sql`delete from pending_connects`
  bank.requests = []
  certificates = {}
  metadata = served()
  scaOAuth = bank.url + METADATA
  bank.answer = (request, response) => {
    const body = answerOf(request)
    json(body === null ? 404 : 200, body ?? {})(request, response)
  }
})

describe('an authorization server that a bank names', () => {
  test('is asked at its whole address, and the customer is sent to the endpoint as it is told', async () => {
    const url = await begin()
    assert.deepEqual(
      bank.requests.map((it) => it.target),
      ['/v1/consents', METADATA],
    )
    assert.equal(`${url.origin}${url.pathname}`, `${bank.url}/agree`)
    assert.deepEqual(
      [url.searchParams.get('for'), url.searchParams.get('scope')],
      ['auth-1', `AIS:${CONSENT}`],
    )
  })

  test('gives tokens for the code, which the check of the consent then carries', async () => {
    const finished = await comeBack(await begin(), { code: 'code-1' })
    assert.ok(finished && 'sourceIds' in finished.outcome, JSON.stringify(finished))
    const [exchange] = asked('/token')
    assert.equal(exchange?.target, '/token?realm=psd2')
    const form = new URLSearchParams(exchange.body)
    assert.match(form.get('code_verifier') ?? '', /^[\w-]{43}$/)
    assert.equal(form.get('redirect_uri'), 'https://books.example/connect/callback/open-banking')
    const [status] = asked(`/v1/consents/${CONSENT}/status`)
    assert.equal(status?.headers.authorization, `Bearer ${TOKENS.access_token}`)
  })

  test('gets one code once, however often the customer comes back', async () => {
    const url = await begin()
    const outcomes = await Promise.all([1, 2, 3].map(() => comeBack(url, { code: 'code-1' })))
    assert.equal(outcomes.filter((it) => it !== null).length, 1)
    assert.equal(asked('/token').length, 1)
  })

  test('gets no code that is late, or came without one', async () => {
    const late = await begin()
    clock.move(10 * 60_000)
    for (const outcome of [await comeBack(late, { code: 'code-1' }), await comeBack(await begin(), {})]) {
      assert.ok(outcome && 'error' in outcome.outcome)
    }
    assert.deepEqual(asked('/token'), [])
  })

  test('gets no code of another server’s, and one without a name only where it says that it has none', async () => {
    const told = async (more: Record<string, string>) => {
      const finished = await comeBack(await begin(), { code: 'code-1', ...more })
      assert.ok(finished)
      return 'error' in finished.outcome ? finished.outcome.error.fault.message : 'connected'
    }
    assert.match(await told({ iss: 'https://other.example' }), /another server/)
    assert.equal(await told({ iss: `${bank.url}/psd2` }), 'connected')
    metadata = { ...served(), authorization_response_iss_parameter_supported: true }
    assert.match(await told({}), /another server/)
    assert.equal(asked('/token').length, 1)
  })

  test('of a bank that Daybook has no id at is not even asked', async () => {
    await assert.rejects(begin(null), (error: Error) => {
      assert.match(error.message, /needs DAYBOOK_OPEN_BANKING_CLIENT_ID\.$/)
      return true
    })
    assert.equal(await pending(), 0)
  })
})

describe('the client', () => {
  async function shown(clientSecret: string, methods: string[] | undefined) {
    metadata = { ...served(), token_endpoint_auth_methods_supported: methods }
    await comeBack(await begin({ clientSecret }), { code: 'code-1' }, { clientSecret })
    const [exchange] = asked('/token')
    const form = new URLSearchParams(exchange?.body)
    return [exchange?.headers.authorization, form.get('client_id'), form.get('client_secret')]
  }
  const basic = `Basic ${Buffer.from(`client:${SECRET}`).toString('base64')}`

  for (const [what, secret, methods, expected] of [
    ['names itself alone where it has no secret', '', undefined, [undefined, 'client', null]],
    ['shows a secret as RFC 8414 has it where nothing is said', SECRET, undefined, [basic, null, null]],
    ['shows it in the form', SECRET, ['client_secret_post'], [undefined, 'client', SECRET]],
    ['shows none to whom wants none', SECRET, ['tls_client_auth'], [undefined, 'client', null]],
  ] as const) {
    test(what, async () => {
      assert.deepEqual(await shown(secret, methods && [...methods]), expected)
    })
  }
})

describe('a client with a certificate', () => {
  test('comes for tokens where the server wants to see one', async () => {
    const { cert, private: privateKey } = await generate([{ name: 'commonName', value: 'Daybook' }])
    certificates = { OPEN_BANKING: { certificate: cert, privateKey, authority: null } }
    metadata = { ...served(), mtls_endpoint_aliases: { token_endpoint: `${bank.url}/mtls/token` } }
    const finished = await comeBack(await begin(), { code: 'code-1' })
    assert.ok(finished && 'sourceIds' in finished.outcome, JSON.stringify(finished))
    assert.deepEqual([asked('/mtls/token').length, asked('/token').length], [1, 0])
  })
})

describe('where nobody is sent', () => {
  const REFUSED = /^Open Banking wants its customer and Daybook to be sent to \S+, which is not by https/
  const isRefused = (error: Error) => {
    assert.match(error.message, REFUSED)
    // The consent's id may be part of an address.
    assert.doesNotMatch(error.message, /4711/)
    return true
  }

  for (const [what, change] of [
    ['metadata without TLS', () => (scaOAuth = `http://bank.example/${CONSENT}`)],
    ['a page without TLS', () => (metadata['authorization_endpoint'] = 'http://bank.example/agree')],
    ['tokens without TLS', () => (metadata['token_endpoint'] = `http://bank.example/${CONSENT}`)],
    ['tokens of no web address', () => (metadata['token_endpoint'] = 'file:///etc/passwd')],
    ['an address with a user in it', () => (metadata['token_endpoint'] = 'https://a:b@bank.example/')],
    ['what speaks for another server', () => (metadata['issuer'] = 'https://other.example')],
  ] as const) {
    test(what, async () => {
      change()
      await assert.rejects(begin(), isRefused)
      assert.equal(await pending(), 0)
    })
  }

  test('what is no metadata, or is somewhere else', async () => {
    metadata = { issuer: `${bank.url}/psd2` }
    await assert.rejects(begin(), /something else than it should/)
    bank.answer = (request, response) => {
      if (request.target !== METADATA) json(200, answerOf(request))(request, response)
      else response.writeHead(302, { location: `${bank.url}/elsewhere` }).end()
    }
    await assert.rejects(begin(), /answered 302|refused GET/)
    assert.deepEqual(asked('/elsewhere'), [])
  })

  test('a plain http address other than the configured one’s host, and for a real company none', () => {
    const may = (address: string, environment: 'SANDBOX' | 'PRODUCTION', override?: string) =>
      isTrusted(
        { providerUrls: override === undefined ? {} : { OPEN_BANKING: override } },
        { code: 'OPEN_BANKING' },
        { url: new URL(address), environment },
      )
    const sandbox = 'http://127.0.0.1:4001/open-banking'
    assert.ok(may('https://login.bank.example/token', 'PRODUCTION'))
    assert.ok(may('http://127.0.0.1:4002/token', 'SANDBOX', sandbox))
    assert.ok(!may('http://127.0.0.1:4001/token', 'PRODUCTION', sandbox))
    assert.ok(!may('http://10.0.0.1/token', 'SANDBOX', sandbox))
    assert.ok(!may('http://127.0.0.1/token', 'SANDBOX', 'https://api.bank.example'))
    assert.ok(!may('http://127.0.0.1/token', 'SANDBOX'))
  })
})
