import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { KNOWN, only, playPlaid, type Synced } from './support.ts'

const SYNC = '/transactions/sync'

describe('/transactions/sync of the played Plaid', () => {
  test('brings everything page by page, each transaction once', async () => {
    const plaid = playPlaid()
    const first = await plaid.read<Synced>(SYNC)
    assert.equal(first.added.length, 100)
    assert.equal(first.has_more, true)
    const all = await plaid.sync(undefined, { count: 50 })
    const ids = all.added.map((it) => it.transaction_id)
    assert.equal(new Set(ids).size, ids.length)
    assert.deepEqual(
      ids,
      plaid.transactions().map((it) => it.transaction_id),
    )
    assert.equal(all.transactions_update_status, 'HISTORICAL_UPDATE_COMPLETE')
    assert.ok(all.next_cursor.length <= 256)
  })

  test('brings nothing, and the same cursor, when nothing happened', async () => {
    const plaid = playPlaid()
    const { next_cursor } = await plaid.sync()
    const again = await plaid.read<Synced>(SYNC, { cursor: next_cursor })
    assert.deepEqual([again.added, again.modified, again.removed, again.has_more], [[], [], [], false])
    assert.equal(again.next_cursor, next_cursor)
  })

  test('a pending transaction that is posted is removed, and comes under another id that refers to it', async () => {
    const plaid = playPlaid()
    const pending = plaid.control('create_transaction', {
      amount: 40,
      pending: true,
      merchant: 'Tallow & Rye',
    })
    const before = await plaid.sync()
    assert.ok(before.added.some((it) => it.transaction_id === pending.transaction_id && it.pending))
    const posted = plaid.control('post_pending', { id: pending.transaction_id, amount: '47.20' })
    const { added, modified, removed, next_cursor } = await plaid.sync(before.next_cursor)
    assert.deepEqual(removed, [{ account_id: pending.account_id, transaction_id: pending.transaction_id }])
    assert.deepEqual(modified, [])
    const { pending_transaction_id, transaction_id, amount } = only(added)
    assert.deepEqual([pending_transaction_id, amount], [pending.transaction_id, 47.2])
    assert.equal(transaction_id, posted.transaction_id)

    plaid.control('modify_transaction', { id: posted.transaction_id, name: 'Tallow and Rye' })
    const changed = await plaid.sync(next_cursor)
    assert.deepEqual([changed.added, changed.removed], [[], []])
    assert.equal(only(changed.modified).name, 'Tallow and Rye')

    plaid.control('remove_transaction', { id: posted.transaction_id })
    const gone = await plaid.sync(changed.next_cursor)
    assert.equal(only(gone.removed).transaction_id, posted.transaction_id)
  })

  test('what came and went between two readings is never told', async () => {
    const plaid = playPlaid()
    const { next_cursor } = await plaid.sync()
    const made = plaid.control('create_transaction', { amount: 12 })
    plaid.control('modify_transaction', { id: made.transaction_id, amount: 13 })
    plaid.control('remove_transaction', { id: made.transaction_id })
    const { added, modified, removed } = await plaid.sync(next_cursor)
    assert.deepEqual([added, modified, removed], [[], [], []])
  })

  test('refuses the next page when the books changed in between, and goes on from the beginning', async () => {
    const plaid = playPlaid()
    const first = await plaid.read<Synced>(SYNC)
    plaid.control('create_transaction', { amount: 5 })
    const { error_type, error_code } = await plaid.refused(SYNC, { cursor: first.next_cursor })
    assert.equal(error_type, 'TRANSACTIONS_ERROR')
    assert.equal(error_code, 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION')
    assert.equal((await plaid.sync()).added.length, plaid.transactions().length)
  })

  test('mutates during paging as often as it was told', async () => {
    const plaid = playPlaid()
    const { next_cursor: begin } = await plaid.sync()
    for (let index = 0; index < 4; index += 1) plaid.control('create_transaction', { amount: 5 })
    plaid.act('mutate_during_paging', { times: 2 })
    for (const expected of [400, 400, 200]) {
      const first = await plaid.read<Synced>(SYNC, { cursor: begin, count: 2 })
      const body = { ...KNOWN, cursor: first.next_cursor, count: 2 }
      assert.equal((await plaid.request('POST', SYNC, JSON.stringify(body))).status, expected)
    }
  })

  test('gives fewer on a page when it was told so', async () => {
    const plaid = playPlaid()
    plaid.act('limit_page', { most: 7 })
    assert.equal((await plaid.read<Synced>(SYNC, { count: 500 })).added.length, 7)
    plaid.act('limit_page', { most: null })
    assert.ok((await plaid.read<Synced>(SYNC, { count: 500 })).added.length > 7)
  })

  test('of one account has cursors of its own', async () => {
    const plaid = playPlaid()
    const card = plaid.accounts().find((it) => it.subtype === 'credit card')
    const options = { account_id: card?.account_id }
    const { added, next_cursor } = await plaid.sync(undefined, { options })
    assert.ok(added.length > 0 && added.every((it) => it.account_id === card?.account_id))
    const { error_code } = await plaid.refused(SYNC, { cursor: next_cursor })
    assert.equal(error_code, 'INVALID_FIELD')
    assert.equal(
      (await plaid.refused(SYNC, { options: { account_id: 'x' } })).error_code,
      'INVALID_ACCOUNT_ID',
    )
  })

  test('tells the statement’s line only to who asks for it', async () => {
    const plaid = playPlaid()
    const [plain] = (await plaid.read<Synced>(SYNC, { count: 1 })).added
    assert.ok(plain && !Object.hasOwn(plain, 'original_description'))
    const options = { include_original_description: true }
    const [told] = (await plaid.read<Synced>(SYNC, { count: 1, options })).added
    assert.equal(typeof told?.original_description, 'string')
  })

  test('skips the past from the cursor "now"', async () => {
    const plaid = playPlaid()
    const now = await plaid.read<Synced>(SYNC, { cursor: 'now' })
    assert.deepEqual([now.added.length, now.has_more], [0, false])
    plaid.control('create_transaction', { amount: 5 })
    assert.equal((await plaid.sync(now.next_cursor)).added.length, 1)
  })
})
