import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { encodeId } from '../../src/api/ids.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestApi } from './client.ts'
import { insert, seedBooks } from './seed.ts'

const database = await freshDatabase()
const { owner } = database
let aheadMs = 0
const api = await startTestApi(database, { now: () => new Date(Date.now() + aheadMs) })

async function startWorker() {
  const worker = fork(fileURLToPath(new URL('../support/worker-process.ts', import.meta.url)), {
    env: { ...process.env, DATABASE_URL: database.url, DAYBOOK_LOG: 'silent' },
  })
  after(() => worker.kill('SIGKILL'))
  await once(worker, 'message')
  return worker
}

const HOUR_MS = 3_600_000

test('a source whose worker was killed is not called healthy any more within seconds, and is again with the next one', async () => {
  const books = await seedBooks(owner)
  const of = { workspace_id: books.workspaceId, source_id: books.sourceId }
  await insert(owner, 'stream_states', {
    ...{ ...of, stream: 'invoices', status: 'LIVE', fresh_as_of: new Date().toISOString() },
    next_run_at: new Date(Date.now() + HOUR_MS).toISOString(),
  })
  const health = async () => {
    const { data } = await api.query(
      books.key,
      'query ($id: ID!) { source(id: $id) { health { status reason actor nextTryAt } } }',
      { id: encodeId('Source', books.sourceId) },
    )
    return data.at('source.health') as { status: string; reason: string; actor: string; nextTryAt: string }
  }
  const worker = await startWorker()
  await eventually(async () => {
    const [row] = await owner.sql<{ at: string | null }[]>`select worker_seen() as at`
    assert.ok(row?.at)
  })
  assert.equal((await health()).status, 'HEALTHY')

  worker.kill('SIGKILL')
  await once(worker, 'exit')
  aheadMs = 16_000
  const { status, reason, actor, nextTryAt } = await health()
  assert.deepEqual([status, actor, nextTryAt], ['STALE', 'OPERATOR', null])
  assert.match(reason, /^Nothing is read: no worker has been at work since \d\d:\d\d:\d\d UTC\.$/)

  aheadMs = 0
  await owner.sql`update workers_seen set at = now() - interval '1 hour'`
  assert.equal((await health()).status, 'STALE')
  await startWorker()
  await eventually(async () => {
    assert.equal((await health()).status, 'HEALTHY')
  })
})

test('webhooks that wait while streams are read on are no good health', async () => {
  const books = await seedBooks(owner)
  const of = { workspace_id: books.workspaceId, source_id: books.sourceId }
  const instant = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000).toISOString()
  await insert(owner, 'stream_states', {
    ...{
      ...of,
      stream: 'invoices',
      status: 'LIVE',
      fresh_as_of: instant(100),
      next_run_at: instant(-HOUR_MS / 1000),
    },
  })
  const ask = async () => {
    const { data } = await api.query(
      books.key,
      '{ sources { nodes { health { status reason actor queueDepth } } } }',
    )
    return data.at('sources.nodes.0.health') as { status: string; reason: string; queueDepth: number }
  }
  const event = {
    ...{ ...of, event_id: 'evt_1', provider: 'QUICKBOOKS', attempts: 1 },
    change: owner.sql.json({ what: { kind: 'refetch', stream: 'invoices', id: '1' } }),
    error: owner.sql.json({
      ...{ code: 'PROVIDER_UNAVAILABLE', message: 'QuickBooks does not answer.' },
      ...{ actor: 'PROVIDER', retryable: true },
    }),
  }
  // To be tried again later; its stream was read up to before it came.
  await insert(owner, 'webhook_events', { ...event, received_at: instant(90), due_at: instant(-600) })
  const failing = await ask()
  assert.deepEqual([failing.status, failing.queueDepth], ['DEGRADED', 1])
  assert.match(failing.reason, /^Changes that QuickBooks told of since .* could not be read yet\. QuickBooks/)
  // The stream is read past it meanwhile.
  await owner.sql`update stream_states set fresh_as_of = ${instant(5)} where source_id = ${books.sourceId}`
  assert.equal((await ask()).status, 'HEALTHY')
})
