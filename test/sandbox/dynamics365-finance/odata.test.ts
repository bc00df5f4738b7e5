import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { failureOf, HOST, playDynamics, type Answer, type Row } from './support.ts'

const played = playDynamics({ scale: 0.1 })
const invoices = played.rows('FreeTextInvoiceHeaders', 'lfde')

const numbers = (answer: Answer, field = 'InvoiceIdentifier') => answer.value.map((it) => it[field])
const filtered = (filter: string, set = 'FreeTextInvoiceHeaders') =>
  played.get(`${set}?cross-company=true&$filter=${encodeURIComponent(filter)}`)
const refused = async (query: string) => {
  const response = await played.ask(`/data/FreeTextInvoiceHeaders?cross-company=true&${query}`)
  assert.equal(response.status, 400, response.body)
  return failureOf(response).error
}

describe('the played OData service', () => {
  test("answers the service user's company alone unless asked across companies", async () => {
    const own = await played.get('CustomersV3')
    const all = await played.get('CustomersV3?cross-company=true')
    assert.deepEqual(new Set(own.value.map((it) => it.dataAreaId)), new Set(['dat']))
    assert.deepEqual(new Set(all.value.map((it) => it.dataAreaId)), new Set(['lfde', 'lfgb', 'dat']))
    assert.equal((await played.get('MainAccounts')).value.length, played.rows('MainAccounts').length)
  })

  test('tells its context, and each row its weak tag', async () => {
    const { '@odata.context': context, value } = await played.get('Companies')
    assert.equal(context, `http://${HOST}/dynamics365-finance/data/$metadata#Companies`)
    for (const row of value) assert.match(String(row['@odata.etag']), /^W\/"[A-Za-z0-9+/=]+"$/)
    const tag = String(value[0]?.['@odata.etag']).slice(3, -1)
    assert.match(Buffer.from(tag, 'base64').toString(), /^'\d+,\d{10}'$/)
  })

  test('parts its answer into pages, with links to the host that was called', async () => {
    played.control('set_page_size', { size: 7 })
    const found: unknown[] = []
    const filter = encodeURIComponent("dataAreaId eq 'lfde'")
    const first = `/data/FreeTextInvoiceHeaders?cross-company=true&$select=InvoiceIdentifier&$filter=${filter}&$top=20`
    const sizes = []
    for (let next: string | undefined = first; next !== undefined && sizes.length < 10;) {
      const response = await played.ask(next)
      assert.equal(response.status, 200, response.body)
      const page = JSON.parse(response.body) as Answer
      found.push(...numbers(page))
      sizes.push(page.value.length)
      next = page['@odata.nextLink']
      if (next !== undefined) assert.ok(next.startsWith(`http://${HOST}/dynamics365-finance/data/`), next)
    }
    played.control('set_page_size', { size: 500 })
    assert.deepEqual(sizes, [7, 7, 6])
    assert.deepEqual(
      found,
      invoices.slice(0, 20).map((it) => it.InvoiceIdentifier),
    )
  })

  test('selects, orders, skips and counts', async () => {
    const answer = await played.get(
      "FreeTextInvoiceHeaders?cross-company=true&$filter=dataAreaId eq 'LFDE'&$orderby=InvoiceDate desc,InvoiceIdentifier&$skip=2&$top=3&$count=true&$select=InvoiceIdentifier,InvoiceDate",
    )
    const ordered = invoices.toSorted(
      (a, b) =>
        String(b.InvoiceDate).localeCompare(String(a.InvoiceDate)) ||
        Number(a.InvoiceIdentifier) - Number(b.InvoiceIdentifier),
    )
    assert.equal(answer['@odata.count'], invoices.length)
    assert.deepEqual(
      numbers(answer),
      ordered.slice(2, 5).map((it) => it.InvoiceIdentifier),
    )
    assert.deepEqual(Object.keys(answer.value[0] ?? {}), ['@odata.etag', 'InvoiceIdentifier', 'InvoiceDate'])
  })

  test('counts in plain text', async () => {
    const response = await played.ask('/data/FreeTextInvoiceHeaders/$count?cross-company=true')
    assert.equal(response.body, String(played.rows('FreeTextInvoiceHeaders').length))
  })

  const filters: readonly (readonly [string, (row: Row) => boolean])[] = [
    ["IsPosted eq Microsoft.Dynamics.DataEntities.NoYes'No'", (it) => it.IsPosted === 'No'],
    ['InvoiceDate ge 2026-01-01T00:00:00Z', (it) => String(it.InvoiceDate) >= '2026-01-01'],
    ['InvoiceDate lt 2026-01-01', (it) => String(it.InvoiceDate) < '2026-01-01'],
    ["CurrencyCode ne 'EUR' and InclTax eq Microsoft.Dynamics.DataEntities.NoYes'No'", (it) => it.CurrencyCode !== 'EUR' && it.InclTax === 'No'],
    ["(CurrencyCode eq 'USD' or CurrencyCode eq 'GBP') and ExchangeRate eq 0", (it) => ['USD', 'GBP'].includes(String(it.CurrencyCode))],
    ["FreeTextNumber eq '*0000001*'", (it) => String(it.FreeTextNumber).includes('0000001')],
    [`InvoiceIdentifier gt ${String(invoices[3]?.InvoiceIdentifier)}`, (it) => Number(it.InvoiceIdentifier) > Number(invoices[3]?.InvoiceIdentifier)],
  ] // prettier-ignore
  for (const [filter, holds] of filters) {
    test(`filters by ${filter}`, async () => {
      const wanted = played.rows('FreeTextInvoiceHeaders').filter(holds)
      assert.ok(wanted.length > 0, 'the books have such an invoice')
      assert.deepEqual(
        numbers(await filtered(filter)),
        wanted.map((it) => it.InvoiceIdentifier),
      )
    })
  }

  test('reads a quote in a text that is written twice', async () => {
    const { CustomerAccount: account } = played.control('create_customer', { name: "O'Brien Pottery" })
    const answer = await filtered("OrganizationName eq 'o''brien pottery'", 'CustomersV3')
    assert.deepEqual(numbers(answer, 'CustomerAccount'), [account])
  })

  test('reads a row by its whole key, across companies only when asked', async () => {
    const [invoice] = invoices
    const key = `FreeTextInvoiceHeaders(dataAreaId='lfde',InvoiceIdentifier=${String(invoice?.InvoiceIdentifier)})`
    const { '@odata.context': context, ...row } = await played.get<Row>(`${key}?cross-company=true`)
    assert.match(String(context), /#FreeTextInvoiceHeaders\/\$entity$/)
    assert.deepEqual(row, invoice)
    assert.equal((await played.ask(`/data/${key}`)).status, 404)
    assert.equal((await played.get<Row>("Companies('dat')")).DataArea, 'dat')
    const part = await played.ask("/data/FreeTextInvoiceHeaders(dataAreaId='lfde')?cross-company=true")
    assert.equal(part.status, 400)
  })

  test('refuses what F&O does not have: in, has, functions, $expand', async () => {
    for (const query of [
      "$filter=CurrencyCode in ('EUR','USD')",
      "$filter=IsPosted has Microsoft.Dynamics.DataEntities.NoYes'Yes'",
      "$filter=contains(InvoiceName,'a')",
      '$expand=FreeTextInvoiceLines',
    ]) {
      const { code, innererror, message } = await refused(query)
      assert.equal(code, '')
      assert.equal(
        message,
        'The query specified in the URI is not valid. The method or operation is not implemented.',
      )
      assert.equal(innererror?.type, 'System.NotImplementedException')
    }
  })

  test('refuses an enum compared as a text, in order, or of another type', async () => {
    for (const filter of [
      "IsPosted eq 'Yes'",
      "IsPosted gt Microsoft.Dynamics.DataEntities.NoYes'No'",
      "IsPosted eq Microsoft.Dynamics.DataEntities.Timezone'No'",
    ]) {
      assert.match((await refused(`$filter=${filter}`)).message, /incompatible types was detected/)
    }
  })

  test('refuses a field that the type has not, and a query that it cannot read', async () => {
    const { innererror } = await refused('$select=Total')
    assert.equal(
      innererror?.message,
      "Could not find a property named 'Total' on type 'Microsoft.Dynamics.DataEntities.FreeTextInvoiceHeader'.",
    )
    for (const query of ['$filter=IsPosted', "$filter=InvoiceName eq 'a' b", '$top=-1', '$apply=x']) {
      await refused(query)
    }
  })

  test('answers 404 for a set that is not there', async () => {
    const missing = await played.ask('/data/GeneralJournalAccountEntries')
    assert.equal(missing.status, 404)
    assert.match(failureOf(missing).error.message, /^No HTTP resource was found that matches/)
  })

  test('describes its sets', async () => {
    const { body } = await played.ask('/data/$metadata')
    assert.match(
      body,
      /<EntitySet Name="CustomersV3" EntityType="Microsoft.Dynamics.DataEntities.CustomerV3"\/>/,
    )
    assert.match(body, /<EntityType Name="MainAccount"><Key><PropertyRef Name="ChartOfAccounts"\/>/)
    const names = (await played.get('')).value.map((it) => it.name)
    assert.deepEqual(names, Object.keys(played.provider.books()))
  })

  test('gives another tag once a row has changed', async () => {
    const key = "CustomersV3(dataAreaId='lfde',CustomerAccount='DE-00001')?cross-company=true"
    const before = (await played.get<Row>(key))['@odata.etag']
    played.control('update_customer', { customer: 'DE-00001', phone: '1' })
    const after = (await played.get<Row>(key))['@odata.etag']
    assert.notEqual(before, after)
    assert.equal((await played.get<Row>(key))['@odata.etag'], after)
  })
})
