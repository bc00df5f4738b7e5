import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import type { WebhookChange } from '../../src/providers/provider.ts'
import { keepEvents } from '../../src/webhooks/events.ts'
import { processWebhooks } from '../../src/webhooks/process.ts'
import { freshDatabase } from '../support/database.ts'
import { startLedger, type Ledger } from '../support/ledger.ts'
import {
  connectLedger,
  findLedger,
  runLedger,
  silentLog,
  type LedgerSource,
} from '../support/ledger-source.ts'

const db = await freshDatabase()

describe('processing webhooks', () => {
  let ledger: Ledger
  let source: LedgerSource

  before(async () => {
    ledger = await startLedger()
  })
  after(() => ledger.close())
  beforeEach(async () => {
    source = await connectLedger(db, ledger)
    const updatedAt = '2026-03-05T09:00:00Z'
    ledger.accounts = ['a1', 'a2', 'a3'].map((id) => ({ id, name: id, updatedAt }))
    Object.assign(ledger, { failures: [], requests: [] })
  })

  const keep = (...changes: WebhookChange[]) =>
    keepEvents(
      db.worker,
      changes.map((change) => ({ ...source, change })),
      { provider: 'XERO', receivedAt: new Date() },
    )
  const process = (now?: Date) =>
    processWebhooks(
      {
        database: db.worker,
        config: source.config,
        log: silentLog,
        requestId: newId(),
        find: findLedger,
        signal: new AbortController().signal,
        ...(now && { clock: { now: () => now, random: () => 0.5, sleep: () => Promise.resolve() } }),
      },
      source,
    )

  test('asks for what the events name, once for all of a stream, and writes the answer', async () => {
    await keep(changed('a1'), changed('a2'), changed('a1', 'again'))
    await process()
    assert.deepEqual(ledger.requests, ['/accounts?ids=a1%2Ca2'])
    assert.deepEqual(await names(source), ['a1', 'a2'])
    const [row] = await db.owner.sql`
      select s.checkpoint, s.record_count, s.fresh_as_of from stream_states s
      where s.source_id = ${source.sourceId} and s.stream = 'accounts'`
    assert.deepEqual({ ...row }, { checkpoint: null, record_count: 2, fresh_as_of: null })
    const vias = await db.owner.sql`select distinct via from changes where source_id = ${source.sourceId}`
    assert.deepEqual(
      vias.map((it) => it['via'] as unknown),
      ['WEBHOOK'],
    )
    assert.ok((await events(source)).every((it) => it['processed_at'] !== null))
  })

  test('deletes what the provider no longer has', async () => {
    await keep(changed('a1'))
    await process()
    ledger.accounts = []
    await keep(changed('a1', 'later'))
    await process()
    assert.deepEqual(await names(source), [])
  })

  test('ends in the same books whatever the order of the events', async () => {
    await keep(changed('a1'), changed('a2'))
    await process()
    ledger.accounts = ledger.accounts.filter((it) => it.id !== 'a1')
    await keep({ ...changed('a1', 'deleted'), at: '2026-03-05T10:00:00Z', what: gone('a1') })
    await process()
    await keep(changed('a1', 'an older change that comes late'))
    await process()
    assert.deepEqual(await names(source), ['a2'])
    const [row] = await db.owner.sql`
      select deleted_at from raw_records where source_id = ${source.sourceId} and remote_id = 'a1'`
    assert.equal(row?.['deleted_at'], '2026-03-05 10:00:00+00')
  })

  test('makes a stream due that an event only points to', async () => {
    await db.owner.sql`
      update stream_states set next_run_at = now() + interval '1 hour' where source_id = ${source.sourceId}`
    await keep({ ...changed('a1'), what: { kind: 'poll', stream: 'cards' } })
    await process()
    const due = await db.worker.sql`
      select stream from due_streams(now(), 100) where source_id = ${source.sourceId}`
    assert.deepEqual(
      due.map((it) => it['stream'] as unknown),
      ['cards'],
    )
    const [row] = await db.owner.sql`
      select next_trigger from stream_states where source_id = ${source.sourceId} and stream = 'cards'`
    assert.equal(row?.['next_trigger'], 'WEBHOOK')
  })

  test('stops reading a source whose access was revoked', async () => {
    await keep({ ...changed('a1'), what: { kind: 'disconnected' } })
    await process()
    const [row] = await db.owner.sql`select reauthorize from sources where id = ${source.sourceId}`
    assert.equal((row?.['reauthorize'] as { actor: string }).actor, 'CUSTOMER')
  })

  test('tries again later what failed, each event alone, and gives up with the error in the end', async () => {
    await keep(changed('a1'), changed('a2'))
    ledger.failures = [{ status: 400 }]
    let now = new Date()
    await process(now)
    const failed = await events(source)
    assert.deepEqual(
      failed.map((it) => it['attempts'] as unknown),
      [1, 1],
    )
    assert.ok(failed.every((it) => it['error'] !== null))

    ledger.requests = []
    await process(now)
    assert.deepEqual(ledger.requests, [], 'not before they are due')
    // The provider rejected the call: another attempt would not help, so the first one was the last.
    assert.ok(failed.every((it) => it['processed_at'] !== null))

    await keep(changed('a3', 'unlucky'))
    for (let attempt = 1; attempt <= 8; attempt++) {
      ledger.failures = Array.from({ length: 5 }, () => ({ status: 503 }))
      now = new Date(now.getTime() + 3_600_000)
      await process(now)
      // The provider answers everything else, so it is not left alone.
      await runLedger(db, source, 'cards')
    }
    const last = (await events(source)).find((it) => it['event_id'] === 'a3 unlucky')
    assert.equal(last?.['attempts'], 8)
    assert.notEqual(last['processed_at'], null)
    assert.equal((last['error'] as { code: string }).code, 'PROVIDER_UNAVAILABLE')
  })

  test('puts off, without an attempt, what comes while the provider is left alone', async () => {
    await keep(changed('a1'))
    let now = new Date()
    for (let hour = 0; hour < 10; hour++) {
      ledger.failures = Array.from({ length: 5 }, () => ({ status: 503 }))
      await process(now)
      now = new Date(now.getTime() + 3_600_000)
    }
    const [waiting] = await events(source)
    assert.deepEqual([waiting?.['attempts'], waiting?.['processed_at']], [1, null])
    ledger.failures = []
    await process(now)
    assert.deepEqual(await names(source), ['a1'])
  })

  test('gathers what comes in while the provider is under stress, and asks for it in one go', async () => {
    await db.owner.sql`
      insert into call_figures values (${source.workspaceId}, ${source.sourceId}, 10, 9, 900, 10, 900, now(), now())`
    const now = new Date(Math.ceil(Date.now() / 300_000) * 300_000)
    const keepAt = (id: string, ms: number) =>
      keepEvents(db.worker, [{ ...source, change: changed(id) }], {
        provider: 'XERO',
        receivedAt: new Date(now.getTime() + ms),
      })
    await keepAt('a1', 10_000)
    await process(new Date(now.getTime() + 11_000))
    await keepAt('a2', 200_000)
    await process(new Date(now.getTime() + 201_000))
    assert.deepEqual(ledger.requests, [])
    await process(new Date(now.getTime() + 300_000))
    assert.deepEqual(ledger.requests, ['/accounts?ids=a1%2Ca2'])
    assert.deepEqual(await names(source), ['a1', 'a2'])
  })

  test('closes an event that asks for single records where the provider has no way to read them', async () => {
    await keep({ ...changed('c1'), what: { kind: 'refetch', stream: 'cards', id: 'c1' } })
    await process()
    const [event] = await events(source)
    assert.notEqual(event?.['processed_at'], null)
    assert.equal((event?.['error'] as { code: string }).code, 'UNSUPPORTED_BY_PROVIDER')
  })
})

const gone = (id: string) => ({ kind: 'deleted', stream: 'accounts', id }) as const

const changed = (id: string, what = ''): WebhookChange => ({
  eventId: `${id} ${what}`,
  remoteId: null,
  at: null,
  what: { kind: 'refetch', stream: 'accounts', id },
})

const events = (source: LedgerSource) => db.owner.sql`
  select event_id, processed_at, attempts, error from webhook_events where source_id = ${source.sourceId}`

async function names(source: LedgerSource): Promise<string[]> {
  const rows = await db.owner.sql<{ name: string }[]>`
    select name from accounts where source_id = ${source.sourceId} and deleted_at is null order by name`
  return rows.map((it) => it.name)
}
