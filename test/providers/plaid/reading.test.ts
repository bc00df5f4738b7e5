import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'
import { NOW, answering, fault, failure, idsOf, read, sentAt, synced, transaction } from './answering.ts'
import { SOURCE, streams } from './mapping.ts'

const MUTATED = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION'
const position = { cursor: 'c-0' }

describe('reading all transactions', () => {
  test('goes page by page; only the last has a position, and tells what is gone', async () => {
    const http = answering(
      synced('c-1', { added: ['a', 'b'], more: true }),
      synced('c-2', { added: ['c'], removed: ['b'] }),
    )
    assert.deepEqual(await read('transactions', http), [
      {
        records: [transaction('a'), transaction('b')],
        deletedIds: [],
        fetchedAt: sentAt(0),
        phase: 'backfill',
      },
      {
        records: [transaction('c')],
        deletedIds: [{ id: 'b', at: null }],
        fetchedAt: sentAt(1),
        phase: 'backfill',
        checkpoint: { cursor: 'c-2' },
        completeSince: sentAt(0),
      },
    ])
    assert.deepEqual(
      http.calls.map((it) => it.json),
      [undefined, 'c-1'].map((cursor) => ({
        ...(cursor !== undefined && { cursor }),
        count: 500,
        options: {
          include_original_description: true,
          personal_finance_category_version: 'v2',
          days_requested: 730,
        },
      })),
    )
    assert.ok(http.calls.every((it) => it.method === 'POST' && it.safe === true))
  })

  test('begins again when they change meanwhile, and sweeps what only the pages thrown away had', async () => {
    for (const mutated of [fault(MUTATED), failure(MUTATED)]) {
      const http = answering(
        synced('c-1', { added: ['a', 'b'], more: true }),
        mutated,
        synced('c-9', { added: ['b'], more: true }),
        synced('c-10', { added: ['c'] }),
      )
      const pages = await read('transactions', http)
      assert.deepEqual(idsOf(pages), ['a', 'b', 'b', 'c'])
      // What was seen before this instant and not since is gone: "a".
      assert.deepEqual(pages.at(-1)?.completeSince, sentAt(2))
      assert.deepEqual(
        pages.map((it) => it.checkpoint),
        [undefined, undefined, { cursor: 'c-10' }],
      )
      assert.deepEqual((http.calls[2]?.json as { cursor?: string }).cursor, undefined)
    }
  })

  test('gives up when they never stop changing', async () => {
    const http = answering(...Array.from({ length: 5 }, () => fault(MUTATED)))
    await assert.rejects(read('transactions', http), /Plaid refused it/)
    assert.equal(http.calls.length, 5)
  })

  test('fails as long as Plaid has not read the bank: no transactions yet is not none', async () => {
    const notReady = { ...synced('', {}), transactions_update_status: 'NOT_READY' }
    await assert.rejects(read('transactions', answering(notReady)), (error) => {
      assert.ok(error instanceof HttpFailure)
      assert.match(error.message, /the bank's transactions are not there yet/)
      return true
    })
  })

  test('fails when the cursor does not move, and when an answer is none', async () => {
    const standing = synced('c-1', { added: ['a'], more: true })
    await assert.rejects(read('transactions', answering(standing, standing)), /does not move on/)
    await assert.rejects(read('transactions', answering({ added: [] })), /is no page of transactions/)
  })

  test('fails when one of the three lists is missing: what changed is then not known', async () => {
    for (const list of ['added', 'modified', 'removed']) {
      const answer = { ...synced('c-1', { added: ['a'] }), [list]: undefined }
      await assert.rejects(read('transactions', answering(answer)), /is no page of transactions/)
    }
  })
})

describe('reading what changed', () => {
  test('is one page, with the last word on each transaction', async () => {
    const http = answering(
      synced('c-1', { added: ['a', 'b'], modified: ['m'], removed: ['p', 'q'], more: true }),
      synced('c-2', { added: ['q'], modified: ['a'], removed: ['b'] }),
    )
    assert.deepEqual(await read('transactions', http, position), [
      {
        records: [transaction('a', 'modified'), transaction('m', 'modified'), transaction('q')],
        deletedIds: [
          { id: 'p', at: null },
          { id: 'b', at: null },
        ],
        fetchedAt: sentAt(0),
        phase: 'incremental',
        checkpoint: { cursor: 'c-2' },
      },
    ])
    assert.deepEqual((http.calls[0]?.json as { cursor?: string }).cursor, 'c-0')
  })

  test('tells nothing of pages that were thrown away, and begins again where it began', async () => {
    const http = answering(
      synced('c-1', { added: ['ghost'], removed: ['restored'], more: true }),
      fault(MUTATED),
      synced('c-9', { added: ['a'] }),
    )
    const pages = await read('transactions', http, position)
    assert.deepEqual(idsOf(pages), ['a'])
    assert.deepEqual(pages[0]?.deletedIds, [])
    assert.deepEqual(
      http.calls.map((it) => (it.json as { cursor?: string }).cursor),
      ['c-0', 'c-1', 'c-0'],
    )
  })

  test('reads everything where the cursor is good for nothing any more', async () => {
    const all = synced('c-9', { added: ['a'] })
    for (const failed of [[fault('INVALID_FIELD')], Array.from({ length: 5 }, () => fault(MUTATED))]) {
      const [page, ...more] = await read('transactions', answering(...failed, all), position)
      assert.deepEqual([page?.phase, page?.checkpoint, more], ['backfill', { cursor: 'c-9' }, []])
      assert.deepEqual(page?.completeSince, sentAt(failed.length))
    }
  })

  test('reads everything where more has changed than can be written in one go', async () => {
    const update = Array.from({ length: 20 }, (_, index) =>
      synced(`u-${index}`, { added: [`u-${index}`], more: true }),
    )
    const pages = await read('transactions', answering(...update, synced('c-9', { added: ['a'] })), position)
    assert.deepEqual([idsOf(pages), pages[0]?.phase], [['a'], 'backfill'])
  })

  test('keeps what has no id, to be set aside', async () => {
    const unknown = { name: 'no id' }
    const answer = { ...synced('c-1', { added: ['a'] }), modified: [unknown, { ...unknown }] }
    const [page] = await read('transactions', answering(answer), position)
    assert.deepEqual(page?.records, [transaction('a'), unknown, unknown])
  })

  test('passes on every other failure', async () => {
    await assert.rejects(read('transactions', answering(fault('INVALID_PRODUCT')), position), /Plaid refused/)
    await assert.rejects(read('transactions', answering(), position), /was not expected/)
  })
})

describe('reading accounts', () => {
  const item = { item_id: SOURCE.remoteId, institution_name: 'Harbor Commercial Bank', error: null }
  const account = (account_id: string, current = 1) => ({ account_id, balances: { current } })
  const named = (account_id: string, current = 1) => ({
    ...account(account_id, current),
    institution_name: 'Harbor Commercial Bank',
  })
  const reading = (http: ReturnType<typeof answering>) => ({ source: SOURCE, http, now: NOW })

  test('lists them all from what Plaid holds, each with its institution', async () => {
    const http = answering({ accounts: [account('acc-1'), account('acc-2')], item, request_id: 'req-1' })
    assert.deepEqual(await read('accounts', http), [
      {
        records: [named('acc-1'), named('acc-2')],
        fetchedAt: sentAt(0),
        phase: 'backfill',
        checkpoint: { readAt: sentAt(0).toISOString() },
        completeSince: sentAt(0),
      },
    ])
    assert.equal(http.calls[0]?.path, '/accounts/get')
    await assert.rejects(read('accounts', answering({})), /is no list of accounts/)
  })

  test('by id asks the bank for its balances now, and says how old a balance will do', async () => {
    const http = answering({ accounts: [account('acc-1', 7), account('acc-2')], item })
    assert.deepEqual(await streams.accounts.fetch?.(reading(http), ['acc-1']), {
      records: [named('acc-1', 7)],
      missingIds: [],
      fetchedAt: sentAt(0),
    })
    const [{ path, json }] = http.calls as [{ path: string; json: unknown }]
    assert.deepEqual(
      [path, json],
      ['/accounts/balance/get', { options: { min_last_updated_datetime: '2026-02-26T09:00:00Z' } }],
    )
  })

  test('by id takes none for gone that only has no live balance', async () => {
    const http = answering(
      { accounts: [account('acc-1')], item },
      { accounts: [account('acc-1'), account('acc-2')], item },
    )
    assert.deepEqual(await streams.accounts.fetch?.(reading(http), ['acc-1', 'acc-2', 'acc-3']), {
      records: [named('acc-1'), named('acc-2')],
      missingIds: ['acc-3'],
      fetchedAt: sentAt(0),
    })
  })

  test('the item is read as it is, and one that waits for its customer fails', async () => {
    const answer = { item, status: { transactions: null }, request_id: 'req-1' }
    const [page] = await read('item', answering(answer))
    assert.deepEqual(page?.records, [{ item }])
    const failed = {
      item: { ...item, error: { error_code: 'ITEM_LOGIN_REQUIRED', error_type: 'ITEM_ERROR' } },
    }
    await assert.rejects(read('item', answering(failed)), HttpFailure)
    const passing = { item: { ...item, error: { error_code: 'INSTITUTION_DOWN' } } }
    assert.equal((await read('item', answering(passing))).length, 1)
    const fetched = await streams.item.fetch?.(reading(answering(answer)), [SOURCE.remoteId, 'other'])
    assert.deepEqual([fetched?.records, fetched?.missingIds], [[{ item }], ['other']])
  })
})
