import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'
import { SOURCE, streams } from './mapping.ts'
import * as play from './played.ts'
import { checkpointOf, idsOf, LONG_AGO, minutesLater, playHubSpot, START } from './played.ts'

const read = play.readStream

const entries = (...ids: string[]): play.Entry[] => ids.map((id) => ({ id, at: LONG_AGO }))

const account = (): play.Books => ({
  records: { invoices: entries('1', '2', '3'), line_items: entries('11', '12', '13', '9') },
  associations: [
    'invoices/1 line_items/12',
    'invoices/1 line_items/9',
    'invoices/1 line_items/11',
    'invoices/2 line_items/13',
    'invoices/1 companies/70',
    'invoices/2 contacts/81',
    'invoices/2 contacts/80',
    'deals/5 line_items/14',
  ],
})

interface Composed {
  id: string
  line_items: { id: string }[]
  company_ids: string[]
  contact_ids: string[]
}

const partsOf = (record: unknown) => {
  const { line_items, company_ids, contact_ids } = record as Composed
  return [line_items.map((it) => it.id), company_ids, contact_ids]
}

describe('an invoice', () => {
  test('is read with its lines and customers, by calls for many at once, and has none where there are none', async () => {
    const http = playHubSpot(account(), { pageSize: 100 })
    const [page] = await read('invoices', { http })
    assert.deepEqual(page?.records.map(partsOf), [
      [['9', '11', '12'], ['70'], []],
      [['13'], [], ['80', '81']],
      [[], [], []],
    ])
    assert.deepEqual(
      http.calls.map((it) => it.path),
      [
        '/crm/v3/objects/invoices',
        '/crm/v4/associations/invoices/line_items/batch/read',
        // The first invoice has more line items than one answer takes.
        '/crm/v4/associations/invoices/line_items/batch/read',
        '/crm/v4/associations/invoices/companies/batch/read',
        '/crm/v4/associations/invoices/contacts/batch/read',
        '/crm/v3/objects/line_items/batch/read',
      ],
    )
    assert.deepEqual(http.calls[2]?.json, { inputs: [{ id: '1', after: '2' }] })
    assert.ok(http.calls.slice(1).every((it) => it.safe === true && it.countsAs === undefined))
  })

  test('is read again when a line of it changed, though it did not', async () => {
    const books = account()
    const http = playHubSpot(books)
    const checkpoint = checkpointOf(await read('invoices', { http }))
    const at = minutesLater(1).toISOString()
    books.records['line_items'] = [...entries('11', '12'), { id: '13', at }, { id: '14', at }]
    books.records['line_items'].push({ id: '9', at })
    http.at = minutesLater(2)
    const pages = await read('invoices', { http, checkpoint })
    assert.deepEqual(idsOf(pages).sort(), ['1', '2'])
    assert.ok(pages.every((it) => it.phase === 'incremental'))
  })

  test('is read once when it changed together with its lines', async () => {
    const books = account()
    const http = playHubSpot(books)
    const checkpoint = checkpointOf(await read('invoices', { http }))
    const at = minutesLater(1).toISOString()
    books.records['invoices'] = [...entries('1', '3'), { id: '2', at }]
    books.records['line_items'] = [...entries('9', '11', '12'), { id: '13', at }]
    http.at = minutesLater(2)
    assert.deepEqual(idsOf(await read('invoices', { http, checkpoint })), ['2'])
  })

  test('has no line that was deleted while it was read', async () => {
    const books = account()
    books.records['line_items'] = entries('11', '12', '13')
    const [page] = await read('invoices', { http: playHubSpot(books) })
    assert.deepEqual(partsOf(page?.records[0])[0], ['11', '12'])
  })
})

describe('a payment', () => {
  test('is read with its invoices and customers', async () => {
    const http = playHubSpot({
      records: { commerce_payments: entries('501') },
      associations: ['commerce_payments/501 invoices/1', 'commerce_payments/501 contacts/80'],
    })
    const [page] = await read('commerce_payments', { http })
    const { invoice_ids, company_ids, contact_ids } = page?.records[0] as Record<string, unknown>
    assert.deepEqual([invoice_ids, company_ids, contact_ids], [['1'], [], ['80']])
  })
})

describe('reading single records from HubSpot', () => {
  test('brings them with their parts, and says which are gone', async () => {
    const books = account()
    books.records['invoices']?.push({ id: '4', at: LONG_AGO, archivedAt: LONG_AGO })
    const http = playHubSpot(books)
    const fetched = await streams.invoices.fetch?.({ source: SOURCE, http, now: START }, ['2', '4', '5', '1'])
    assert.deepEqual(
      fetched?.records.map((it) => (it as Composed).id),
      ['2', '1'],
    )
    assert.deepEqual([fetched.missingIds, fetched.fetchedAt], [['4', '5'], START])
    assert.deepEqual(fetched.records.map(partsOf)[1], [['9', '11', '12'], ['70'], []])
    assert.equal(http.calls[0]?.path, '/crm/v3/objects/invoices/batch/read')
  })

  test('asks for a hundred at a time', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `${index + 1}`)
    const http = playHubSpot({ records: { companies: entries(...ids) }, associations: [] })
    const fetched = await streams.companies.fetch?.({ source: SOURCE, http, now: START }, ids)
    assert.deepEqual([fetched?.records.length, fetched?.missingIds, http.calls.length], [250, [], 3])
  })

  test('takes nothing that went wrong for something that is not there', async () => {
    const http = playHubSpot(account())
    const failing = (body: object) => ({
      ...http,
      request: (request: Parameters<typeof http.request>[0]) => {
        const answer = { status: 207, headers: {}, body, sentAt: START }
        request.check?.(answer)
        return Promise.resolve(answer)
      },
    })
    const errors = [{ category: 'VALIDATION_ERROR' }]
    for (const body of [
      { status: 'COMPLETE', results: [], numErrors: 1, errors },
      { status: 'COMPLETE', results: [], errors: [{ subCategory: 'crm.associations.OTHER' }] },
      { status: 'PENDING', results: [] },
    ]) {
      const fetched = streams.companies.fetch?.({ source: SOURCE, http: failing(body), now: START }, ['1'])
      await assert.rejects(async () => fetched, HttpFailure)
    }
  })
})
