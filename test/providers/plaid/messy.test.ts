import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plaid } from '../../../src/providers/plaid/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { leavesOf, numberAsText, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, SOURCE, streamNames, streams, type StreamName } from './mapping.ts'

const outcome = (stream: StreamName, raw: unknown) => outcomeOf(plaid, stream, raw, SOURCE)
const same = (it: unknown) => it

/** Without these a record says nothing. */
const NEEDED: Readonly<Record<StreamName, readonly string[]>> = {
  item: ['item_id'],
  accounts: ['account_id'],
  transactions: ['transaction_id', 'amount', 'date', 'iso_currency_code'],
}

describe('messy Plaid records', () => {
  for (const stream of streamNames) {
    const raw = fixture(stream)
    const clean = outcome(stream, raw)

    test(`${stream}: without a value, or with null or blanks, it maps unless nothing can be said`, () => {
      for (const path of leavesOf(raw)) {
        const name = String(path.at(-1))
        if (path.length === 0 || typeof path.at(-1) === 'number') continue
        const [absent, none] = [undefined, null].map((it) => outcome(stream, replaced(raw, path, it)))
        assert.equal(absent?.refused, NEEDED[stream].includes(name), name)
        assert.equal(none?.refused, absent.refused, name)
        if (!absent.refused) assert.deepEqual(none, absent, name)
      }
    })

    test(`${stream}: numbers as text and unknown fields change nothing`, () => {
      const texts = rewritten(raw, numberAsText, (it) => it)
      const grown = rewritten(raw, same, (it) => ({ ...it, brand_new: { amount: 1 } }))
      assert.deepEqual(outcome(stream, texts), clean)
      assert.deepEqual(outcome(stream, grown), clean)
    })
  }

  test('an older transaction has few of today’s fields', () => {
    const older = {
      transaction_id: 'txn-2016',
      account_id: 'acc-1',
      amount: '4.22',
      iso_currency_code: 'USD',
      date: '2016-07-14',
      name: 'SparkFun',
      pending: 'false',
      category: ['Shops'],
      category_id: 19013000,
      location: {},
      payment_meta: {},
    }
    const read = outcome('transactions', older)
    assert.ok(!read.refused && read.records[0]?.type === 'TRANSACTION')
    const [{ amount, status, categoryCode, description, kind }] = [read.records[0]]
    assert.deepEqual(
      [amount, status, categoryCode, description, kind],
      ['-4.22', 'POSTED', '19013000', 'SparkFun', 'OTHER'],
    )
  })

  test('a day with a midnight is that day, and one with a time is none', () => {
    const on = (date: string) => outcome('transactions', fixture('transactions', { date }))
    assert.deepEqual(on('2026-03-04T00:00:00Z'), on('2026-03-04'))
    assert.equal(on('2026-03-04T11:01:00Z').refused, true)
  })

  test('what is removed is known as such, and nothing else is', () => {
    assert.equal(streams.transactions.deletedId?.({ transaction_id: 'txn-1', account_id: 'acc-1' }), 'txn-1')
    assert.equal(streams.transactions.deletedId(fixture('transactions')), null)
    assert.equal(streams.transactions.deletedId({ account_id: 'acc-1' }), null)
  })

  test('answers are taken whole: each stream finds its records in them', () => {
    const { item } = fixture('item') as { item: unknown }
    const answer = JSON.stringify({
      accounts: [fixture('accounts')],
      transactions: [fixture('transactions'), fixture('transactions', { transaction_id: 'txn-2' })],
      item,
      total_transactions: 2,
      request_id: 'req-1',
    })
    const keys = (stream: StreamName, input: string) =>
      mapRecords(input, plaid, stream, SOURCE).accepted.map((it) => it.key)
    assert.deepEqual(keys('accounts', answer), ['accounts/acc-operating'])
    assert.deepEqual(keys('transactions', answer), ['transactions/txn-posted', 'transactions/txn-2'])
    for (const told of [{ item, status: {}, request_id: 'req-1' }, item]) {
      assert.deepEqual(keys('item', JSON.stringify(told)), ['item/Qm4tX9wLhnJrVb2kEzPcUyDoSa7iGfR1lKeM'])
    }
  })
})
