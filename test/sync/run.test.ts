import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { AnyStream } from '../../src/providers/provider.ts'
import type { findProvider } from '../../src/providers/registry.ts'
import { requestSync } from '../../src/sync/request.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { ledgerProvider, startLedger, type Entry, type Ledger } from '../support/ledger.ts'
import { connectLedger, runLedger, type LedgerSource } from '../support/ledger-source.ts'

const db = await freshDatabase()

const entry = (n: number, updatedAt = `2026-03-01T00:00:${String(n % 60).padStart(2, '0')}Z`): Entry => ({
  id: `a${n}`,
  name: `Account ${n}`,
  updatedAt,
})
const entries = (count: number) => Array.from({ length: count }, (_, n) => entry(n + 1))

describe('a run', () => {
  let ledger: Ledger
  let source: LedgerSource

  before(async () => {
    ledger = await startLedger()
  })
  after(() => ledger.close())
  beforeEach(async () => {
    source = await connectLedger(db, ledger)
    Object.assign(ledger, { accounts: entries(25), cards: entries(3), failures: [], requests: [] })
    ledger.onRequest = () => undefined
  })

  const run = (stream: 'accounts' | 'cards' = 'accounts', also = {}) => runLedger(db, source, stream, also)

  test('reads from the beginning to now and leaves the stream live, fresh as of its start', async () => {
    const now = new Date('2026-04-01T10:00:00Z')
    const clock = { now: () => now, random: () => 0.5, sleep: () => Promise.resolve() }
    assert.equal(await run('accounts', { clock }), 'SUCCEEDED')
    assert.deepEqual(await state(source, 'accounts'), {
      status: 'LIVE',
      checkpoint: { after: '2026-03-01T00:00:25Z a25' },
      fresh_as_of: '2026-04-01 10:00:00+00',
      next_run_at: '2026-04-01 10:01:00+00',
      record_count: 25,
      rejected_count: 0,
      failures: 0,
      last_error: null,
    })
    const [row] = await runs(source)
    assert.deepEqual(
      { ...row },
      {
        trigger: 'CONNECT',
        status: 'SUCCEEDED',
        pages: 3,
        read: 25,
        created: 25,
        deleted: 0,
        calls: 3,
      },
    )
    assert.equal((await names(source)).length, 25)
  })

  test('reads on from where the last one stopped', async () => {
    await run()
    ledger.requests = []
    ledger.accounts.push(entry(26, '2026-03-02T00:00:00Z'))
    assert.equal(await run(), 'SUCCEEDED')
    assert.equal(ledger.requests.length, 1)
    const [row] = await runs(source)
    assert.deepEqual([row?.trigger, row?.read, row?.created], ['SCHEDULE', 1, 1])
    assert.equal((await state(source, 'accounts')).record_count, 26)
  })

  test('deletes what its provider reports as deleted', async () => {
    await run()
    Object.assign(ledger.accounts[3] ?? {}, { deleted: true, updatedAt: '2026-03-05T00:00:00Z' })
    await run()
    assert.ok(!(await names(source)).includes('Account 4'))
    assert.equal((await state(source, 'accounts')).record_count, 24)
  })

  test('deletes what a complete listing no longer names', async () => {
    ledger.cards = entries(10)
    await run('cards')
    ledger.cards = entries(9)
    assert.equal(await run('cards'), 'SUCCEEDED')
    assert.equal((await names(source)).length, 9)
    const [row] = await runs(source)
    assert.equal(row?.deleted, 1)
    assert.equal((await state(source, 'cards')).record_count, 9)
  })

  test('holds back a listing that would delete half of the stream', async () => {
    ledger.cards = entries(30)
    await run('cards')
    ledger.cards = entries(15)
    await run('cards')
    assert.equal((await names(source)).length, 30)
    const [anomaly] = await db.owner.sql`
      select code from anomalies where source_id = ${source.sourceId} and resolved_at is null`
    assert.equal(anomaly?.['code'], 'SUSPICIOUS_DELETIONS')
  })

  test('sets an unreadable record aside, counts it, and reads the rest', async () => {
    Object.assign(ledger.accounts[2] ?? {}, { name: '' })
    assert.equal(await run(), 'SUCCEEDED')
    assert.equal((await names(source)).length, 24)
    const { record_count, rejected_count, status } = await state(source, 'accounts')
    assert.deepEqual(
      { record_count, rejected_count, status },
      { record_count: 24, rejected_count: 1, status: 'LIVE' },
    )
    Object.assign(ledger.accounts[2] ?? {}, { name: 'Repaired', updatedAt: '2026-03-03T00:00:00Z' })
    await run()
    assert.equal((await state(source, 'accounts')).rejected_count, 0)
    assert.ok((await names(source)).includes('Repaired'))
  })

  test('counts no longer what was set aside and is gone', async () => {
    for (const stream of ['accounts', 'cards'] as const) {
      Object.assign(ledger[stream][2] ?? {}, { name: '' })
      await run(stream)
      assert.equal((await state(source, stream)).rejected_count, 1, stream)
      if (stream === 'cards') ledger.cards.pop()
      else Object.assign(ledger.accounts[2] ?? {}, { deleted: true, updatedAt: '2026-03-05T00:00:00Z' })
      await run(stream)
      assert.equal((await state(source, stream)).rejected_count, 0, stream)
    }
  })

  test('keeps the pages that it read before a failure, and goes on after them', async () => {
    ledger.onRequest = () => {
      if (ledger.requests.length === 2) ledger.failures = [{ status: 400 }]
    }
    assert.equal(await run(), 'PARTIAL')
    const broken = await state(source, 'accounts')
    assert.equal(broken.status, 'FAILED')
    assert.equal(broken.fresh_as_of, null)
    assert.equal(broken.failures, 1)
    assert.notEqual(broken.last_error, null)
    assert.equal((await names(source)).length, 10)

    ledger.onRequest = () => undefined
    ledger.requests = []
    assert.equal(await run(), 'SUCCEEDED')
    assert.equal(ledger.requests.length, 2)
    assert.equal((await names(source)).length, 25)
    assert.equal((await state(source, 'accounts')).last_error, null)
  })

  test('waits as long as the provider asks, without counting that as a failure', async () => {
    ledger.failures = [{ status: 429, headers: { 'retry-after': '600' } }]
    const before = Date.now()
    assert.equal(await run(), 'DEFERRED')
    const waiting = await state(source, 'accounts')
    assert.equal(waiting.status, 'WAITING')
    assert.equal(waiting.failures, 0)
    const nextRunAt = Date.parse(waiting.next_run_at)
    assert.ok(nextRunAt >= before + 599_000 && nextRunAt < before + 700_000, waiting.next_run_at)
  })

  test('ends after the page that it writes when it is asked to stop, and is due again at once', async () => {
    const stopping = new AbortController()
    ledger.onRequest = () => {
      if (ledger.requests.length === 2) stopping.abort()
    }
    assert.equal(await run('accounts', { signal: stopping.signal }), 'PARTIAL')
    const { checkpoint, last_error, status, next_run_at } = await state(source, 'accounts')
    assert.deepEqual(
      { checkpoint, last_error, status },
      {
        checkpoint: { after: '2026-03-01T00:00:10Z a10' },
        last_error: null,
        status: 'BACKFILLING',
      },
    )
    assert.ok(Date.parse(next_run_at) <= Date.now())
  })

  test('closes the run that a dead worker left behind, and the dead one writes no more', async () => {
    const gate = Promise.withResolvers<undefined>()
    ledger.onRequest = async () => {
      if (ledger.requests.length === 2) await gate.promise
    }
    const stalled = run()
    while (ledger.requests.length < 2) await new Promise(setImmediate)
    ledger.onRequest = () => undefined
    assert.equal(await run(), 'SUCCEEDED')
    ledger.accounts = [entry(99, '2027-01-01T00:00:00Z')]
    gate.resolve(undefined)
    assert.equal(await stalled, null)
    assert.deepEqual(
      (await runs(source)).map((it) => it.status),
      ['SUCCEEDED', 'PARTIAL'],
    )
    assert.ok(!(await names(source)).includes('Account 99'))
  })

  test('that is asked for again while it goes on is followed by another', async () => {
    ledger.onRequest = async () => {
      if (ledger.requests.length !== 3) return
      const { workspaceId, sourceId } = source
      await requestSync(db.worker, { workspaceId, sourceId, streams: ['accounts'], full: false })
    }
    assert.equal(await run(), 'SUCCEEDED')
    const [due] = await db.worker.sql`
      select stream from due_streams(now(), 100) where source_id = ${source.sourceId} and stream = 'accounts'`
    assert.equal(due?.['stream'], 'accounts')
    ledger.onRequest = () => undefined
    await run()
    assert.equal((await runs(source))[0]?.trigger, 'REQUEST')
  })

  describe('that goes on with a reading that an earlier one began', () => {
    const began = new Date('2026-04-01T10:00:00Z')
    const clock = standingClock(began.toISOString())
    const { accounts } = ledgerProvider.streams
    const ledgerWith = (also: Partial<AnyStream>): typeof findProvider => {
      const streams = { accounts: { ...accounts, ...also } }
      return () => ({ ...ledgerProvider, streams })
    }
    const resumed = ledgerWith({
      pages: async function* (read) {
        for await (const page of accounts.pages(read)) yield { ...page, asOf: began }
      },
    })
    const next = async () => {
      const { fresh_as_of, next_run_at } = await state(source, 'accounts')
      const [row] = await db.owner.sql<{ trigger: string }[]>`
        select next_trigger as trigger from stream_states
        where source_id = ${source.sourceId} and stream = 'accounts'`
      return [fresh_as_of, next_run_at, row?.trigger].map((it) => it?.replace('2026-04-01 ', ''))
    }
    const ask = async () => {
      const { workspaceId, sourceId } = source
      await requestSync(db.worker, { workspaceId, sourceId, streams: null, full: false }, clock.now())
    }

    beforeEach(() => {
      clock.move(began.getTime() - clock.now().getTime())
    })

    test('is as fresh as that one, and is due again by its beginning', async () => {
      clock.move(20_000)
      await run('accounts', { clock, find: resumed })
      assert.deepEqual(await next(), ['10:00:00+00', '10:01:00+00', 'SCHEDULE'])
    })

    test('is followed at once by another where someone asked for what is newer', async () => {
      clock.move(10_000)
      await ask()
      clock.move(10_000)
      await run('accounts', { clock, find: resumed })
      assert.deepEqual(await next(), ['10:00:00+00', '10:00:20+00', 'REQUEST'])
      await run('accounts', { clock })
      assert.deepEqual(await next(), ['10:00:20+00', '10:01:20+00', 'SCHEDULE'])
    })

    test('is followed by another also when the one that was asked for failed in the middle', async () => {
      clock.move(10_000)
      await ask()
      ledger.failures = [{ status: 400 }]
      assert.equal(await run('accounts', { clock, find: resumed }), 'FAILED')
      clock.move(15_000)
      await run('accounts', { clock, find: resumed })
      assert.deepEqual((await next()).slice(0, 2), ['10:00:00+00', '10:00:25+00'])
    })

    test('leaves out the time after which changes show, and is followed then', async () => {
      clock.move(20_000)
      await ask()
      await run('accounts', { clock, find: ledgerWith({ lagSeconds: 30 }) })
      assert.deepEqual(await next(), ['09:59:50+00', '10:00:50+00', 'REQUEST'])
    })
  })

  test('from the beginning replaces one that is under way, and takes nothing away meanwhile', async () => {
    await run()
    ledger.accounts.push(...Array.from({ length: 15 }, (_, n) => entry(30 + n, '2026-03-02T00:00:00Z')))
    ledger.requests = []
    ledger.onRequest = async () => {
      if (ledger.requests.length !== 2) return
      const { workspaceId, sourceId } = source
      await requestSync(db.worker, { workspaceId, sourceId, streams: null, full: true })
    }
    assert.equal(await run(), null)
    const { status, checkpoint, record_count } = await state(source, 'accounts')
    assert.deepEqual(
      { status, checkpoint, record_count },
      { status: 'LIVE', checkpoint: null, record_count: 35 },
    )
    ledger.onRequest = () => undefined
    assert.equal(await run(), 'SUCCEEDED')
    const [row] = await runs(source)
    assert.deepEqual([row?.read, row?.created], [40, 5])
  })
})

interface State {
  status: string
  checkpoint: unknown
  fresh_as_of: string | null
  next_run_at: string
  record_count: number
  rejected_count: number
  failures: number
  last_error: unknown
}

async function state(source: LedgerSource, stream: string): Promise<State> {
  const [row] = await db.owner.sql<State[]>`
    select status, checkpoint, fresh_as_of, next_run_at, record_count, rejected_count, failures, last_error
    from stream_states where source_id = ${source.sourceId} and stream = ${stream}`
  assert.ok(row)
  return row
}

interface RunRow {
  trigger: string
  status: string
  pages: number
  read: number
  created: number
  deleted: number
  calls: number
}

const runs = (source: LedgerSource) => db.owner.sql<RunRow[]>`
  select trigger, status, pages, read, created, deleted, calls from sync_runs
  where source_id = ${source.sourceId} order by started_at desc, id desc`

async function names(source: LedgerSource): Promise<string[]> {
  const rows = await db.owner.sql<{ name: string }[]>`
    select name from accounts where source_id = ${source.sourceId} and deleted_at is null order by name`
  return rows.map((it) => it.name)
}
