import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Checkpoint } from '../../../src/providers/provider.ts'
import { playStripe, type Books } from './played.ts'
import { DAY, NOW, checkpointOf, idsOf, read } from './reading.ts'

describe('reading balance transactions', () => {
  const transaction = (id: string, created: number, availableOn: number, status = 'available') => ({
    id,
    created,
    available_on: availableOn,
    status,
  })
  const PATH = '/v1/balance_transactions'

  test('goes by when they were created, with some overlap', async () => {
    const books: Books = { [PATH]: [1, 2, 3].map((i) => transaction(`txn_${i}`, NOW - 10_000 * i, NOW)) }
    const all = await read('balance_transactions', { http: playStripe(books) })
    assert.deepEqual(idsOf(all), ['txn_1', 'txn_2', 'txn_3'])
    assert.deepEqual(checkpointOf(all), { createdSince: NOW, pending: null })
    books[PATH]?.push(transaction('txn_4', NOW - 500, NOW), transaction('txn_5', NOW + 5, NOW))
    const later = await read('balance_transactions', {
      http: playStripe(books),
      checkpoint: checkpointOf(all),
      now: NOW + 60,
    })
    assert.deepEqual(idsOf(later), ['txn_5', 'txn_4'])
    assert.deepEqual(later[0]?.phase, 'incremental')
  })

  test('goes on after a kill, in a first reading and in a later one', async () => {
    const books: Books = {
      [PATH]: [1, 2, 3, 4].map((i) => transaction(`txn_${i}`, NOW - i, NOW + DAY, 'pending')),
    }
    for (const checkpoint of [null, { createdSince: NOW - 10, pending: null }]) {
      const first = await read('balance_transactions', { http: playStripe(books), checkpoint, pages: 1 })
      const rest = await read('balance_transactions', {
        http: playStripe(books),
        checkpoint: checkpointOf(first),
        now: NOW + 50,
      })
      assert.deepEqual(idsOf([...first, ...rest]), ['txn_1', 'txn_2', 'txn_3', 'txn_4'])
      assert.deepEqual(checkpointOf(rest), {
        createdSince: NOW,
        pending: { oldest: NOW - 4, lookAgainAt: NOW + DAY },
      })
    }
  })

  test('looks again at the pending ones once their day has come, and hourly until it is done', async () => {
    const old = transaction('txn_old', NOW - 3 * DAY, NOW - 3 * DAY + 2 * DAY, 'pending')
    const books: Books = { [PATH]: [old, transaction('txn_between', NOW - 2 * DAY, NOW - DAY)] }
    const at = async (now: number, checkpoint: Checkpoint) => {
      const pages = await read('balance_transactions', { http: playStripe(books), checkpoint, now })
      return { ids: idsOf(pages), checkpoint: checkpointOf(pages) }
    }
    const known = { createdSince: NOW, pending: { oldest: old.created, lookAgainAt: NOW + 100 } }
    assert.deepEqual((await at(NOW + 60, known)).ids, [])
    const due = await at(NOW + 100, known)
    assert.deepEqual(due.ids, ['txn_between', 'txn_old'])
    assert.deepEqual(due.checkpoint['pending'], { oldest: old.created, lookAgainAt: NOW + 100 + 3600 })
    assert.deepEqual((await at(NOW + 200, due.checkpoint)).ids, [])
    old.status = 'available'
    const done = await at(NOW + 100 + 3600, due.checkpoint)
    assert.deepEqual([done.ids, done.checkpoint['pending']], [['txn_between', 'txn_old'], null])
  })
})
