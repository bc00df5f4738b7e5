import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeId } from '../../src/api/ids.ts'
import { quickbooks } from '../../src/providers/quickbooks/index.ts'
import { enterLimits } from '../../src/sources/limits.ts'
import { freshDatabase } from '../support/database.ts'
import { startTestApi } from './client.ts'
import { insert, seedBooks } from './seed.ts'

const database = await freshDatabase()
const now = new Date('2026-03-05T12:00:00Z')
const api = await startTestApi(database, { now: () => now })
const { owner } = database

const fault = {
  code: 'PROVIDER_UNAVAILABLE',
  message: 'QuickBooks cannot be read at the moment: GET /query answered 503.',
  actor: 'PROVIDER',
  retryable: true,
}

test('a source that is left alone says why, whose move it is, how much waits and when it is next tried', async () => {
  const books = await seedBooks(owner)
  const of = { workspace_id: books.workspaceId, source_id: books.sourceId }
  await insert(owner, 'stream_states', {
    ...{ ...of, stream: 'invoices', status: 'WAITING', last_error: owner.sql.json(fault) },
    ...{ next_run_at: '2026-03-05T12:00:22Z', fresh_as_of: '2026-03-05T11:58:00Z' },
  })
  await insert(owner, 'circuits', {
    ...of,
    failures: 8,
    retry_at: '2026-03-05T12:00:20Z',
    fault: owner.sql.json(fault),
  })
  const { data, errors } = await api.query(
    books.key,
    `query ($id: ID!) { source(id: $id) { health { status reason actor circuit nextTryAt lagSeconds queueDepth } } }`,
    { id: encodeId('Source', books.sourceId) },
  )
  assert.equal(errors, undefined)
  assert.deepEqual(data.at('source.health'), {
    status: 'DEGRADED',
    reason: `QuickBooks failed 8 times in a row and is left alone until 12:00:20 UTC. ${fault.message}`,
    actor: 'PROVIDER',
    circuit: 'OPEN',
    nextTryAt: '2026-03-05T12:00:22.000Z',
    lagSeconds: 120,
    queueDepth: 0,
  })
})

test('a source shows the budget that is left of each of its provider’s limits, before the first call and after it', async () => {
  const books = await seedBooks(owner)
  const ids = { workspaceId: books.workspaceId, sourceId: books.sourceId }
  const budget = async () => {
    const { data, errors } = await api.query(
      books.key,
      '{ sources { nodes { health { budget { scope limit remaining windowSeconds resetsAt } } } } }',
    )
    assert.equal(errors, undefined)
    return data.at('sources.nodes.0.health.budget')
  }
  const of = (limit: number, windowSeconds: number, used = 0, resetsAt: string | null = null) => {
    return { scope: 'SOURCE', limit, remaining: limit - used, windowSeconds, resetsAt }
  }
  assert.deepEqual(await budget(), [of(10, 0), of(500, 60), of(10, 1)])
  const clock = { now: () => now, random: () => 0.5, sleep: () => Promise.resolve() }
  const leave = await enterLimits({
    ...{ database: database.worker, ids, provider: quickbooks, app: 'QUICKBOOKS/SANDBOX' },
    ...{ interactive: false, stressed: false, patience: { maxWaitMs: 0 }, clock },
  })
  const [minute, second] = ['2026-03-05T12:01:06Z', '2026-03-05T12:00:01.1Z']
  assert.deepEqual(await budget(), [of(10, 0, 1), of(500, 60, 1, minute), of(10, 1, 1, second)])
  await leave()
  assert.deepEqual(await budget(), [of(10, 0), of(500, 60, 1, minute), of(10, 1, 1, second)])
})

test('a stream that cannot be read whole shows that, and as of when it was', async () => {
  const books = await seedBooks(owner)
  const of = { workspace_id: books.workspaceId, source_id: books.sourceId, stream: 'invoices' }
  await insert(owner, 'stream_states', {
    ...{ ...of, status: 'LIVE', fresh_as_of: '2026-03-05T11:59:30Z', whole_read_at: '2026-03-01T03:00:00Z' },
    next_run_at: '2026-03-05T12:00:30Z',
  })
  await insert(owner, 'rereadings', {
    ...{ ...of, began_at: '2026-03-05T03:00:00Z', failures: 5, last_error: owner.sql.json(fault) },
  })
  const { data, errors } = await api.query(
    books.key,
    `query ($id: ID!) { source(id: $id) { health { status reason } streams { name wholeReadAt } } }`,
    { id: encodeId('Source', books.sourceId) },
  )
  assert.equal(errors, undefined)
  assert.deepEqual(data.at('source'), {
    health: {
      status: 'DEGRADED',
      reason: `Up to date, but cannot be read whole: invoices. ${fault.message}`,
    },
    streams: [{ name: 'invoices', wholeReadAt: '2026-03-01T03:00:00Z' }],
  })
})

test('dead letters are shown with their source and tried again on demand, with the scope for it', async () => {
  const books = await seedBooks(owner)
  await insert(owner, 'webhook_events', {
    ...{
      workspace_id: books.workspaceId,
      source_id: books.sourceId,
      event_id: 'evt_1',
      provider: 'QUICKBOOKS',
    },
    change: owner.sql.json({ what: { kind: 'refetch', stream: 'invoices', id: '1' } }),
    ...{
      received_at: '2026-03-05T09:00:00Z',
      due_at: '2026-03-05T09:00:00Z',
      processed_at: '2026-03-05T10:00:00Z',
    },
    ...{ attempts: 8, error: owner.sql.json(fault) },
  })
  const list = async () =>
    (
      await api.query(
        books.key,
        `{ sources { nodes { deadLetters { stream eventId attempts since error { code } } health { queueDepth } } } }`,
      )
    ).data
  assert.deepEqual((await list()).at('sources.nodes.0.deadLetters'), [
    {
      ...{ stream: 'invoices', eventId: 'evt_1', attempts: 8, since: '2026-03-05T09:00:00Z' },
      error: { code: 'PROVIDER_UNAVAILABLE' },
    },
  ])
  const redrive = `mutation ($id: ID!) { redrive(sourceId: $id) { events streams userErrors { code } } }`
  const { data } = await api.query(books.key, redrive, { id: encodeId('Source', books.sourceId) })
  assert.deepEqual(data.at('redrive'), { events: 1, streams: 0, userErrors: [] })
  assert.deepEqual((await list()).at('sources.nodes.0'), { deadLetters: [], health: { queueDepth: 1 } })

  const theirs = await seedBooks(owner)
  const foreign = await api.query(theirs.key, redrive, { id: encodeId('Source', books.sourceId) })
  assert.deepEqual(foreign.data.at('redrive.userErrors'), [{ code: 'NOT_FOUND' }])
})
