import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Provider } from '../../src/providers/provider.ts'
import { requestSync } from '../../src/sync/request.ts'
import type { RunOptions } from '../../src/sync/run.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { ledgerProvider, startLedger, type Ledger } from '../support/ledger.ts'
import { connectLedger, runLedger, type LedgerSource } from '../support/ledger-source.ts'

const db = await freshDatabase()
/** A Wednesday. */
const START = '2026-03-04T09:00:00Z'
/** Every source has had its turn to begin in this, the second half of the default night. */
const NIGHT = '2026-03-05T03:00:00Z'
const NIGHT_TO_SUNDAY = '2026-03-08T03:00:00Z'
const MINUTE_MS = 60_000

const NIGHTLY = {
  ...ledgerProvider,
  streams: {
    ...ledgerProvider.streams,
    accounts: { ...ledgerProvider.streams.accounts, reread: 'nightly' },
  },
} satisfies Provider

describe('a stream that is read by its changes', () => {
  let ledger: Ledger
  let source: LedgerSource
  let clock: ReturnType<typeof standingClock>
  let provider: Provider

  before(async () => {
    ledger = await startLedger()
  })
  after(() => ledger.close())
  beforeEach(async () => {
    source = await connectLedger(db, ledger)
    clock = standingClock(START)
    provider = ledgerProvider
    const accounts = Array.from({ length: 25 }, (_, n) => ({
      id: `a${n + 10}`,
      name: `Account ${n + 10}`,
      updatedAt: '2026-03-01T00:00:00Z',
    }))
    Object.assign(ledger, { accounts, cards: [], failures: [], requests: [] })
    ledger.onRequest = () => undefined
    for (const stream of ['accounts', 'cards'] as const) await run({}, stream)
  })

  function run(also: Partial<RunOptions> = {}, stream: 'accounts' | 'cards' = 'accounts') {
    // So that no two runs begin at the same instant.
    clock.move(1)
    return runLedger(db, source, stream, { clock, find: () => provider, ...also })
  }

  /** A run at this instant. Resolves to what the next one is for. */
  async function runAt(at: string) {
    clock.move(Date.parse(at) - clock.now().getTime())
    ledger.requests = []
    assert.equal(await run(), 'SUCCEEDED')
    return (await state()).next
  }

  /** Has the stream read whole at this instant. */
  async function rereadAt(at: string) {
    assert.equal(await runAt(at), 'SWEEP')
    ledger.requests = []
    return await run()
  }

  const state = async () => {
    const [row] = await db.owner.sql<
      { next: string; wait: number; status: string; after: string; whole: number; fresh: string }[]
    >`
      select next_trigger as next, round(extract(epoch from next_run_at - ${clock.now()}::timestamptz))::int as wait,
        status, checkpoint ->> 'after' as after,
        round(extract(epoch from whole_read_at - ${START}::timestamptz) / 3600)::int as whole
      from stream_states where source_id = ${source.sourceId} and stream = 'accounts'`
    assert.ok(row)
    return row
  }
  const lastRun = async () => {
    const [row] = await db.owner.sql<
      { trigger: string; status: string; read: number; updated: number; unchanged: number }[]
    >`
      select trigger, status, read, updated, unchanged from sync_runs
      where source_id = ${source.sourceId} and stream = 'accounts' order by started_at desc, id desc limit 1`
    return { ...row }
  }
  const underWay = () => db.owner.sql<{ stream: string; failures: number; lastError: unknown }[]>`
    select stream, failures, last_error as "lastError" from rereadings where source_id = ${source.sourceId}`

  test('and whole every night is read whole then, and at no other hour', async () => {
    provider = NIGHTLY
    assert.equal(await runAt('2026-03-04T12:00:00Z'), 'SCHEDULE')
    assert.equal(await runAt(NIGHT), 'SWEEP')
    assert.deepEqual([ledger.requests.length, (await state()).wait], [1, 0], 'after its changes, at once')
    assert.equal(await run(), 'SUCCEEDED')
    assert.deepEqual(await lastRun(), {
      trigger: 'SWEEP',
      status: 'SUCCEEDED',
      read: 25,
      updated: 0,
      unchanged: 25,
    })
    const { next, wait, status, whole } = await state()
    assert.deepEqual({ next, wait, status, whole }, { next: 'SCHEDULE', wait: 60, status: 'LIVE', whole: 18 })
    assert.deepEqual([...(await underWay())], [])
    assert.equal(await runAt('2026-03-05T03:10:00Z'), 'SCHEDULE', 'once a night')
    assert.equal(await runAt('2026-03-06T03:00:00Z'), 'SWEEP')
  })

  test('is read whole by day when the night was missed', async () => {
    provider = NIGHTLY
    assert.equal(await runAt('2026-03-05T20:59:00Z'), 'SCHEDULE')
    assert.equal(await runAt('2026-03-05T21:00:00Z'), 'SWEEP')
  })

  test('shows within a week what its provider changed in silence', async () => {
    Object.assign(ledger.accounts[3] ?? {}, { name: 'Another' })
    assert.equal(await runAt('2026-03-06T03:00:00Z'), 'SCHEDULE')
    assert.equal(await rereadAt(NIGHT_TO_SUNDAY), 'SUCCEEDED')
    const { trigger, updated, unchanged } = await lastRun()
    assert.deepEqual({ trigger, updated, unchanged }, { trigger: 'SWEEP', updated: 1, unchanged: 24 })
    const [account] = await db.owner.sql`
      select a.name, r.via from accounts a
        join raw_records r on r.source_id = a.source_id and r.stream = a.stream and r.remote_id = a.remote_id
      where a.source_id = ${source.sourceId} and a.remote_id = 'a13'`
    assert.deepEqual({ ...account }, { name: 'Another', via: 'INCREMENTAL' })
  })

  test('is read by its changes in between, so that nothing waits for a long whole reading', async () => {
    ledger.onRequest = () => {
      clock.move(40_000)
    }
    assert.equal(await rereadAt(NIGHT_TO_SUNDAY), 'PARTIAL')
    assert.equal(ledger.requests.length, 2)
    const between = await state()
    assert.deepEqual(
      [between.next, between.wait, between.after],
      ['SCHEDULE', 60, '2026-03-01T00:00:00Z a34'],
    )

    ledger.onRequest = () => undefined
    clock.move(MINUTE_MS)
    Object.assign(ledger.accounts[0] ?? {}, { name: 'New', updatedAt: '2026-03-08T03:01:00Z' })
    ledger.requests = []
    assert.equal(await run(), 'SUCCEEDED')
    const { trigger, read } = await lastRun()
    assert.deepEqual([trigger, read, ledger.requests.length], ['SCHEDULE', 1, 1])
    assert.equal((await state()).after, '2026-03-08T03:01:00Z a10')

    assert.equal(await run(), 'SUCCEEDED')
    assert.deepEqual((await lastRun()).trigger, 'SWEEP')
    assert.match(ledger.requests[1] ?? '', /after=.*a29$/, 'it went on where it was')
    assert.equal((await state()).whole, 90)
  })

  test('goes on with a whole reading whose worker was killed, and the dead one writes no more', async () => {
    const gate = Promise.withResolvers<undefined>()
    assert.equal(await runAt(NIGHT_TO_SUNDAY), 'SWEEP')
    ledger.requests = []
    ledger.onRequest = async () => {
      if (ledger.requests.length === 2) await gate.promise
    }
    const stalled = run()
    while (ledger.requests.length < 2) await new Promise(setImmediate)
    assert.deepEqual([(await state()).wait, (await state()).next], [300, 'SWEEP'])
    ledger.onRequest = () => undefined
    clock.move(5 * MINUTE_MS)
    ledger.requests = []
    assert.equal(await run(), 'SUCCEEDED')
    assert.match(ledger.requests[0] ?? '', /after=.*a19$/, 'after its last complete page')
    assert.equal(ledger.requests.length, 2)
    gate.resolve(undefined)
    assert.equal(await stalled, null)
    assert.deepEqual([(await state()).next, (await state()).whole], ['SCHEDULE', 90])
  })

  test('keeps its changes when whole readings fail, and tries those again after a while', async () => {
    assert.equal(await runAt(NIGHT_TO_SUNDAY), 'SWEEP')
    ledger.failures = [{ status: 400 }]
    assert.equal(await run(), 'FAILED')
    const { next, wait, status } = await state()
    assert.deepEqual({ next, wait, status }, { next: 'SCHEDULE', wait: 60, status: 'LIVE' })
    const [failed] = await underWay()
    assert.equal(failed?.failures, 1)
    assert.notEqual(failed.lastError, null)
    assert.equal(await runAt('2026-03-08T03:00:14Z'), 'SCHEDULE', 'not yet')
    assert.equal(await runAt('2026-03-08T03:00:16Z'), 'SWEEP')
    ledger.failures = [{ status: 429, headers: { 'retry-after': '600' } }]
    assert.equal(await run(), 'DEFERRED')
    assert.equal((await state()).status, 'LIVE')
    assert.equal(await runAt('2026-03-08T03:12:00Z'), 'SWEEP')
    assert.equal(await run(), 'SUCCEEDED')
    assert.deepEqual([...(await underWay())], [])
  })

  test('keeps its position when that of a whole reading is no longer good', async () => {
    provider = {
      ...ledgerProvider,
      classify: ({ status }) => (status === 410 ? { action: 'restart' } : undefined),
    }
    assert.equal(await runAt(NIGHT_TO_SUNDAY), 'SWEEP')
    ledger.requests = []
    ledger.onRequest = () => {
      if (ledger.requests.length === 2) ledger.failures = [{ status: 410 }]
    }
    assert.equal(await run(), 'SUCCEEDED')
    assert.deepEqual([(await lastRun()).read, (await state()).after], [35, '2026-03-01T00:00:00Z a34'])
  })

  test('is spared a weekly reading as long as its source is under stress', async () => {
    for (const at of [NIGHT_TO_SUNDAY, '2026-03-20T12:00:00Z']) {
      await stress(at)
      assert.equal(await runAt(at), 'SCHEDULE')
    }
    assert.deepEqual([...(await underWay())], [])
  })

  test('is spared a nightly one by day, when its source is under stress', async () => {
    provider = NIGHTLY
    await stress('2026-03-06T12:00:00Z')
    assert.equal(await runAt('2026-03-06T12:00:00Z'), 'SCHEDULE')
    await stress('2026-03-07T03:00:00Z')
    assert.equal(await runAt('2026-03-07T03:00:00Z'), 'SWEEP')
    assert.equal(await run(), 'SUCCEEDED')
    const { next, wait } = await state()
    assert.deepEqual({ next, wait }, { next: 'SCHEDULE', wait: 900 })
  })

  test('is spared a weekly one while another stream of its source is in trouble', async () => {
    await db.owner
      .sql`update stream_states set status = 'FAILED' where source_id = ${source.sourceId} and stream = 'cards'`
    assert.equal(await runAt(NIGHT_TO_SUNDAY), 'SCHEDULE')
    await db.owner
      .sql`update stream_states set status = 'LIVE' where source_id = ${source.sourceId} and stream = 'cards'`
    assert.equal(await runAt('2026-03-08T03:01:00Z'), 'SWEEP')
  })

  test('waits for another one of its source that is read whole, but not for ever', async () => {
    await db.owner.sql`
      insert into rereadings (workspace_id, source_id, stream, began_at)
      values (${source.workspaceId}, ${source.sourceId}, 'others', '2026-03-06T00:00:00Z')`
    assert.equal(await runAt(NIGHT_TO_SUNDAY), 'SCHEDULE')
    await db.owner.sql`
      update rereadings set began_at = '2026-03-05T03:00:00Z' where source_id = ${source.sourceId}`
    assert.equal(await runAt('2026-03-08T03:01:00Z'), 'SWEEP')
    assert.deepEqual(
      (await underWay()).map((it) => it.stream),
      ['accounts'],
    )
  })

  test('is not read whole twice when someone asks for all of it meanwhile', async () => {
    assert.equal(await runAt(NIGHT_TO_SUNDAY), 'SWEEP')
    const { workspaceId, sourceId } = source
    await requestSync(db.worker, { workspaceId, sourceId, streams: null, full: true }, clock.now())
    assert.deepEqual([...(await underWay())], [])
    ledger.requests = []
    assert.equal(await run(), 'SUCCEEDED')
    const { trigger, read } = await lastRun()
    assert.deepEqual([trigger, read], ['REQUEST', 25])
    assert.deepEqual([(await state()).next, (await state()).whole], ['SCHEDULE', 90])
  })

  test('and never whole again is left alone', async () => {
    provider = {
      ...ledgerProvider,
      streams: {
        ...ledgerProvider.streams,
        accounts: { ...ledgerProvider.streams.accounts, reread: 'never' },
      },
    }
    assert.equal(await runAt('2026-04-05T03:00:00Z'), 'SCHEDULE')
  })

  /** So much that it lasts over the next runs. */
  async function stress(at: string) {
    await db.owner.sql`
      insert into call_figures values
        (${source.workspaceId}, ${source.sourceId}, 100, 90, 9000, 100, 9000, ${at}, ${at})
      on conflict (workspace_id, source_id) do update set
        recent_calls = 100, recent_errors = 90, recent_ms = 9000, measured_at = excluded.measured_at,
        stressed_at = excluded.stressed_at`
    await db.owner.sql`update stream_states set mode = 'BATCH' where source_id = ${source.sourceId}`
  }
})
