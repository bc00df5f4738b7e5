import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { listDeadLetters, redrive } from '../../src/sync/dead-letters.ts'
import { retrySeconds } from '../../src/sync/schedule.ts'
import { keepEvents } from '../../src/webhooks/events.ts'
import { processWebhooks } from '../../src/webhooks/process.ts'
import { standingClock } from '../support/clock.ts'
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

describe('a dead letter', () => {
  let ledger: Ledger
  let source: LedgerSource

  before(async () => {
    ledger = await startLedger()
  })
  after(() => ledger.close())
  beforeEach(async () => {
    source = await connectLedger(db, ledger)
    const updatedAt = '2026-03-05T09:00:00Z'
    ledger.accounts = ['a1', 'a2'].map((id) => ({ id, name: id, updatedAt }))
    Object.assign(ledger, { failures: [], requests: [] })
  })

  const whose = () => ({ workspaceId: source.workspaceId, sourceIds: [source.sourceId] })
  const list = async () => [
    ...(await inWorkspace(db.worker, source.workspaceId, (tx) => listDeadLetters(tx, whose(), 10))),
  ]
  const tryAgain = (now: Date) =>
    inWorkspace(db.worker, source.workspaceId, (tx) => redrive(tx, whose(), now))
  const process = (now: Date) =>
    processWebhooks(
      {
        database: db.worker,
        config: source.config,
        log: silentLog,
        requestId: newId(),
        find: findLedger,
        signal: new AbortController().signal,
        clock: standingClock(now.toISOString()),
      },
      source,
    )
  const keep = (id: string, receivedAt: Date) =>
    keepEvents(
      db.worker,
      [
        {
          ...source,
          change: {
            eventId: `event ${id}`,
            remoteId: null,
            at: null,
            what: { kind: 'refetch', stream: 'accounts', id },
          },
        },
      ],
      { provider: 'XERO', receivedAt },
    )

  test('is an event that could not be processed, shows why, and can be tried again', async () => {
    const now = new Date('2026-03-05T10:00:00Z')
    await keep('a1', now)
    ledger.failures = [{ status: 400 }]
    await process(now)
    const [letter, ...others] = await list()
    assert.equal(others.length, 0)
    assert.deepEqual(
      {
        stream: letter?.stream,
        event: letter?.eventId,
        attempts: letter?.attempts,
        code: letter?.fault.code,
      },
      { stream: 'accounts', event: 'event a1', attempts: 1, code: 'PROVIDER_REJECTED' },
    )
    assert.deepEqual(await tryAgain(now), { events: 1, streams: 0 })
    await process(now)
    assert.deepEqual(await list(), [])
    const [account] = await db.owner.sql`select name from accounts where source_id = ${source.sourceId}`
    assert.equal(account?.['name'], 'a1')
  })

  test('is what is still put off after three days, however seldom it was tried', async () => {
    const received = new Date('2026-03-05T10:00:00Z')
    await keep('a1', received)
    for (let day = 0; day <= 4; day++) {
      ledger.failures = [{ status: 429, headers: { 'retry-after': '80000' } }]
      await process(new Date(received.getTime() + day * 86_400_000))
    }
    const [letter] = await list()
    assert.deepEqual([letter?.attempts, letter?.fault.code], [0, 'RATE_LIMITED'])
  })

  test('is a stream that failed for most of a day, which is then tried once a day', async () => {
    await db.owner.sql`
      update stream_states set failures = 23, status = 'FAILED' where source_id = ${source.sourceId} and stream = 'accounts'`
    ledger.failures = [{ status: 400 }]
    assert.equal(await runLedger(db, source, 'accounts'), 'FAILED')
    const [letter] = await list()
    assert.deepEqual([letter?.stream, letter?.eventId, letter?.attempts], ['accounts', null, 24])
    assert.deepEqual(
      [1, 9, 23, 24].map((failures) => retrySeconds(failures, 'REALTIME')),
      [15, 3600, 3600, 86_400],
    )
    assert.deepEqual(
      [1, 9, 23, 24].map((failures) => retrySeconds(failures, 'BATCH')),
      [15, 900, 900, 86_400],
    )

    assert.deepEqual(await tryAgain(new Date()), { events: 0, streams: 1 })
    const due = await db.worker.sql`select from due_streams(now(), 100) where source_id = ${source.sourceId}`
    assert.ok(due.length > 0)
    assert.equal(await runLedger(db, source, 'accounts'), 'SUCCEEDED')
    assert.deepEqual(await list(), [])
  })
})

test('a listing that the provider does not have is told in the reader’s words', async () => {
  const ledger = await startLedger()
  const source = await connectLedger(db, ledger)
  ledger.failures = [{ status: 404 }]
  assert.equal(await runLedger(db, source, 'cards'), 'FAILED')
  await ledger.close()
  const [row] = await db.owner.sql<{ last_error: { code: string; message: string; actor: string } }[]>`
    select last_error from stream_states where source_id = ${source.sourceId} and stream = 'cards'`
  assert.deepEqual(
    [row?.last_error.code, row?.last_error.actor, row?.last_error.message],
    ['NOT_FOUND', 'OPERATOR', 'The ledger has nothing at /cards.'],
  )
})
