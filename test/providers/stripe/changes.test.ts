import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { playStripe, type Books } from './played.ts'
import { DAY, NOW, checkpointOf, customers, eventOf, idsOf, instant, read } from './reading.ts'

describe('reading what changed', () => {
  const since = { eventsSince: NOW - 1000 }

  test('fetches each changed object once, oldest change first, and reports the deleted', async () => {
    const customer = (id: string) => ({ object: 'customer', id })
    const http = playStripe({
      '/v1/customers': customers(3),
      '/v1/events': [
        eventOf('evt_1', 'customer.updated', NOW - 2000, customer('cus_1')),
        eventOf('evt_2', 'customer.updated', NOW - 900, customer('cus_2')),
        eventOf('evt_3', 'customer.updated', NOW - 800, customer('cus_3')),
        eventOf('evt_4', 'customer.updated', NOW - 700, customer('cus_2')),
        eventOf('evt_5', 'customer.deleted', NOW - 600, customer('cus_9')),
        eventOf('evt_6', 'customer.updated', NOW - 500, customer('cus_gone')),
        eventOf('evt_7', 'invoice.updated', NOW - 400, { object: 'invoice', id: 'in_1' }),
      ],
    })
    const pages = await read('customers', { http, checkpoint: since })
    assert.deepEqual(idsOf(pages), ['cus_3', 'cus_2'])
    assert.deepEqual(
      pages.map(({ phase, deletedIds, checkpoint }) => ({ phase, deletedIds, checkpoint })),
      [
        {
          phase: 'incremental',
          deletedIds: [
            {
              id: 'cus_9',
              at: instant(NOW - 600)
                .toISOString()
                .replace('.000', ''),
            },
            { id: 'cus_gone', at: null },
          ],
          checkpoint: { eventsSince: NOW },
        },
      ],
    )
    // Ten minutes of overlap: events become visible out of order.
    assert.equal(http.calls[0]?.query?.['created[gte]'], NOW - 1000 - 600)
  })

  test('in batches, each of which can be gone on from', async () => {
    const all = customers(120)
    const events = all.map((it, i) =>
      eventOf(`evt_${i}`, 'customer.updated', NOW - 900 + i, { object: 'customer', id: it.id }),
    )
    const books: Books = { '/v1/customers': all, '/v1/events': events }
    const first = await read('customers', {
      http: playStripe(books, { pageSize: 100 }),
      checkpoint: since,
      pages: 1,
    })
    assert.deepEqual(checkpointOf(first), { eventsSince: NOW - 900 + 49 })
    const rest = await read('customers', {
      http: playStripe(books, { pageSize: 100 }),
      checkpoint: checkpointOf(first),
    })
    assert.deepEqual(new Set(idsOf([...first, ...rest])), new Set(all.map((it) => it.id)))
    assert.deepEqual(checkpointOf(rest), { eventsSince: NOW })
  })

  test('moves the position when nothing happened', async () => {
    const pages = await read('refunds', { http: playStripe({ '/v1/events': [] }), checkpoint: since })
    assert.deepEqual(idsOf(pages), [])
    assert.deepEqual(checkpointOf(pages), { eventsSince: NOW })
  })

  test('asks for no more types of events than one listing takes', async () => {
    for (const stream of [
      'customers',
      'tax_rates',
      'invoices',
      'credit_notes',
      'charges',
      'refunds',
    ] as const) {
      const http = playStripe({ '/v1/events': [] })
      await read(stream, { http, checkpoint: since })
      const types = http.calls[0]?.query?.['types[]']
      assert.ok(Array.isArray(types) && types.length > 0 && types.length <= 20)
    }
  })

  test('reads everything anew when the events since are gone', async () => {
    const http = playStripe({ '/v1/customers': customers(1), '/v1/events': [] })
    const old = { eventsSince: NOW - 31 * DAY }
    const pages = await read('customers', { http, checkpoint: old })
    assert.deepEqual(
      pages.map((it) => [it.phase, it.completeSince, it.checkpoint]),
      [['backfill', instant(NOW), { eventsSince: NOW }]],
    )
    const stale = { listing: { startedAt: NOW - 31 * DAY, after: 'cus_long_gone' } }
    assert.deepEqual(idsOf(await read('customers', { http, checkpoint: stale })), ['cus_1'])
  })
})

describe('reading what payouts carried', () => {
  const payout = (id: string, created: number, more: object = {}) => ({
    id,
    created,
    automatic: true,
    reconciliation_status: 'completed',
    ...more,
  })
  const transaction = (id: string, of: string) => ({ id, created: 1, fee: 5, source: 'ch_1', payout: of })
  const books: Books = {
    '/v1/payouts': [
      payout('po_1', 10),
      payout('po_2', 20, { automatic: false }),
      payout('po_3', 30, { reconciliation_status: 'in_progress' }),
    ],
    '/v1/balance_transactions': ['txn_1', 'txn_2', 'txn_3'].map((id) => transaction(id, 'po_1')),
    '/v1/events': [
      eventOf('evt_1', 'payout.reconciliation_completed', NOW - 5, { object: 'payout', id: 'po_1' }),
      eventOf('evt_2', 'payout.paid', NOW - 4, { object: 'payout', id: 'po_2' }),
    ],
  }
  const carried = ['txn_1', 'txn_2', 'txn_3'].map((id) => ({
    payout: 'po_1',
    balance_transaction: id,
    fee: 5,
    source: 'ch_1',
  }))

  test('asks only for automatic payouts that are reconciled', async () => {
    const http = playStripe(books)
    const pages = await read('payout_items', { http })
    assert.deepEqual(
      pages.flatMap((it) => it.records),
      carried,
    )
    assert.deepEqual(checkpointOf(pages), { eventsSince: NOW })
  })

  test('afterwards only for those that became so', async () => {
    const http = playStripe(books)
    const pages = await read('payout_items', { http, checkpoint: { eventsSince: NOW - 100 } })
    assert.deepEqual(
      pages.flatMap((it) => it.records),
      carried,
    )
    assert.deepEqual(checkpointOf(pages), { eventsSince: NOW })
    assert.equal(
      http.calls.some((it) => it.path === '/v1/payouts'),
      false,
    )
  })
})
