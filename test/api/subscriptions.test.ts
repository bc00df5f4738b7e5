import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createClient, type Client } from 'graphql-ws'
import WebSocket from 'ws'
import { apply } from '../../src/store/apply.ts'
import type { CanonicalRecord } from '../../src/domain/entities.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { customer, invoice, page, remote } from '../store/samples.ts'
import { startTestApi } from './client.ts'
import { insert, seedBooks, type Books } from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database)

let minute = 0
/** Writes records as a provider's page, each minute newer than the last. */
async function write(books: Books, stream: string, id: string, records: CanonicalRecord[]): Promise<void> {
  const fetchedAt = new Date(Date.UTC(2026, 2, 5, 9, minute++))
  await apply(database.worker, page(books, { stream, fetchedAt, records: [remote(id, records)] }))
}
const rename = (books: Books, id: string, name: string) =>
  write(books, 'customers', id, customer(id, name).records ?? [])

interface Event {
  data?: Record<string, { cursor: string; kind: string; record: { name?: string; number?: string } | null }>
  errors?: { message: string; extensions: { code: string } }[]
}

const CHANGES = 'cursor kind record { ... on Contact { name } ... on Invoice { number } }'

describe('over a socket', () => {
  const clientOf = (key: string) =>
    createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${key}` },
    })

  /** Events as they come; `stop` ends the subscription. */
  function listen(client: Client, query: string, variables: Record<string, unknown> = {}) {
    const events: Event[] = []
    const stop = client.subscribe<Event['data']>(
      { query, variables },
      {
        next: (it) => events.push(it as Event),
        error: (error) => events.push({ errors: error as NonNullable<Event['errors']> }),
        complete: () => undefined,
      },
    )
    return { events, stop }
  }
  const first = (it: Event | undefined) => Object.values(it?.data ?? {})[0]

  test('a change arrives with the record as it is now, and a cursor to go on from', async () => {
    const books = await seedBooks(database.owner)
    const client = clientOf(books.key)
    await rename(books, '1', 'before')
    const start = await api.query(books.key, '{ changes { endCursor } }')
    const query = `subscription ($after: Cursor) { changes(after: $after) { ${CHANGES} } }`
    const opened = listen(client, query, { after: start.data.at('changes.endCursor') })
    await rename(books, '2', 'Ada')
    await rename(books, '2', 'Ada Lovelace')
    await eventually(() => {
      assert.equal(opened.events.length, 2)
    })
    assert.deepEqual(
      opened.events.map((it) => first(it)?.kind),
      ['CREATED', 'UPDATED'],
    )
    assert.equal(first(opened.events[1])?.record?.name, 'Ada Lovelace')
    opened.stop()

    await rename(books, '3', 'while away')
    const resumed = listen(client, query, { after: first(opened.events[0])?.cursor })
    await eventually(() => {
      assert.equal(resumed.events.length, 2)
    })
    assert.deepEqual(
      resumed.events.map((it) => first(it)?.record?.name),
      ['Ada Lovelace', 'while away'],
    )
    await client.dispose()
  })

  test('invoices are let through by contact and direction', async () => {
    const books = await seedBooks(database.owner)
    const client = clientOf(books.key)
    await rename(books, '1', 'wanted')
    await rename(books, '2', 'other')
    const { data } = await api.query(
      books.key,
      '{ contacts(filter: { search: "wanted" }) { nodes { id } } changes { endCursor } }',
    )
    const opened = listen(
      client,
      `subscription ($ids: [ID!], $after: Cursor) { invoiceChanged(after: $after, filter: { contactIds: $ids, directions: [SALE] }) { ${CHANGES} } }`,
      { ids: [data.at('contacts.nodes.0.id')], after: data.at('changes.endCursor') },
    )
    const bill = (id: string, more: Parameters<typeof invoice>[1]) =>
      write(books, 'invoices', id, [invoice(`invoices/${id}`, { number: id, ...more })])
    await bill('1', { contactKey: 'customers/2' })
    await bill('2', { contactKey: 'customers/1', direction: 'PURCHASE' })
    await bill('3', { contactKey: 'customers/1' })
    await eventually(() => {
      assert.equal(opened.events.length, 1)
    })
    assert.equal(first(opened.events[0])?.record?.number, '3')
    await client.dispose()
  })

  test('other workspaces are never heard', async () => {
    const books = await seedBooks(database.owner)
    const others = await seedBooks(database.owner)
    const client = clientOf(books.key)
    await rename(books, '0', 'start')
    const opened = listen(client, `subscription { changes { ${CHANGES} } }`)
    // Listening begins at some moment after this; the loop meets it.
    await eventually(async () => {
      await rename(others, '1', `theirs ${minute}`)
      await rename(books, '1', `ours ${minute}`)
      assert.ok(opened.events.length > 0)
    })
    assert.ok(opened.events.every((it) => first(it)?.record?.name?.startsWith('ours')))
    const { data } = await api.query(others.key, '{ changes(first: 1) { endCursor } }')
    const stolen = listen(client, 'subscription ($after: Cursor) { changes(after: $after) { cursor } }', {
      after: data.at('changes.endCursor'),
    })
    await eventually(() => {
      assert.equal(stolen.events[0]?.errors?.[0]?.extensions.code, 'BAD_USER_INPUT')
    })
    await client.dispose()
  })

  test('a syntax error, an unknown field and an unknown source leave the socket open', async () => {
    const books = await seedBooks(database.owner)
    const client = clientOf(books.key)
    for (const [query, code] of [
      ['subscription { changes { ', 'GRAPHQL_PARSE_FAILED'],
      ['subscription { nothing { id } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription { sourceHealth(sourceId: "x") { id } }', 'NOT_FOUND'],
      ['{ invoices(first: 1000) { totalCount } }', 'BAD_USER_INPUT'],
    ] as const) {
      const opened = listen(client, query)
      await eventually(() => {
        assert.equal(opened.events[0]?.errors?.[0]?.extensions.code, code)
      })
    }
    const works = listen(client, '{ workspace { name } }')
    await eventually(() => {
      assert.equal(works.events.length, 1)
    })
    await client.dispose()
  })

  test('health is told at once, then when it changes; progress per stream', async () => {
    const books = await seedBooks(database.owner)
    const soon = new Date(Date.now() + 60_000).toISOString()
    await insert(database.owner, 'stream_states', {
      ...{ workspace_id: books.workspaceId, source_id: books.sourceId, stream: 'invoices', status: 'LIVE' },
      ...{ fresh_as_of: new Date().toISOString(), next_run_at: soon },
    })
    const client = clientOf(books.key)
    const { data } = await api.query(books.key, '{ sources { nodes { id } } }')
    const sourceId = data.text('sources.nodes.0.id')
    const health = listen(
      client,
      'subscription ($id: ID!) { sourceHealth(sourceId: $id) { health { status } } }',
      { id: sourceId },
    )
    const progress = listen(
      client,
      'subscription ($id: ID!) { syncProgress(sourceId: $id) { stream pages status } }',
      { id: sourceId },
    )
    const statuses = () =>
      health.events.map((it) => (first(it) as unknown as { health: { status: string } }).health.status)
    await eventually(() => {
      assert.deepEqual(statuses(), ['HEALTHY'])
    })
    await database.owner.sql`update sources set paused_at = now() where id = ${books.sourceId}`
    const runId = '01900000-0000-7000-8000-000000000009'
    await insert(database.owner, 'sync_runs', {
      workspace_id: books.workspaceId,
      id: runId,
      source_id: books.sourceId,
      stream: 'invoices',
      trigger: 'SCHEDULE',
      started_at: '2026-03-05',
    })
    await eventually(() => {
      assert.deepEqual(statuses(), ['HEALTHY', 'PAUSED'])
      assert.deepEqual(first(progress.events[0]), { stream: 'invoices', pages: 0, status: 'RUNNING' })
    })
    await database.owner.sql`update sync_runs set pages = 3, status = 'SUCCEEDED' where id = ${runId}`
    await eventually(() => {
      assert.deepEqual(first(progress.events[1]), { stream: 'invoices', pages: 3, status: 'SUCCEEDED' })
    })
    await client.dispose()
  })
})

describe('over server-sent events', () => {
  test('changes stream, and go on from a cursor', async () => {
    const books = await seedBooks(database.owner)
    await rename(books, '1', 'one')
    await rename(books, '2', 'two')
    const beginning = await api.query(
      books.key,
      '{ changes(first: 1) { changes { cursor record { ... on Contact { name } } } hasMore } }',
    )
    assert.equal(beginning.data.at('changes.hasMore'), true)
    const ending = new AbortController()
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      signal: ending.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${books.key}`,
      },
      body: JSON.stringify({
        query: `subscription ($after: Cursor) { changes(after: $after) { ${CHANGES} } }`,
        variables: { after: beginning.data.at('changes.changes.0.cursor') },
      }),
    })
    assert.equal(response.status, 200)
    assert.ok(response.body)
    let text = ''
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
    })().catch(() => undefined)
    await eventually(() => {
      assert.match(text, /"name":"two"/)
    })
    await rename(books, '3', 'three')
    await eventually(() => {
      assert.match(text, /"name":"three"/)
    })
    assert.doesNotMatch(text, /"name":"one"/)
    ending.abort()
    await reading
  })
})
