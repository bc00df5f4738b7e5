import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import WebSocket from 'ws'
import { freshDatabase } from '../support/database.ts'
import { startTestApi, type Answer } from './client.ts'
import { seedAccount, seedBooks, seedContact, seedInvoice, seedTransaction } from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database)
const books = await seedBooks(database.owner)
const others = await seedBooks(database.owner)

async function closeCodeOf(payload: unknown, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers,
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload }))
  const [code] = (await once(socket, 'close')) as [number]
  return code
}

describe('without a key there is nothing', () => {
  const introspection = { query: '{ __schema { queryType { name } } }' }

  for (const [name, headers] of Object.entries({
    'no header': {},
    'an unknown key': { authorization: 'Bearer dbk_nobody-knows-this-key' },
    'another scheme': { authorization: `Basic ${books.key}` },
  })) {
    test(`POST with ${name} is 401, introspection included`, async () => {
      const response = await api.post(introspection, headers)
      const answer = (await response.json()) as Answer
      assert.equal(response.status, 401)
      assert.equal(answer.errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
      assert.equal('data' in answer, false)
    })
  }

  test('GET and event streams are 401', async () => {
    const url = `${api.url}/graphql?query=${encodeURIComponent('{ workspace { name } }')}`
    assert.equal((await fetch(url)).status, 401)
    const stream = await api.post(
      { query: 'subscription { changes { cursor } }' },
      { accept: 'text/event-stream' },
    )
    assert.equal(stream.status, 401)
    assert.match(await stream.text(), /UNAUTHENTICATED/)
  })

  test('a socket is closed as forbidden', async () => {
    assert.equal(await closeCodeOf({}), 4403)
    assert.equal(await closeCodeOf({ authorization: 'Bearer dbk_nobody-knows-this-key' }), 4403)
  })
})

describe('scopes', () => {
  test('raw records need records:raw; the rest of the answer arrives', async () => {
    const own = await seedBooks(database.owner, ['records:read'])
    await seedContact(own, 'customers/1')
    const { data, errors } = await api.query(
      own.key,
      '{ contacts { nodes { name provenance { remoteId raw } } } }',
    )
    assert.deepEqual(data.at('contacts.nodes'), [
      { name: 'customers/1', provenance: { remoteId: '1', raw: null } },
    ])
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN')
  })

  test('requestSync needs sync:request', async () => {
    const own = await seedBooks(database.owner, ['records:read'])
    const { errors } = await api.query(
      own.key,
      'mutation { requestSync(input: { sourceId: "x" }) { userErrors { code } } }',
    )
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN')
  })

  test('reading needs records:read', async () => {
    const own = await seedBooks(database.owner, ['sync:request'])
    const { data, errors } = await api.query(own.key, '{ workspace { name } }')
    assert.equal(data.json, undefined)
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN')
  })
})

describe('a workspace sees its own', () => {
  test('no list, lookup or filter reaches into another one', async () => {
    await seedContact(others, 'customers/1')
    await seedAccount(others, 'accounts/1')
    await seedInvoice(others, 'invoices/1')
    await seedTransaction(others, 'deposits/1')
    const ids = await api.query(
      others.key,
      `{ invoices { nodes { id } } contacts { nodes { id } } accounts { nodes { id } } transactions { nodes { id } }
         sources { nodes { id } } companies { nodes { id } } workspace { id } }`,
    )
    const found = ['invoices', 'contacts', 'accounts', 'transactions', 'sources', 'companies'].map(
      (it) => ids.data.at(`${it}.nodes.0.id`) as string,
    )
    const [invoiceId, contactId] = found
    const mine = await api.query(
      books.key,
      `query ($ids: [ID!]!, $invoice: ID!, $contact: ID!) {
         nodes(ids: $ids) { id }
         invoice(id: $invoice) { id }
         node(id: $invoice) { id }
         invoices(filter: { contactIds: [$contact] }) { totalCount }
         all: invoices { totalCount }
       }`,
      { ids: [...found, ids.data.at('workspace.id')], invoice: invoiceId, contact: contactId },
    )
    assert.deepEqual(mine.data.at('nodes'), [null, null, null, null, null, null, null])
    assert.equal(mine.data.at('invoice'), null)
    assert.equal(mine.data.at('invoices.totalCount'), 0)
    assert.equal(mine.data.at('all.totalCount'), 0)
    assert.deepEqual(
      mine.errors?.map((it) => it.extensions.code),
      ['NOT_FOUND', 'NOT_FOUND'],
    )
  })
})
