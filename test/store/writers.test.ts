import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apply } from '../../src/store/apply.ts'
import { openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'
import { at, customer, newPlace, page, read, type Place } from './samples.ts'

const { worker, owner, url } = await freshDatabase()
const RECORDS = 40
const VERSIONS = 12

const stamp = (version: number) => at(version).toISOString()

/** All records in one version, in an order of its own. */
const versionPage = (place: Place, version: number, backwards: boolean) => {
  const records = Array.from({ length: RECORDS }, (_, n) =>
    customer(String(n), `version ${version}`, { remoteUpdatedAt: stamp(version) }),
  )
  return page(place, { fetchedAt: at(version), records: backwards ? records.reverse() : records })
}

describe('several writers of the same records', () => {
  test('leave the newest version, count each once, and never lock each other up', async () => {
    const place = newPlace()
    const versions = Array.from({ length: VERSIONS }, (_, n) => n + 1)
    // Half of the writers get older and older versions, the others newer and newer ones.
    await Promise.all(
      [...versions, ...versions.toReversed()].map((version, n) =>
        apply(worker, versionPage(place, version, n % 2 === 0)),
      ),
    )
    const contacts = await read(worker, place, (tx) => tx`select distinct name from contacts`)
    assert.deepEqual(contacts, [{ name: `version ${VERSIONS}` }])
    const histories = await read(
      worker,
      place,
      (tx) => tx<{ versions: number[] }[]>`
        select array_agg(version order by position) as versions from changes group by record_id`,
    )
    assert.equal(histories.length, RECORDS)
    for (const { versions: history } of histories) {
      assert.deepEqual(
        history,
        history.map((_, n) => n + 1),
        'each version of a record is told once and in order',
      )
    }
    const [{ deadlocks } = { deadlocks: null }] = await owner.sql<{ deadlocks: bigint }[]>`
      select deadlocks from pg_stat_database where datname = current_database()`
    assert.equal(deadlocks, 0n)
  })

  test('take as many statements for a thousand records as for one', async () => {
    const counted = countingDatabase()
    await counted.database.sql`select 1`
    const place = newPlace()
    const statements: number[] = []
    for (const size of [1, 1_000]) {
      const records = Array.from({ length: size }, (_, n) => customer(`${size}-${n}`, 'Ada'))
      for (const name of ['Ada', 'Grace']) {
        const before = counted.statements()
        const changed = records.map((it) => customer(it.remoteId, name))
        await apply(counted.database, page(place, { records: changed }))
        statements.push(counted.statements() - before)
      }
    }
    await counted.database.close()
    assert.deepEqual(statements.slice(0, 2), statements.slice(2))
    assert.ok(Math.max(...statements) <= 10, `${Math.max(...statements)} statements for one page`)
  })
})

function countingDatabase() {
  let statements = 0
  const database = openDatabase({ url, role: 'daybook_worker', max: 1 })
  database.sql.options.debug = () => {
    statements++
  }
  return { database, statements: () => statements }
}
