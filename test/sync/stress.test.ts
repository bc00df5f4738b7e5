import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { refetch } from '../../src/sync/refetch.ts'
import { newId } from '../../src/domain/ids.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { startLedger, type Ledger } from '../support/ledger.ts'
import { connectLedger, findLedger, runLedger, type LedgerSource } from '../support/ledger-source.ts'

const db = await freshDatabase()
const START = '2026-04-01T10:00:00Z'

describe('a source whose provider fails', () => {
  let ledger: Ledger
  let source: LedgerSource
  let clock: ReturnType<typeof standingClock>

  before(async () => {
    ledger = await startLedger()
  })
  after(() => ledger.close())
  beforeEach(async () => {
    source = await connectLedger(db, ledger)
    clock = standingClock(START)
    const entries = Array.from({ length: 25 }, (_, n) => ({
      id: `a${n}`,
      name: `Account ${n}`,
      updatedAt: '2026-03-01T00:00:00Z',
    }))
    Object.assign(ledger, { accounts: entries, cards: entries.slice(0, 3), failures: [], requests: [] })
  })

  const run = (stream: 'accounts' | 'cards') => runLedger(db, source, stream, { clock })
  const fail = (times: number, status = 503) => {
    ledger.failures = Array.from({ length: times }, () => ({ status }))
  }
  const states = async () =>
    Object.fromEntries(
      (
        await db.owner.sql<{ stream: string; status: string; mode: string; wait: number }[]>`
          select stream, status, mode, round(extract(epoch from next_run_at - ${clock.now()}::timestamptz))::int as wait
          from stream_states where source_id = ${source.sourceId}`
      ).map(({ stream, ...state }) => [stream, state]),
    )

  test('is left alone after eight failures, over all its streams, and read when it answers again', async () => {
    fail(100)
    assert.equal(await run('accounts'), 'FAILED')
    assert.equal(await run('cards'), 'DEFERRED')
    assert.equal(ledger.requests.length, 8)
    assert.equal(await run('accounts'), 'DEFERRED')
    assert.equal(ledger.requests.length, 8, 'no worker calls it now')
    assert.equal((await states())['accounts']?.wait, 32)

    clock.move(35_000)
    fail(0)
    assert.equal(await run('cards'), 'SUCCEEDED')
    assert.ok(((await states())['accounts']?.wait ?? 99) <= 5, 'the other streams are due')
    assert.equal(await run('accounts'), 'SUCCEEDED')
  })

  test('gets on page by page where it fails half of the time, and loses nothing', async () => {
    let call = 0
    ledger.onRequest = () => {
      call += 1
      if (call % 2 === 1) ledger.failures = [{ status: 500 }]
    }
    assert.equal(await run('accounts'), 'SUCCEEDED')
    ledger.onRequest = () => undefined
    const [row] = await db.owner
      .sql`select count(*)::int as n from accounts where source_id = ${source.sourceId}`
    assert.equal(row?.['n'], 25)
    clock.move(60_000)
    fail(2)
    await run('cards')
    clock.move(60_000)
    fail(9)
    await run('cards')
    const { accounts, cards } = await states()
    assert.deepEqual([accounts?.mode, cards?.mode], ['BATCH', 'BATCH'])

    // Nobody who only wants the newest may call it now: what is stored has to do.
    fail(0)
    clock.move(40_000)
    const { workspaceId, sourceId, config } = source
    const live = refetch(
      { database: db.worker, config, requestId: newId(), find: findLedger, clock },
      { workspaceId, sourceId, stream: 'accounts', ids: ['a1'], via: 'READ_THROUGH' },
    )
    await assert.rejects(live, /slower than usual|left alone/)

    clock.move(900_000)
    assert.equal(await run('accounts'), 'SUCCEEDED')
    assert.equal((await states())['accounts']?.mode, 'REALTIME')
    assert.equal((await states())['cards']?.mode, 'REALTIME')
  })

  test('is read a quarter as often, or less, while it is under stress', async () => {
    await putUnderStress()
    assert.equal(await run('accounts'), 'SUCCEEDED')
    assert.deepEqual((await states())['accounts'], { status: 'LIVE', mode: 'BATCH', wait: 900 })
    const [slots] = await db.owner
      .sql`select count(*)::int as n from call_slots where source_id = ${source.sourceId}`
    assert.equal(slots?.['n'], 0)
  })

  /** Its provider was seen to fail nine calls of ten. */
  async function putUnderStress() {
    await db.owner.sql`
      insert into call_figures values
        (${source.workspaceId}, ${source.sourceId}, 100, 90, 9000, 100, 9000, ${START}, ${START})`
    await db.owner.sql`update stream_states set mode = 'BATCH' where source_id = ${source.sourceId}`
  }

  test('is read by one run at a time under stress: the others wait for their turn, without a worker', async () => {
    await putUnderStress()
    const outcomes: (string | null)[] = []
    ledger.onRequest = async () => {
      ledger.onRequest = () => undefined
      outcomes.push(await run('cards'))
    }
    outcomes.push(await run('accounts'))
    assert.deepEqual(outcomes, [null, 'SUCCEEDED'])
    assert.equal((await states())['cards']?.wait, 20)
    assert.equal(await run('cards'), 'SUCCEEDED')
  })

  test('waits for no run whose worker is gone: not for long, and not for each other', async () => {
    await putUnderStress()
    const leaveBehind = (stream: string, startedAt: string) => db.owner.sql`
      insert into sync_runs (workspace_id, id, source_id, stream, trigger, started_at)
      values (${source.workspaceId}, ${newId()}, ${source.sourceId}, ${stream}, 'SCHEDULE', ${startedAt})`
    await leaveBehind('cards', '2026-04-01T07:59:00Z')
    assert.equal(await run('accounts'), 'SUCCEEDED')

    await leaveBehind('cards', '2026-04-01T09:59:00Z')
    await leaveBehind('accounts', '2026-04-01T09:59:00Z')
    assert.equal(await run('accounts'), null)
    assert.equal(await run('cards'), 'SUCCEEDED')
    assert.equal(await run('accounts'), 'SUCCEEDED')
  })

  test('gets through a provider that fails nine calls of ten, with nothing lost', async () => {
    await putUnderStress()
    let call = 0
    ledger.onRequest = () => {
      call += 1
      if (call % 10 !== 0) ledger.failures = [{ status: 504 }]
    }
    assert.equal(await run('accounts'), 'SUCCEEDED')
    ledger.onRequest = () => undefined
    const [row] = await db.owner
      .sql`select count(*)::int as n from accounts where source_id = ${source.sourceId}`
    assert.equal(row?.['n'], 25)
  })
})
