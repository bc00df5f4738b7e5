import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { z } from 'zod'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { newId } from '../../../src/domain/ids.ts'
import { plaid } from '../../../src/providers/plaid/index.ts'
import { refetch } from '../../../src/sync/refetch.ts'
import { runStream } from '../../../src/sync/run.ts'
import { freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/ledger-source.ts'
import { connect, type Setting } from '../conformance/setting.ts'
import { conformant } from './conformant.ts'
import { streams } from './mapping.ts'

// The engine reads the sandbox while things happen there: the books must be the bank's when it is done.
const database = await freshDatabase()
const settings = await Promise.all([1, 2, 3, 4].map(() => connect(database, conformant, { scale: 0.02 })))

describe('the books of an item', () => {
  let setting: Setting

  beforeEach(() => {
    const next = settings.pop()
    assert.ok(next)
    setting = next
    setting.control('limit_page', { most: 20 })
  })

  /** Runs until everything is read. `between` is called after each page, with the ids that it brought. */
  async function run(
    between: (ids: string[]) => void = () => undefined,
    signal = new AbortController().signal,
  ) {
    const { transactions } = plaid.streams
    async function* pages(read: Parameters<typeof transactions.pages>[0]) {
      for await (const page of transactions.pages(read)) {
        yield page
        setting.clock.move(50)
        between(page.records.map((it) => (it as { transaction_id: string }).transaction_id))
      }
    }
    setting.clock.move(86_400_000)
    return await runStream({
      database: database.worker,
      config: setting.config,
      ...setting.ids,
      stream: 'transactions',
      signal,
      log: silentLog,
      requestId: newId(),
      clock: setting.clock,
      find: () => ({ ...plaid, streams: { ...plaid.streams, transactions: { ...transactions, pages } } }),
    })
  }

  async function assertExact() {
    const rows = await database.owner.sql<{ key: string; amount: string; pending_key: string | null }[]>`
      select key, trim_scale(amount)::text as amount, pending_key from transactions
      where source_id = ${setting.ids.sourceId} and deleted_at is null order by key`
    const [played] = setting.sandbox.providers
    const books = played?.books() as { transactions: Record<string, unknown>[] }
    const told = books.transactions.map((it) => {
      const { records } = streams.transactions.map(
        streams.transactions.raw.parse(parseExactJson(JSON.stringify(it))),
        setting.facts,
      )
      const [record] = records
      assert.ok(record?.type === 'TRANSACTION')
      const amount = record.amount.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
      return { key: record.key, amount, pending_key: record.pendingKey }
    })
    assert.ok(told.length > 20)
    assert.deepEqual(
      rows.map((it) => ({ ...it })),
      told.sort((a, b) => (a.key < b.key ? -1 : 1)),
    )
  }

  test('are exact though some of what was read is gone before the reading ends', async () => {
    let removed = 0
    const status = await run(([first]) => {
      if (first === undefined || removed === 2) return
      removed += 1
      setting.control('remove_transaction', { id: first })
    })
    assert.deepEqual([status, removed], ['SUCCEEDED', 2])
    await assertExact()
  })

  test('are exact though the reading was cut, and what it had read is gone since', async () => {
    const stop = new AbortController()
    let first: string | undefined
    const cut = await run((ids) => {
      first ??= ids[0]
      stop.abort()
    }, stop.signal)
    assert.equal(cut, 'PARTIAL')
    assert.ok(first)
    setting.control('remove_transaction', { id: first })
    assert.equal(await run(), 'SUCCEEDED')
    await assertExact()
  })

  test('are exact after an update that had to begin again', async () => {
    assert.equal(await run(), 'SUCCEEDED')
    const made = ['1.10', '2.20', '3.30'].map((amount) => {
      const pending = setting.control('create_transaction', { amount, pending: true })
      return (pending as { transaction_id: string }).transaction_id
    })
    assert.equal(await run(), 'SUCCEEDED')
    await assertExact()
    for (const id of made.slice(1)) setting.control('post_pending', { id, amount: '9.99' })
    setting.control('limit_page', { most: 1 })
    setting.control('mutate_during_paging', { times: 3 })
    let pages = 0
    assert.equal(
      await run(() => {
        pages += 1
      }),
      'SUCCEEDED',
    )
    assert.equal(pages, 1)
    await assertExact()
  })

  test('have the balance that the bank tells now, when it is asked for', async () => {
    const account = { account_id: z.string(), type: z.string(), balances: z.object({ current: z.number() }) }
    const { accounts } = z
      .object({ accounts: z.array(z.object(account)) })
      .parse(setting.control('move_balance', { amount: '123.45' }))
    const [moved] = accounts
    assert.ok(moved?.type === 'depository')
    const { sourceId, workspaceId } = setting.ids
    await refetch(
      {
        database: database.worker,
        config: setting.config,
        requestId: newId(),
        clock: setting.clock,
        find: () => plaid,
      },
      { workspaceId, sourceId, stream: 'accounts', ids: [moved.account_id, 'nowhere'], via: 'READ_THROUGH' },
    )
    const rows = await database.owner.sql<{ key: string; balance: string }[]>`
      select key, trim_scale(balance_current)::text as balance from accounts where source_id = ${sourceId}`
    const expected = [{ key: `accounts/${moved.account_id}`, balance: String(moved.balances.current) }]
    assert.deepEqual(
      rows.map((it) => ({ ...it })),
      expected,
    )
  })
})
