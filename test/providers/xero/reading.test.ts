import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { fixture, SOURCE, streams } from './mapping.ts'
import * as play from './played.ts'
import { checkpointOf, idsOf, minutesLater, msDate, playXero, read, START } from './played.ts'

const LONG_AGO = msDate(new Date('2008-12-20T09:18:50Z'))
const invoice = (id: string, changes: play.Row = {}): play.Row => ({
  ...fixture('invoices'),
  InvoiceID: id,
  UpdatedDateUTC: LONG_AGO,
  ...changes,
})
const invoices = (...ids: string[]): play.Books => ({ Invoices: ids.map((id) => invoice(id)) })
const modifiedSince = ({ headers }: HttpRequest) => headers?.['if-modified-since']

describe('reading everything from Xero', () => {
  test('goes page by page in the order of ids, and notes where changes take over', async () => {
    const http = playXero(invoices('c', 'a', 'e', 'b', 'd'))
    const pages = await read('invoices', { http })
    assert.deepEqual(idsOf('invoices', pages), ['a', 'b', 'c', 'd', 'e'])
    assert.deepEqual(
      pages.map((it) => [it.phase, it.progress, it.completeSince]),
      [
        ['backfill', 1 / 3, undefined],
        ['backfill', 2 / 3, undefined],
        ['backfill', 1, START],
      ],
    )
    assert.deepEqual(checkpointOf(pages), { since: '2026-03-05T09:00:00Z' })
    const query = { includeArchived: 'true', unitdp: 4, page: 1, pageSize: 500, order: 'InvoiceID ASC' }
    assert.deepEqual(http.calls[0]?.query, query)
    assert.equal(modifiedSince(http.calls[0]), undefined)
  })

  test('goes on after a kill where it was, and still covers what happened since its beginning', async () => {
    const http = playXero(invoices('a', 'b', 'c', 'd', 'e'))
    const first = await read('invoices', { http, pages: 1 })
    http.at = minutesLater(50)
    const rest = await read('invoices', { http, checkpoint: checkpointOf(first) })
    assert.deepEqual(idsOf('invoices', [...first, ...rest]), ['a', 'b', 'c', 'd', 'e'])
    assert.deepEqual(rest.at(-1)?.completeSince, START)
    assert.equal(checkpointOf(rest)['since'], '2026-03-05T09:00:00Z')
  })

  test('loses nothing to a record that is made meanwhile', async () => {
    const books = invoices('b', 'c', 'd', 'e')
    const first = await read('invoices', { http: playXero(books), pages: 1 })
    books['Invoices']?.push(invoice('a'))
    const rest = await read('invoices', { http: playXero(books), checkpoint: checkpointOf(first) })
    assert.deepEqual(idsOf('invoices', rest), ['c', 'd', 'e'])
  })

  test('of a list that does not count its pages ends with an empty one', async () => {
    const http = playXero(invoices('a', 'b', 'c'), { counted: false })
    const pages = await read('invoices', { http })
    assert.deepEqual(
      pages.map((it) => it.records.length),
      [2, 1, 0],
    )
    assert.deepEqual(pages.at(-1)?.completeSince, START)
  })

  test('of nothing is one page', async () => {
    const [page, ...more] = await read('credit_notes', { http: playXero({}) })
    assert.deepEqual([page?.records, page?.completeSince, more], [[], START, []])
  })

  test('stops with an error when a page comes again', async () => {
    const http = playXero(invoices('a', 'b', 'c'))
    const request = (it: HttpRequest) => http.request({ ...it, query: { ...it.query, page: 1 } })
    await assert.rejects(
      read('invoices', { http: { ...http, request } }),
      /Invoices page 2 with the first record of the page before/,
    )
  })

  test('fails on an answer without records, instead of taking it for an empty one', async () => {
    const http = playXero({})
    const request = (it: HttpRequest) => http.request({ ...it, path: '/api.xro/2.0/Other' })
    await assert.rejects(read('invoices', { http: { ...http, request } }), /answered without Invoices/)
  })

  test('names deleted records by their ids, and keeps void ones', async () => {
    const deleted = invoice('a', { Status: 'DELETED', UpdatedDateUTC: msDate(START) })
    const books = { Invoices: [deleted, invoice('b', { Status: 'VOIDED', AmountDue: 0, AmountPaid: 0 })] }
    const [page] = await read('invoices', { http: playXero(books) })
    assert.ok(page)
    assert.deepEqual(idsOf('invoices', [page]), ['b'])
    assert.deepEqual(page.deletedIds, [{ id: 'a', at: '2026-03-05T09:00:00Z' }])
  })
})

describe('reading what changed at Xero', () => {
  test('asks since the last reading, and a little before', async () => {
    const books = invoices('a', 'b')
    const http = playXero(books)
    const before = checkpointOf(await read('invoices', { http }))
    http.at = minutesLater(60)
    books['Invoices']?.push(invoice('c', { UpdatedDateUTC: msDate(minutesLater(-4)) }))
    const [page, ...more] = await read('invoices', { http, checkpoint: before })
    assert.ok(page)
    assert.deepEqual([idsOf('invoices', [page]), page.phase, more], [['c'], 'incremental', []])
    assert.equal(page.completeSince, undefined)
    assert.equal(modifiedSince(http.calls.at(-1) ?? { path: '' }), '2026-03-05T08:55:00')
    assert.equal(checkpointOf([page])['since'], '2026-03-05T10:00:00Z')
  })

  test('goes by Xero’s clock, not by ours', async () => {
    const http = playXero(invoices('a'))
    const [page] = await read('invoices', {
      http: { ...http, request: async (it) => ({ ...(await http.request(it)), sentAt: minutesLater(7) }) },
    })
    assert.ok(page)
    assert.deepEqual(page.checkpoint, { since: '2026-03-05T09:00:00Z' })
  })

  test('is not all: everything is wanted again every night, as not every change moves the stamp', () => {
    const changing = Object.entries(streams).filter(([, it]) => it.incremental)
    assert.ok(changing.length > 0)
    for (const [name, { reread }] of changing) assert.equal(reread, 'nightly', name)
  })

  test('goes on within the pages of one reading', async () => {
    const books = invoices('a', 'b', 'c')
    for (const it of books['Invoices'] ?? []) it.UpdatedDateUTC = msDate(minutesLater(30))
    const http = playXero(books)
    const settled = { since: '2026-03-05T09:00:00Z' }
    http.at = minutesLater(60)
    const first = await read('invoices', { http, checkpoint: settled, pages: 1 })
    http.at = minutesLater(61)
    const rest = await read('invoices', { http, checkpoint: checkpointOf(first) })
    assert.deepEqual(idsOf('invoices', [...first, ...rest]), ['a', 'b', 'c'])
    assert.ok(http.calls.every((it) => modifiedSince(it) === '2026-03-05T08:55:00'))
    assert.deepEqual(checkpointOf(rest), { since: '2026-03-05T10:00:00Z' })
    assert.deepEqual(rest.at(-1)?.asOf, minutesLater(60))
  })

  test('of accounts, which have no pages, finds the deleted by a complete reading', async () => {
    const account = (AccountID: string) => ({ ...fixture('accounts'), AccountID, UpdatedDateUTC: LONG_AGO })
    const http = playXero({ Accounts: [account('a'), account('b')] })
    const [whole] = await read('accounts', { http })
    assert.ok(whole)
    assert.deepEqual([idsOf('accounts', [whole]), whole.completeSince], [['a', 'b'], START])
    assert.deepEqual(http.calls[0]?.query, {})
    http.at = minutesLater(60)
    const [changed] = await read('accounts', { http, checkpoint: checkpointOf([whole]) })
    assert.deepEqual([changed?.records, changed?.completeSince], [[], undefined])
  })
})

describe('reading what Xero cannot tell changes of', () => {
  test('brings it whole, each time', async () => {
    for (const [stream, name] of [
      ['tax_rates', 'TaxRates'],
      ['tracking_categories', 'TrackingCategories'],
    ] as const) {
      const http = playXero({ [name]: [{ ...fixture(stream) }] })
      const [first] = await read(stream, { http })
      assert.deepEqual([first?.phase, first?.records.length, first?.completeSince], ['backfill', 1, START])
      const [again] = await read(stream, { http, checkpoint: checkpointOf([first ?? assert.fail()]) })
      assert.deepEqual([again?.phase, again?.records.length, again?.completeSince], ['incremental', 1, START])
      assert.ok(http.calls.every((it) => modifiedSince(it) === undefined))
    }
  })

  test('brings the organisation by the one address that it has', async () => {
    const http = playXero({ Organisations: [{ ...fixture('organisation') }] })
    const [page] = await read('organisation', { http })
    assert.deepEqual([page?.records.length, page?.completeSince], [1, undefined])
    assert.equal(http.calls[0]?.path, '/api.xro/2.0/Organisation')
    assert.equal(http.calls[0].headers?.['xero-tenant-id'], SOURCE.remoteId)
  })
})
