import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'
import { streams } from './mapping.ts'
import { playStripe, type Books, type Played } from './played.ts'
import { NOW, answering, checkpointOf, customers, idsOf, instant, read, reading } from './reading.ts'

describe('reading everything', () => {
  test('goes from the newest to the oldest, and notes where events take over', async () => {
    const http = playStripe({ '/v1/customers': customers(5) }, { clock: instant(NOW + 1) })
    const pages = await read('customers', { http })
    assert.deepEqual(idsOf(pages), ['cus_5', 'cus_4', 'cus_3', 'cus_2', 'cus_1'])
    assert.deepEqual(
      pages.map((it) => [it.phase, it.checkpoint, it.completeSince]),
      [
        ['backfill', { listing: { startedAt: NOW, after: 'cus_4' } }, undefined],
        ['backfill', { listing: { startedAt: NOW, after: 'cus_2' } }, undefined],
        ['backfill', { eventsSince: NOW }, instant(NOW)],
      ],
    )
    assert.deepEqual(pages[0]?.fetchedAt, instant(NOW + 1))
    assert.deepEqual(http.calls[0]?.query, {
      limit: 100,
      'expand[]': ['data.tax_ids'],
      starting_after: undefined,
    })
  })

  test('goes on after a kill where it was, and still covers what happened since its beginning', async () => {
    const books: Books = { '/v1/customers': customers(5), '/v1/events': [] }
    const first = await read('customers', { http: playStripe(books), pages: 1 })
    const rest = await read('customers', {
      http: playStripe(books),
      checkpoint: checkpointOf(first),
      now: NOW + 50,
    })
    assert.deepEqual(idsOf([...first, ...rest]), ['cus_5', 'cus_4', 'cus_3', 'cus_2', 'cus_1'])
    assert.deepEqual(checkpointOf(rest), { eventsSince: NOW })
    assert.deepEqual(rest.at(-1)?.completeSince, instant(NOW))
  })

  test('of what can’t be deleted makes no claim that the rest is gone', async () => {
    const http = playStripe({ '/v1/charges': [{ id: 'ch_1', created: 1 }] })
    const [page] = await read('charges', { http })
    assert.equal(page?.completeSince, undefined)
    assert.deepEqual(http.calls[0]?.query?.['expand[]'], ['data.balance_transaction'])
  })

  test('of an empty account is one page', async () => {
    const [page, ...more] = await read('invoices', { http: playStripe({ '/v1/invoices': [] }) })
    assert.deepEqual([page?.records, page?.checkpoint, more], [[], { eventsSince: NOW }, []])
  })

  test('stops with an error when the cursor comes again, and when an answer is no list', async () => {
    const stuck = answering({ object: 'list', data: [{ id: 'cus_1' }], has_more: true })
    await assert.rejects(read('customers', { http: stuck }), /ends with "cus_1" again/)
    const nameless = answering({ object: 'list', data: [{}], has_more: true })
    await assert.rejects(read('customers', { http: nameless }), /last object has no id/)
    await assert.rejects(read('customers', { http: answering({ hello: 1 }) }), /is not a list/)
  })

  test('leaves a failed call to the engine', async () => {
    const gone = { listing: { startedAt: NOW, after: 'cus_deleted' } }
    const http = playStripe({ '/v1/customers': customers(1) })
    await assert.rejects(read('customers', { http, checkpoint: gone }), HttpFailure)
  })

  test('reads the remaining lines of a long invoice, in their order', async () => {
    const lines = Array.from({ length: 7 }, (_, i) => ({ id: `il_${i}`, created: 0, amount: i }))
    const shown = { object: 'list', data: lines.slice(0, 3), has_more: true, url: '…' }
    const books: Books = {
      '/v1/invoices': [{ id: 'in_1', created: 5, number: 'A-1', lines: shown }],
      '/v1/invoices/in_1/lines': lines,
      '/v1/credit_notes': [{ id: 'cn_1', created: 5, lines: { ...shown, data: [lines[0]] } }],
      '/v1/credit_notes/cn_1/lines': lines,
    }
    const whole = { ...shown, data: lines, has_more: false }
    const [listed] = await read('invoices', { http: playStripe(books) })
    assert.deepEqual(listed?.records, [{ id: 'in_1', created: 5, number: 'A-1', lines: whole }])
    const fetched = await streams.invoices.fetch?.(reading(playStripe(books)), ['in_1'])
    assert.deepEqual(fetched?.records, listed.records)
    const [note] = await read('credit_notes', { http: playStripe(books) })
    assert.deepEqual(note?.records, [{ id: 'cn_1', created: 5, lines: whole }])
  })
})

describe('reading single objects', () => {
  test('tells the missing from the present, a deleted customer’s stub included', async () => {
    const books: Books = { '/v1/customers': [...customers(2), { id: 'cus_stub', created: 0, deleted: true }] }
    const ids = ['cus_1', 'cus_none', 'cus_stub', 'cus_2']
    const http = playStripe(books, { clock: instant(NOW + 7) })
    const fetched = await streams.customers.fetch?.(reading(http), ids)
    assert.deepEqual(fetched, {
      records: customers(2),
      missingIds: ['cus_none', 'cus_stub'],
      fetchedAt: instant(NOW + 7),
    })
    assert.deepEqual(http.calls[0]?.query, { 'expand[]': ['tax_ids'] })
  })

  test('takes a 404 that names no object for a wrong address, not for a deletion', async () => {
    const failure = new HttpFailure('it answered 404', {
      kind: 'status',
      status: 404,
      headers: {},
      body: { error: { message: 'Unrecognized request URL', type: 'invalid_request_error' } },
      method: 'GET',
      path: '/v1/customers/cus_1',
    })
    const http: Played = { calls: [], request: () => Promise.reject(failure) }
    await assert.rejects(async () => streams.customers.fetch?.(reading(http), ['cus_1']), failure)
  })

  test('asks for the balance and the account by the one address that each has', async () => {
    const balance = { object: 'balance', available: [], pending: [] }
    const fetched = await streams.balances.fetch?.(reading(answering(balance)), ['balance', 'other'])
    assert.deepEqual(fetched, { records: [balance], missingIds: ['other'], fetchedAt: instant(NOW) })
    const pages = await read('balances', { http: answering(balance) })
    assert.deepEqual(pages, [
      {
        records: [balance],
        fetchedAt: instant(NOW),
        phase: 'backfill',
        checkpoint: { readAt: instant(NOW).toISOString() },
      },
    ])
    const account = await streams.account.fetch?.(reading(answering({})), ['acct_harbor'])
    assert.deepEqual(account?.records, [{}])
  })
})
