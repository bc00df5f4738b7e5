import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stripe } from '../../src/providers/stripe/index.ts'
import { createSource } from '../../src/sources/create.ts'
import { readConfig } from '../../src/config.ts'
import { freshDatabase } from '../support/database.ts'
import { json, startAnswering } from '../support/answering.ts'
import { Data, startTestApi } from './client.ts'
import { seedAccount, seedBooks, seedInvoice, type Books } from './seed.ts'

const database = await freshDatabase()
const provider = await startAnswering()
const { masterKey } = readConfig({ DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') })
const api = await startTestApi(database, {
  config: { masterKey, providerUrls: { STRIPE: provider.url }, liveTimeoutMs: 400 },
})

async function stripeBooks(): Promise<Books> {
  const books = await seedBooks(database.owner)
  const sourceId = await createSource(database.worker, masterKey, {
    workspaceId: books.workspaceId,
    companyId: books.companyId,
    provider: stripe,
    environment: 'SANDBOX',
    remoteId: `acct_${books.workspaceId.slice(-8)}`,
    remoteName: 'Played',
    baseCurrency: 'USD',
    access: { kind: 'apiKey', apiKey: 'sandbox-not-a-secret-key' },
    now: new Date(),
  })
  const own = { ...books, sourceId }
  await seedAccount(
    own,
    'balances/balance#usd',
    { name: 'Stripe', currency: 'USD', balance_current: '1.00', remote_id: 'balance' },
    { remote_id: 'balance' },
  )
  return own
}

const money = (amount: number) => [{ amount, currency: 'usd', source_types: { card: amount } }]
const balance = (amount: number) => ({
  object: 'balance',
  livemode: false,
  available: money(amount),
  pending: money(0),
})
const QUERY =
  '{ accounts { nodes { balance(maxAge: 60) { current { amount currency } live } again: balance(maxAge: 0) { live } } } }'

describe('a balance that is too old', () => {
  test('is asked from the provider, once for the whole query, and kept', async () => {
    const books = await stripeBooks()
    provider.answer = json(200, balance(12345))
    const asked = provider.requests.length
    const { data, errors } = await api.query(books.key, QUERY)
    assert.equal(errors, undefined)
    assert.deepEqual(data.at('accounts.nodes'), [
      { balance: { current: { amount: '123.45', currency: 'USD' }, live: true }, again: { live: true } },
    ])
    assert.equal(provider.requests.length, asked + 1)
    const cached = await api.query(
      books.key,
      '{ accounts { nodes { balance(maxAge: 60) { current { amount } live } } } }',
    )
    assert.deepEqual(cached.data.at('accounts.nodes'), [
      { balance: { current: { amount: '123.45' }, live: false } },
    ])
    assert.equal(provider.requests.length, asked + 1)
    const { data: feed } = await api.query(books.key, '{ changes { changes { via recordType } } }')
    assert.deepEqual(feed.at('changes.changes'), [{ via: 'READ_THROUGH', recordType: 'ACCOUNT' }])
  })

  test('is the cached one where the provider fails or is too slow', async () => {
    const books = await stripeBooks()
    const cached = {
      balance: { current: { amount: '1.00', currency: 'USD' }, live: false },
      again: { live: false },
    }
    provider.answer = json(400, { error: { type: 'invalid_request_error', message: 'no' } })
    assert.deepEqual((await api.query(books.key, QUERY)).data.at('accounts.nodes'), [cached])
    provider.answer = (_request, response) => {
      setTimeout(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
        2_000,
      ).unref()
    }
    assert.deepEqual((await api.query(books.key, QUERY)).data.at('accounts.nodes'), [cached])
  })

  test('is the cached one at once, with its age, while the provider is under stress', async () => {
    const books = await stripeBooks()
    await seedInvoice(books, 'invoices/in_1')
    await database.owner.sql`
      insert into call_figures values
        (${books.workspaceId}, ${books.sourceId}, 100, 90, 9000, 100, 9000, now(), now())`
    const asked = provider.requests.length
    const { data, errors } = await api.query(
      books.key,
      `{ accounts { nodes { balance(maxAge: 0) { current { amount } asOf live } } }
         invoices { nodes { id } } }`,
    )
    assert.equal(errors, undefined)
    assert.deepEqual(data.at('accounts.nodes'), [
      { balance: { current: { amount: '1.00' }, asOf: '2026-03-05T09:12:44.12Z', live: false } },
    ])
    const one = await api.query(
      books.key,
      'query ($id: ID!) { invoice(id: $id, maxAge: 0) { provenance { fetchedAt } } }',
      { id: data.text('invoices.nodes.0.id') },
    )
    assert.deepEqual(one, {
      data: new Data({ invoice: { provenance: { fetchedAt: '2026-03-05T09:12:44.12Z' } } }),
      errors: undefined,
    })
    assert.equal(provider.requests.length, asked, 'nobody asked the provider')
  })

  test('is never asked for where any age is accepted', async () => {
    const books = await stripeBooks()
    const asked = provider.requests.length
    await api.query(books.key, '{ accounts { nodes { balance { live } } } }')
    assert.equal(provider.requests.length, asked)
  })
})

describe('requestSync', () => {
  const MUTATION = `mutation ($input: RequestSyncInput!) { requestSync(input: $input) {
    source { streams { name nextRunAt } company { name } } userErrors { code message path actor retryable } } }`

  test('makes streams due now', async () => {
    const books = await stripeBooks()
    await database.owner.sql`update stream_states set next_run_at = '2100-01-01'`
    const { data } = await api.query(
      books.key,
      '{ sources(filter: { providers: [STRIPE] }) { nodes { id } } }',
    )
    const sourceId = data.text('sources.nodes.0.id')
    const answer = await api.query(books.key, MUTATION, { input: { sourceId, streams: ['invoices'] } })
    assert.deepEqual(answer.data.at('requestSync.userErrors'), [])
    const due = answer.data.list('requestSync.source.streams').filter((it) => it.text('nextRunAt') < '2100')
    assert.deepEqual(
      due.map((it) => it.at('name')),
      ['invoices'],
    )
    const unknown = await api.query(books.key, MUTATION, { input: { sourceId, streams: ['nothing'] } })
    assert.deepEqual(unknown.data.at('requestSync.userErrors'), [
      {
        code: 'NOT_FOUND',
        message: 'This source has no stream "nothing" that can be read.',
        path: ['input', 'streams'],
        actor: 'CALLER',
        retryable: false,
      },
    ])
  })

  test('knows no source of another workspace', async () => {
    const books = await stripeBooks()
    const others = await stripeBooks()
    const { data } = await api.query(others.key, '{ sources { nodes { id } } }')
    const answer = await api.query(books.key, MUTATION, {
      input: { sourceId: data.at('sources.nodes.0.id') },
    })
    assert.equal(answer.data.at('requestSync.source'), null)
    assert.equal(answer.data.at('requestSync.userErrors.0.code'), 'NOT_FOUND')
  })
})
