import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { refetchMany, type LiveRecord } from '../../src/sync/read-through.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startLedger, type Ledger } from '../support/ledger.ts'
import { connectLedger, findLedger, silentLog, type LedgerSource } from '../support/ledger-source.ts'

const db = await freshDatabase()

describe('a live read', () => {
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
    ledger.requests = []
    ledger.onRequest = () => undefined
  })

  const record = (stream: string, remoteId: string): LiveRecord => ({ ...source, stream, remoteId })
  const read = (wanted: LiveRecord[], timeoutMs = 2_000) =>
    refetchMany(
      { database: db.worker, config: source.config, requestId: newId(), find: findLedger, log: silentLog },
      wanted,
      timeoutMs,
    )

  test('asks once for all records of a stream, and says which were read', async () => {
    const wanted = [record('accounts', 'a1'), record('accounts', 'a2'), record('cards', 'c1')]
    const inTime = await read(wanted)
    assert.deepEqual(ledger.requests, ['/accounts?ids=a1%2Ca2'])
    assert.deepEqual([...inTime], wanted.slice(0, 2), 'cards cannot be read one by one')
    assert.equal(await written(source), 2)
  })

  test('keeps nobody waiting beyond the deadline, and writes a late answer all the same', async () => {
    const slow = Promise.withResolvers<undefined>()
    ledger.onRequest = async () => {
      await slow.promise
    }
    const startedAt = performance.now()
    assert.equal((await read([record('accounts', 'a1')], 100)).size, 0)
    assert.ok(performance.now() - startedAt < 900)
    slow.resolve(undefined)
    await eventually(async () => {
      assert.equal(await written(source), 1)
    })
  })
})

async function written({ sourceId }: LedgerSource): Promise<number> {
  const [row] = await db.owner.sql<{ n: number }[]>`
    select count(*)::int as n from accounts where source_id = ${sourceId}`
  return row?.n ?? 0
}
