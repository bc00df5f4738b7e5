import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apply } from '../../src/store/apply.ts'
import type { Transaction } from '../../src/store/database.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'
import { customer, finding, newPlace, page, read } from './samples.ts'

const { api, worker, owner } = await freshDatabase()

const tables = (
  await owner.sql<{ name: string; secured: boolean }[]>`
    select relname as name, relrowsecurity as secured from pg_class
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname`
).map((it) => ({ ...it }))

/** Hold no workspace's data, and are reached through functions only. */
const SHARED = ['app_shares', 'app_windows', 'provider_circuits', 'workers_seen']
const SECRETS = ['credentials', 'api_keys', 'pending_connects']

const mine = newPlace()
const others = newPlace()
for (const place of [mine, others]) {
  await apply(worker, page(place, { records: [customer('1', 'Ada', { findings: [finding('odd')] })] }))
}

describe('every table', () => {
  test('has row-level security and begins its primary key with the workspace', async () => {
    assert.deepEqual(
      tables.filter((it) => !it.secured),
      [],
    )
    const keys = await owner.sql<{ name: string }[]>`
      select c.relname as name from pg_index i join pg_class c on c.oid = i.indrelid
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indisprimary and c.relnamespace = 'public'::regnamespace and a.attname = 'workspace_id'
      order by c.relname`
    assert.deepEqual(
      keys.map((it) => it.name),
      tables.map((it) => it.name).filter((it) => !SHARED.includes(it)),
    )
  })

  for (const { name } of tables.filter((it) => !SHARED.includes(it.name))) {
    test(`${name} shows nothing to a query without a workspace`, async () => {
      for (const database of [api, worker]) {
        if (database === api && SECRETS.includes(name)) continue // not shown to the API at all, see below
        assert.deepEqual([...(await database.sql`select * from ${database.sql(name)}`)], [])
      }
    })
  }
})

describe('a table that workspaces share', () => {
  for (const name of SHARED) {
    test(`${name} is seen by nobody but its functions`, async () => {
      for (const { sql } of [api, worker]) {
        await assert.rejects(async () => await sql`select * from ${sql(name)}`, /permission denied/)
      }
    })
  }
})

describe('a workspace', () => {
  test('sees its own rows and no others, though the query names none', async () => {
    for (const database of [api, worker]) {
      for (const name of ['raw_records', 'contacts', 'changes', 'feed_heads', 'anomalies']) {
        const rows = await read(
          database,
          mine,
          (tx) => tx<{ workspace_id: string }[]>`select workspace_id from ${tx(name)}`,
        )
        assert.deepEqual(rows, [{ workspace_id: mine.workspaceId }], name)
      }
    }
  })

  test('cannot write rows of another one', async () => {
    const asMine = (work: (tx: Transaction) => Promise<unknown>) =>
      inWorkspace(worker, mine.workspaceId, work)
    await assert.rejects(
      asMine((tx) => tx`insert into workspaces (workspace_id, name) values (${others.workspaceId}, 'x')`),
      /row-level security/,
    )
    await assert.rejects(
      asMine((tx) => tx`update contacts set workspace_id = ${others.workspaceId}`),
      /row-level security/,
    )
    const foreign = { ...others, workspaceId: mine.workspaceId }
    await apply(worker, page(foreign, { deleted: [{ remoteId: '1', at: null }] }))
    const [contact] = await read(worker, others, (tx) => tx`select deleted_at, version from contacts`)
    assert.deepEqual(contact, { deleted_at: null, version: 1 })
  })

  test('does not carry over to the next user of a pooled connection', async () => {
    await Promise.all(Array.from({ length: 20 }, () => read(worker, mine, (tx) => tx`select 1`)))
    const seen = await Promise.all(Array.from({ length: 20 }, () => worker.sql`select 1 from contacts`))
    assert.deepEqual(
      seen.filter((it) => it.length > 0),
      [],
    )
  })
})

describe("the API's role", () => {
  test("cannot write, or see credentials and keys' hashes", async () => {
    const denied = (work: (tx: Transaction) => Promise<unknown>) =>
      assert.rejects(inWorkspace(api, mine.workspaceId, work), /permission denied/)
    await denied((tx) => tx`delete from contacts`)
    await denied((tx) => tx`update feed_heads set position = 0`)
    for (const name of SECRETS) await denied((tx) => tx`select * from ${tx(name)}`)
  })

  test('finds the workspace of a key that is good, and of no other', async () => {
    const found = await api.sql`select * from workspace_of_api_key('no such hash')`
    assert.deepEqual([...found], [])
    await assert.rejects(async () => await api.sql`select * from due_streams(now(), 10)`, /permission denied/)
  })
})
