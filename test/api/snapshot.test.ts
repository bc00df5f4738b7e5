import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Snapshot } from '../../src/store/snapshot.ts'
import { openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestApi } from './client.ts'
import { line, seedAccount, seedBooks, seedContact, seedInvoice } from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database)
const books = await seedBooks(database.owner)

const countContacts = (snapshot: Snapshot) =>
  snapshot
    .read((sql) => sql<{ count: number }[]>`select count(*)::int as count from contacts`)
    .then((it) => it[0]?.count)

describe('a snapshot', () => {
  test('sees one state, whatever is committed meanwhile; the next one sees that too', async () => {
    const snapshot = new Snapshot(database.api, books.workspaceId)
    const before = await countContacts(snapshot)
    await seedContact(books, 'customers/meanwhile')
    assert.equal(await countContacts(snapshot), before)
    await snapshot.restart()
    assert.equal(await countContacts(snapshot), Number(before) + 1)
    await snapshot.release()
    await assert.rejects(countContacts(snapshot), /released/)
  })

  test('sees its own workspace only, although the statement does not say so, and writes nothing', async () => {
    const others = await seedBooks(database.owner)
    const snapshot = new Snapshot(database.api, others.workspaceId)
    assert.equal(await countContacts(snapshot), 0)
    await assert.rejects(
      snapshot.read((sql) => sql`insert into companies (name) values ('x')`),
      /read-only|permission/,
    )
    await snapshot.release()
  })

  test('gives its connection back after a failed statement', async () => {
    const small = openDatabase({ url: database.url, role: 'daybook_api', max: 1 })
    for (let time = 0; time < 3; time++) {
      const snapshot = new Snapshot(small, books.workspaceId)
      await assert.rejects(
        snapshot.read((sql) => sql`select 1 / 0`),
        /division by zero/,
      )
      await snapshot.release()
    }
    await small.close()
  })

  test('survives a connection that is cut', async () => {
    const small = openDatabase({ url: database.url, role: 'daybook_api', max: 1 })
    const snapshot = new Snapshot(small, books.workspaceId)
    const [{ pid } = { pid: 0 }] = await snapshot.read(
      (sql) => sql<{ pid: number }[]>`select pg_backend_pid() as pid`,
    )
    await database.owner.sql`select pg_terminate_backend(${pid})`
    await eventually(async () => {
      const alive = await database.owner.sql`select from pg_stat_activity where pid = ${pid}`
      assert.equal(alive.length, 0)
    })
    // The loss has to reach this end.
    for (let turn = 0; turn < 3; turn++) await database.owner.sql`select`
    await assert.rejects(countContacts(snapshot))
    await snapshot.release()
    const next = new Snapshot(small, books.workspaceId)
    assert.equal(typeof (await countContacts(next)), 'number')
    await next.release()
    await small.close()
  })
})

describe('the number of statements', () => {
  const query = `query ($first: Int!) { invoices(first: $first) { totalCount nodes { number contact { name invoices(first: 2) { nodes { number } } }
    lines { account { name parent { name } } taxRate { name } dimensions { name } } payments { amount { amount } payment { reference } }
    source { health { status queueDepth budget { limit } } streams { name } company { name } } provenance { via raw anomalies { code } } } } }`

  test('follows from the shape of the query, never from the number of rows', async () => {
    const counts: number[] = []
    for (const wanted of [1, 10, 60]) {
      for (let n = (counts.length === 0 ? 0 : [1, 10][counts.length - 1]) ?? 0; n < wanted; n++) {
        await seedContact(books, `customers/${n}`)
        await seedAccount(books, `accounts/${n}`, { parent_key: 'accounts/0' })
        await seedInvoice(books, `invoices/${n}`, {
          contact_key: `customers/${n}`,
          lines: [
            line(1, {
              accountKey: `accounts/${n}`,
              taxRateKey: `t/${n}`,
              dimensions: [{ valueKey: `c/${n}`, name: 'c' }],
            }),
          ],
        })
      }
      const { data, errors } = await api.query(books.key, query, { first: wanted })
      assert.equal(errors, undefined)
      assert.equal(data.at('invoices.nodes.length'), wanted)
      counts.push(api.executed.at(-1)?.statements ?? 0)
    }
    assert.deepEqual(counts, [counts[0], counts[0], counts[0]])
    assert.ok(Number(counts[0]) <= 20, `${counts[0]} statements`)
  })

  test('a total is counted only when it is asked for', async () => {
    await api.query(books.key, '{ invoices { nodes { number } } }')
    assert.equal(api.executed.at(-1)?.statements, 1)
    await api.query(books.key, '{ invoices { nodes { number } totalCount } }')
    assert.equal(api.executed.at(-1)?.statements, 2)
  })
})
