import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { HttpClient } from '../../../src/providers/toolkit/http.ts'
import { environment, SENT_AT, type Row } from './environment.ts'
import { idsOf, NOW, read, saved } from './reading.ts'

const customers = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    dataAreaId: 'lfde',
    CustomerAccount: `DE-${String(i + 1).padStart(4, '0')}`,
  }))

describe('a list', () => {
  test('is asked for across companies, by its company, in the order of its key, and only for what is read', async () => {
    const http = environment({ CustomersV3: customers(2) })
    await read('customers', http)
    const [call] = http.calls
    assert.equal(call?.path, '/data/CustomersV3')
    const { $select, ...query } = call.query
    assert.deepEqual(query, {
      'cross-company': 'true',
      $filter: "dataAreaId eq 'lfde'",
      $orderby: 'CustomerAccount',
      $count: 'true',
    })
    assert.match($select ?? '', /^dataAreaId,CustomerAccount,OrganizationName,/)
  })

  test('goes on where its links lead, as they are given', async () => {
    const http = environment({ CustomersV3: customers(25) }, { pageSize: 10 })
    const pages = await read('customers', http)
    assert.equal(new Set(idsOf('customers', pages)).size, 25)
    assert.deepEqual(
      http.calls.map((it) => it.query['$skip']),
      [undefined, '10', '20'],
    )
    assert.deepEqual(
      pages.map((it) => [it.progress, it.completeSince]),
      [
        [10 / 25, undefined],
        [20 / 25, undefined],
        [1, NOW],
      ],
    )
  })

  test('goes on behind its last key after a cut, and is complete since it began', async () => {
    const http = environment({ CustomersV3: customers(1_200) })
    const [first] = await read('customers', http, { pages: 1 })
    assert.equal(first?.records.length, 500)
    const rest = await read('customers', http, { checkpoint: saved(first) })
    assert.equal(http.calls.at(-1)?.query['$filter'], "dataAreaId eq 'lfde' and CustomerAccount gt 'DE-0500'")
    assert.deepEqual(idsOf('customers', rest).slice(0, 1), ['DE-0501'])
    assert.equal(idsOf('customers', rest).length, 700)
    assert.deepEqual([rest.at(-1)?.phase, rest.at(-1)?.completeSince], ['backfill', NOW])
    const again = await read('customers', http, { checkpoint: saved(rest.at(-1)) })
    assert.deepEqual([again[0]?.phase, idsOf('customers', again).length], ['incremental', 1_200])
  })

  test('that a deletion shifted under its reading deletes nothing: what was passed over is still there', async () => {
    const http = environment({ CustomersV3: customers(25) }, { pageSize: 10 })
    http.meanwhile = ({ query }) => {
      if (query['$skip'] === '10') http.sets['CustomersV3'] = customers(25).slice(1)
    }
    const pages = await read('customers', http)
    assert.equal(idsOf('customers', pages).includes('DE-0011'), false)
    assert.equal(pages.at(-1)?.completeSince, undefined)
  })

  test('that leads to another place, or in a circle, fails', async () => {
    const linked = (link: string): HttpClient => ({
      request: () =>
        Promise.resolve({
          ...{ status: 200, headers: {}, sentAt: SENT_AT },
          body: { value: customers(1), '@odata.nextLink': link },
        }),
    })
    const elsewhere = ['https://elsewhere.example/data/CustomersV3?$skip=1', '/data/VendorsV2?$skip=1']
    for (const link of elsewhere) await assert.rejects(read('customers', linked(link)), /at another place/)
    const circle = 'https://larkfield.operations.example/data/CustomersV3?$skip=1'
    await assert.rejects(read('customers', linked(circle)), /to the same page again/)
    await assert.rejects(read('customers', linked('')), /is not a list/)
  })

  test('with an apostrophe in its key goes on behind it', async () => {
    const rows = [{ dataAreaId: 'lfde', CustomerAccount: "O'HARA" }, ...customers(600)]
    const http = environment({ CustomersV3: rows.map((it) => ({ ...it })) })
    const [first] = await read('customers', http, { pages: 2 }).then((pages) => pages.slice(-1))
    assert.deepEqual((saved(first)['readAt'] ?? null) !== null, true)
    const checkpoint = {
      crawl: { startedAt: NOW.toISOString(), phase: 'backfill', after: "'O''HARA'", seen: 601, total: 601 },
    }
    assert.deepEqual(idsOf('customers', await read('customers', http, { checkpoint })), [])
  })
})
