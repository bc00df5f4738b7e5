import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openQuickBooks } from './client.ts'
import type { Thing } from './shapes.ts'

const quickbooks = await openQuickBooks()
const { query, control, rows, row } = quickbooks

describe('queries', () => {
  test('page to the end, each object once, in the order that was asked for', async () => {
    const ids: string[] = []
    for (let start = 1; ; start += 70) {
      const { json } = await query(
        `SELECT * FROM Purchase ORDERBY MetaData.LastUpdatedTime, Id STARTPOSITION ${start} MAXRESULTS 70`,
      )
      const page = json.QueryResponse.Purchase ?? []
      ids.push(...page.map((it) => it.Id))
      assert.equal(json.QueryResponse.totalCount, undefined)
      if (page.length < 70) break
      assert.equal(json.QueryResponse.maxResults, 70)
    }
    const { Purchase = [] } = await quickbooks.books()
    assert.equal(ids.length, 350)
    assert.deepEqual(new Set(ids), new Set(Purchase.map((it) => it.Id)))
  })

  test('answer a hundred unless told otherwise, and count only what QuickBooks counts', async () => {
    const invoices = (await query('select * from invoice')).json.QueryResponse
    assert.deepEqual(
      [invoices.Invoice?.length, invoices.startPosition, invoices.maxResults, invoices.totalCount],
      [100, 1, 100, 175],
    )
    const count = (await query('SELECT count(*) FROM Payment')).json
    assert.deepEqual(Object.keys(count.QueryResponse), ['totalCount'])
  })

  test('leave out the entity where nothing is found', async () => {
    const { json } = await query("SELECT * FROM Bill WHERE Id = '999999'")
    assert.deepEqual(json.QueryResponse, {})
    assert.match(String(json.time), /^2026-11-02T12:00:00\.000-08:00$/)
  })

  test('compare ids, days, instants, amounts, references and patterns', async () => {
    const ids = async (where: string) =>
      (await rows('Invoice', `WHERE ${where} MAXRESULTS 1000`)).map((it) => it.Id)
    const { Invoice = [] } = await quickbooks.books()
    const expect = (fits: (it: Thing) => boolean) => Invoice.filter(fits).map((it) => it.Id)
    const [first, second] = Invoice
    assert.ok(first && second)

    assert.deepEqual(await ids(`Id IN ('${first.Id}', '${second.Id}')`), [first.Id, second.Id])
    assert.deepEqual(
      await ids("TxnDate > '2026-01-01' AND TxnDate <= '2026-03-01'"),
      expect((it) => it.TxnDate > '2026-01-01' && it.TxnDate <= '2026-03-01'),
    )
    assert.deepEqual(
      await ids("TotalAmt >= '1000.50'"),
      expect((it) => it.TotalAmt >= 1000.5),
    )
    assert.deepEqual(
      await ids(`CustomerRef = '${first.CustomerRef.value}'`),
      expect((it) => it.CustomerRef.value === first.CustomerRef.value),
    )
    assert.deepEqual(
      await ids("DocNumber LIKE '10%1'"),
      expect((it) => /^10.*1$/.test(it.DocNumber)),
    )
    const since = '2026-05-01T00:00:00Z'
    assert.deepEqual(
      await ids(`MetaData.LastUpdatedTime > '${since}'`),
      expect((it) => Date.parse(it.MetaData.LastUpdatedTime) > Date.parse(since)),
    )
  })

  test('give the asked fields alone, marked as sparse', async () => {
    const answer = await query('SELECT DocNumber, MetaData.CreateTime FROM Invoice MAXRESULTS 1')
    const [invoice = {}] = answer.json.QueryResponse.Invoice ?? []
    assert.deepEqual(Object.keys(invoice).toSorted(), ['DocNumber', 'Id', 'MetaData', 'domain', 'sparse'])
  })

  test('hide inactive names unless Active is asked about, and take an escaped quote', async () => {
    await control('quickbooks/create', { entity: 'Customer', data: { DisplayName: "O'Hara Optics" } })
    const { Id } = await row('Customer', "WHERE DisplayName = 'O\\'Hara Optics'")
    await control('quickbooks/update', { entity: 'Customer', id: Id, data: { Active: false } })
    assert.deepEqual(await rows('Customer', `WHERE Id = '${Id}'`), [])
    const hidden = await row('Customer', `WHERE Id = '${Id}' AND Active IN (true, false)`)
    assert.equal(hidden.DisplayName, "O'Hara Optics (deleted)")
  })

  test('work as a POST of the text too', async () => {
    const path = '/v3/company/9341450000000001/query?minorversion=75'
    const { json } = await quickbooks.call(quickbooks.base + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${quickbooks.first.json.access_token}`,
        accept: 'application/json',
        'content-type': 'application/text',
      },
      body: 'SELECT * FROM CompanyInfo',
    })
    assert.equal(json.QueryResponse.CompanyInfo?.[0]?.CompanyName, 'Larkfield Works')
  })

  for (const [text, code] of [
    ['', '4000'],
    ['SELECT', '4000'],
    ['SELECT * FROM Invoice WHERE', '4000'],
    ["SELECT * FROM Invoice WHERE TxnDate = '2026-01-01' OR Balance = '0'", '4000'],
    ['SELECT * FROM Invoice ORDER BY Id', '4000'],
    ['SELECT * FROM Invoice MAXRESULTS many', '4000'],
    ["SELECT * FROM Invoice WHERE DocNumber = 'unclosed", '4000'],
    ['SELECT * FROM Nothing', '4001'],
    ["SELECT * FROM Invoice WHERE Colour = 'red'", '4001'],
    ["SELECT * FROM Invoice WHERE Id > '5'", '4001'],
    ['SELECT * FROM Invoice MAXRESULTS 1001', '4001'],
    ['SELECT * FROM Invoice STARTPOSITION 0', '4001'],
  ] as const) {
    test(`refuse ${text === '' ? 'an empty text' : text} with ${code}`, async () => {
      const { status, json } = await query(text)
      assert.equal(status, 400)
      assert.deepEqual([json.Fault?.type, json.Fault?.Error[0].code], ['ValidationFault', code])
    })
  }
})
