import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { inWorkspace, openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

const { url, owner } = await freshDatabase()

const openConnections = async () => {
  const [row] = await owner.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'daybook_worker'`
  return row?.count
}

describe('a database that is closed', () => {
  test('lets the transactions that wait for a connection end, and leaves no connection open', async () => {
    const database = openDatabase({ url, role: 'daybook_worker', max: 2 })
    const transactions = Array.from({ length: 20 }, () =>
      inWorkspace(database, newId(), (tx) => tx`select pg_sleep(0.02)`),
    )
    await transactions[0]
    await database.close()
    const settled = await Promise.allSettled(transactions)
    assert.deepEqual(
      settled.filter((it) => it.status === 'rejected'),
      [],
    )
    await eventually(async () => {
      assert.equal(await openConnections(), 0)
    })
  })

  test('begins nothing more', async () => {
    const database = openDatabase({ url, role: 'daybook_worker', max: 2 })
    await database.close()
    await assert.rejects(
      inWorkspace(database, newId(), (tx) => tx`select 1`),
      /CONNECTION_ENDED/,
    )
  })

  test('does not wait long for a transaction that does not end', async () => {
    const database = openDatabase({ url, role: 'daybook_worker', max: 1, closeWithinMs: 100 })
    const hanging = inWorkspace(database, newId(), (tx) => tx`select pg_sleep(60)`)
    const waiting = inWorkspace(database, newId(), (tx) => tx`select 1`)
    const refused = Promise.all([hanging, waiting].map((it) => assert.rejects(it)))
    await database.close()
    await refused
  })
})
