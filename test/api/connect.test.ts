import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeId } from '../../src/api/ids.ts'
import {
  D365_CLIENT_ID,
  D365_CLIENT_SECRET,
  D365_HOST,
  D365_REMOTE_ID,
  D365_TENANT,
} from '../../src/sandbox/dynamics365-finance/credentials.ts'
import { HUBSPOT_PORTAL_ID } from '../../src/sandbox/hubspot/credentials.ts'
import { QUICKBOOKS_REALM_ID } from '../../src/sandbox/quickbooks/credentials.ts'
import {
  STRIPE_ACCOUNT_ID,
  STRIPE_RESTRICTED_KEY,
  STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET,
} from '../../src/sandbox/stripe/credentials.ts'
import { XERO_SECOND_TENANT_ID, XERO_TENANT_ID } from '../../src/sandbox/xero/credentials.ts'
import { createApiKey } from '../../src/sources/keys.ts'
import { visit } from '../support/browser.ts'
import { RETURN_URL, startConnecting } from '../support/connecting.ts'

// The whole way over HTTP: the graph, the played provider's own page as a browser uses it, the callback.

const it = await startConnecting()
const idsIn = (back: URLSearchParams) => (back.get('sources') ?? '').split(',')

describe('connecting by a page of the provider', () => {
  test('makes a source of the QuickBooks company that the customer chose', async () => {
    const back = await it.connect('QUICKBOOKS')
    const [source] = await it.sources('QUICKBOOKS')
    assert.ok(source)
    assert.deepEqual(idsIn(back), [encodeId('Source', source.id)])
    assert.deepEqual(
      [source.remoteId, source.remoteName, source.reauthorize],
      [QUICKBOOKS_REALM_ID, 'Larkfield Works', false],
    )
  })

  test('opens both of the Xero organisations that were approved by one grant', async () => {
    const back = await it.connect('XERO')
    const sources = await it.sources('XERO')
    assert.deepEqual(
      sources.map((each) => [each.remoteId, each.remoteName]),
      [
        [XERO_TENANT_ID, 'Larkfield Works Ltd'],
        [XERO_SECOND_TENANT_ID, 'Larkfield Training Ltd'],
      ],
    )
    assert.equal(new Set(sources.map((each) => each.grantId)).size, 1)
    assert.equal(idsIn(back).length, 2)
  })

  test('makes a source of the HubSpot account, proving by PKCE that it is who asked', async () => {
    const begun = await it.begin('HUBSPOT')
    const url = new URL(begun.text('beginConnect.authorizationUrl'))
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256')
    assert.match(url.searchParams.get('code_challenge') ?? '', /^[\w-]{43}$/)
    await visit(url.href, 'agree', RETURN_URL)
    assert.deepEqual(
      (await it.sources('HUBSPOT')).map((each) => each.remoteId),
      [HUBSPOT_PORTAL_ID],
    )
  })

  test('links a Plaid item', async () => {
    await it.connect('PLAID')
    const [source] = await it.sources('PLAID')
    assert.ok(source?.remoteId.length)
    assert.notEqual(source.remoteName, null)
  })

  test('takes a bank’s consent with the day on which it ends', async () => {
    await it.connect('OPEN_BANKING')
    const [source] = await it.sources('OPEN_BANKING')
    assert.ok(source?.expiresAt)
    const days = (Date.parse(source.expiresAt) - Date.now()) / 86_400_000
    assert.ok(days > 178 && days < 182, `ends in ${days} days`)
  })

  for (const provider of ['QUICKBOOKS', 'XERO', 'HUBSPOT', 'PLAID', 'OPEN_BANKING']) {
    test(`that the customer refuses says so: ${provider}`, async () => {
      const back = await it.connect(provider, 'refuse')
      assert.equal(back.get('error'), 'FORBIDDEN')
      assert.match(back.get('error_description') ?? '', /^The customer did not agree to connect /)
      assert.deepEqual([back.get('actor'), back.get('retryable')], ['CUSTOMER', 'true'])
      assert.equal(back.get('sources'), null)
    })
  }

  test('brings back the state that it began with', async () => {
    const begun = await it.begin('QUICKBOOKS')
    const back = await visit(begun.text('beginConnect.authorizationUrl'), 'agree', RETURN_URL)
    assert.equal(back.searchParams.get('state'), begun.text('beginConnect.state'))
  })

  test('again keeps the source, and clears why it could not be read', async () => {
    for (const provider of ['QUICKBOOKS', 'XERO', 'HUBSPOT', 'PLAID', 'OPEN_BANKING']) {
      const before = await it.sources(provider)
      await it.db.owner.sql`
        update sources set reauthorize = '{"code":"REAUTHORIZE","message":"over","actor":"CUSTOMER","retryable":false}'
        where provider = ${provider}`
      await it.connect(provider)
      const after = await it.sources(provider)
      assert.deepEqual(
        after.map((each) => [each.id, each.remoteId, each.reauthorize]),
        before.map((each) => [each.id, each.remoteId, false]),
        provider,
      )
    }
  })
})

describe('a state', () => {
  const callback = (query: string) => fetch(`${it.api.url}/connect/callback/${query}`, { redirect: 'manual' })

  test('is good once', async () => {
    const begun = await it.begin('QUICKBOOKS')
    const state = begun.text('beginConnect.state')
    const first = await callback(`quickbooks?state=${state}&error=access_denied`)
    assert.equal(first.status, 303)
    assert.equal((await callback(`quickbooks?state=${state}&error=access_denied`)).status, 400)
  })

  test('is good at its own provider only, and is used up elsewhere', async () => {
    const begun = await it.begin('QUICKBOOKS')
    const state = begun.text('beginConnect.state')
    assert.equal((await callback(`xero?state=${state}&code=1`)).status, 400)
    assert.equal((await callback(`quickbooks?state=${state}&code=1`)).status, 400)
  })

  test('that nobody gave leads nowhere', async () => {
    const answer = await callback(`quickbooks?state=${'x'.repeat(43)}&code=1`)
    assert.deepEqual([answer.status, answer.headers.get('location')], [400, null])
    assert.equal((await callback('quickbooks')).status, 400)
  })

  test('ends after ten minutes, and the customer is told', async () => {
    const begun = await it.begin('QUICKBOOKS')
    await it.db.owner.sql`update pending_connects set expires_at = now()`
    const answer = await callback(`quickbooks?state=${begun.text('beginConnect.state')}&code=1`)
    const back = new URL(answer.headers.get('location') ?? '').searchParams
    assert.equal(back.get('error_description'), 'Connecting took longer than ten minutes. Begin again.')
  })

  test('with a code that the provider does not know makes no source', async () => {
    const begun = await it.begin('QUICKBOOKS')
    const answer = await callback(`quickbooks?state=${begun.text('beginConnect.state')}&code=made-up`)
    const back = new URL(answer.headers.get('location') ?? '').searchParams
    assert.equal(back.get('sources'), null)
    assert.ok(back.get('error'))
  })
})

describe('what cannot begin says why', () => {
  const faultOf = async (provider: string, more: Record<string, unknown>) => {
    const begun = await it.begin(provider, more)
    assert.equal(begun.at('beginConnect.authorizationUrl'), null)
    return begun.list('beginConnect.userErrors').map((each) => [each.at('code'), each.at('path')])
  }

  test('an address that is not on the list', async () => {
    for (const returnUrl of [
      'https://app.example.evil.example/books/connected',
      'https://app.example/other',
      'https://app.example/bookshop',
      'https://app.example/books/%2e%2e/other',
      'http://app.example/books/connected',
      'https://user:word@app.example/books/connected',
      'https://app.example@evil.example/books/connected',
      'https://app.example:8443/books/connected',
      'https://app.example/books/../other',
      'https://app.example/books\\..\\other',
      'https://app.example/books/..;/other',
      'https://app.example/books/%252e%252e/other',
      'https://app.example/books//evil.example',
      'https://app.example\\@evil.example/books',
      'https://app.example.:443/books/connected',
      'https://аpp.example/books/connected',
      'https://app.example%2eevil.example/books',
      'https://app.example/BOOKS/connected',
      'javascript://app.example/books/%0aalert(1)',
      'http://localhost/books',
    ]) {
      assert.deepEqual(
        await faultOf('XERO', { returnUrl }),
        [['INVALID_INPUT', ['input', 'returnUrl']]],
        returnUrl,
      )
    }
  })

  test('a company of nobody’s', async () => {
    const companyId = encodeId('Company', it.books.sourceId)
    assert.deepEqual(await faultOf('XERO', { companyId }), [['NOT_FOUND', ['input', 'companyId']]])
  })

  test('production at an address that is not encrypted', async () => {
    assert.deepEqual(await faultOf('QUICKBOOKS', { environment: 'PRODUCTION' }), [['INVALID_INPUT', null]])
  })
})

test('only the accounts that are named are connected', async () => {
  const other = await it.mutate(
    'mutation { createCompany(input: { name: "Training", country: "GB" }) { company { id } userErrors { message } } }',
    {},
  )
  const companyId = other.text('createCompany.company.id')
  const back = await it.connect('XERO', 'agree', { companyId, remoteIds: [XERO_SECOND_TENANT_ID] })
  assert.equal(back.get('error'), 'INVALID_INPUT')
  assert.match(back.get('error_description') ?? '', /belongs to another company/)
  const unknown = await it.connect('XERO', 'agree', { remoteIds: ['00000000-0000-0000-0000-000000000000'] })
  assert.match(unknown.get('error_description') ?? '', /did not approve Xero 00000000/)
})

describe('connecting by a key', () => {
  const WITH_KEY = `mutation ($input: ConnectWithKeyInput!) { connectWithKey(input: $input) {
    source { remoteId remoteName provider { code } } userErrors { code message path actor } } }`
  const withKey = async (provider: string, apiKey: string, more: Record<string, unknown> = {}) => {
    const companyId = encodeId('Company', it.books.companyId)
    const input = { companyId, provider, environment: 'SANDBOX', apiKey, ...more }
    const data = await it.mutate(WITH_KEY, { input })
    return { source: data.at('connectWithKey.source'), faults: data.list('connectWithKey.userErrors') }
  }
  const dynamics = { tenant: D365_TENANT, clientId: D365_CLIENT_ID, host: D365_HOST, company: 'LFDE' }

  test('asks Stripe whose it is', async () => {
    const { source, faults } = await withKey('STRIPE', STRIPE_RESTRICTED_KEY)
    assert.deepEqual(faults, [])
    assert.deepEqual(source, {
      remoteId: STRIPE_ACCOUNT_ID,
      remoteName: 'Sandbox Books',
      provider: { code: 'STRIPE' },
    })
  })

  test('takes the secrets of webhooks along', async () => {
    const key = { apiKey: STRIPE_SECRET_KEY, webhookSecrets: [STRIPE_WEBHOOK_SECRET] }
    const { source } = await withKey('STRIPE', JSON.stringify(key))
    assert.ok(source)
    assert.equal((await it.sources('STRIPE')).length, 1)
  })

  test('takes the customer’s own app for Dynamics, and one legal entity', async () => {
    const key = JSON.stringify({ ...dynamics, clientSecret: D365_CLIENT_SECRET })
    const { source, faults } = await withKey('DYNAMICS365_FINANCE', key)
    assert.deepEqual(faults, [])
    assert.match(JSON.stringify(source), new RegExp(`"remoteId":"${D365_REMOTE_ID}"`))
  })

  test('says what is wrong with it, and which form is right', async () => {
    const cases: [string, string, RegExp, Record<string, unknown>?][] = [
      ['STRIPE', 'pk_test_1', /This is no key for Stripe\. Give a secret or restricted key/],
      ['STRIPE', 'sk_test_unknown', /Stripe does not accept what was given/],
      ['STRIPE', 'sk_live_unknown', /belongs to the environment PRODUCTION, not to SANDBOX/],
      ['DYNAMICS365_FINANCE', 'secret', /as JSON: \{"tenant"/],
      [
        'DYNAMICS365_FINANCE',
        JSON.stringify({ ...dynamics, clientSecret: 'wrong' }),
        /no longer accepts|does not accept/,
      ],
      [
        'DYNAMICS365_FINANCE',
        JSON.stringify({ ...dynamics, clientSecret: D365_CLIENT_SECRET, company: 'none' }),
        /knows no account/,
      ],
      ['XERO', 'anything', /is not connected by a key: use beginConnect/],
    ]
    for (const [provider, key, sentence] of cases) {
      const { source, faults } = await withKey(provider, key)
      assert.equal(source, null)
      assert.equal(faults[0]?.at('code'), 'INVALID_INPUT', key)
      assert.match(String(faults[0].at('message')), sentence)
      assert.ok(!JSON.stringify(faults).includes('sk_live_unknown'))
    }
  })

  test('has no page: beginConnect says so by saying nothing', async () => {
    const begun = await it.begin('STRIPE')
    assert.deepEqual(begun.at('beginConnect'), { authorizationUrl: null, state: null, userErrors: [] })
  })
})

test('what is read from files is connected at once', async () => {
  const begun = await it.begin('BANK_STATEMENT')
  assert.deepEqual(begun.at('beginConnect'), { authorizationUrl: null, state: null, userErrors: [] })
  await it.begin('BANK_STATEMENT')
  assert.equal((await it.sources('BANK_STATEMENT')).length, 1)
})

test('a key without the scope connects nothing', async () => {
  const { key } = await createApiKey(it.db.owner, {
    workspaceId: it.books.workspaceId,
    name: 'reader',
    scopes: ['records:read'],
  })
  const { errors } = await it.api.query(
    key,
    'mutation { createCompany(input: { name: "X" }) { company { id } } }',
  )
  assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN')
})

test('a company says what it lacks', async () => {
  const CREATE = `mutation ($input: CreateCompanyInput!) { createCompany(input: $input) {
    company { name parent { name } } userErrors { code path } } }`
  const create = async (input: object) => (await it.mutate(CREATE, { input })).at('createCompany')
  const parentId = encodeId('Company', it.books.companyId)
  assert.deepEqual(await create({ name: 'Harbour East', parentId, baseCurrency: 'EUR' }), {
    company: { name: 'Harbour East', parent: { name: 'Harbour Ltd' } },
    userErrors: [],
  })
  const refused = (code: string, field: string) => ({
    company: null,
    userErrors: [{ code, path: ['input', field] }],
  })
  assert.deepEqual(await create({ name: ' ' }), refused('INVALID_INPUT', 'name'))
  assert.deepEqual(await create({ name: 'A', country: 'Germany' }), refused('INVALID_INPUT', 'country'))
  const unknown = encodeId('Company', it.books.sourceId)
  assert.deepEqual(await create({ name: 'A', parentId: unknown }), refused('NOT_FOUND', 'parentId'))
})
