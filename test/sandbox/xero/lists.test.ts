import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { XERO_SECOND_TENANT_ID } from '../../../src/sandbox/xero/credentials.ts'
import { inner, list, openXero, rowsOf, where } from './client.ts'

describe('the lists of the played Xero', async () => {
  const { get, rows, row, control, call, base, headers } = await openXero()

  test('come in an envelope, with doubles and dates as Xero writes them', async () => {
    const answer = await get('/Invoices?page=1&pageSize=2')
    assert.deepEqual(Object.keys(answer.json), [
      'Id',
      'Status',
      'ProviderName',
      'DateTimeUTC',
      'pagination',
      'Invoices',
    ])
    assert.match(answer.text, /"AmountCredited":\d+\.\d+/)
    assert.equal(answer.json.DateTimeUTC, '/Date(1793649600000)/')
    const [invoice] = rowsOf(answer, 'Invoices')
    assert.match(String(invoice?.DateString), /^\d{4}-\d\d-\d\dT00:00:00$/)
    assert.equal(invoice?.Date, `/Date(${Date.parse(`${String(invoice?.DateString)}Z`)}+0000)/`)
  })

  test('have lines and pagination by the page, and neither without one', async () => {
    const whole = await get('/Invoices')
    const paged = await get('/Invoices?page=2&pageSize=10')
    const count = rowsOf(whole, 'Invoices').length
    assert.ok(!('pagination' in whole.json))
    assert.ok(rowsOf(whole, 'Invoices').every((it) => list(it, 'LineItems').length === 0))
    assert.deepEqual(paged.json.pagination, {
      page: 2,
      pageSize: 10,
      pageCount: Math.ceil(count / 10),
      itemCount: count,
    })
    assert.ok(rowsOf(paged, 'Invoices').every((it) => list(it, 'LineItems').length > 0))
    assert.deepEqual(await rows('Invoices', 'page=999'), [])
  })

  test('are the whole, page after page', async () => {
    const seen = []
    for (let page = 1; page <= 100; page += 1) {
      const next = await rows('Payments', `page=${page}&pageSize=20`)
      if (next.length === 0) break
      seen.push(...next.map((it) => it.PaymentID))
    }
    assert.deepEqual(
      seen,
      (await rows('Payments')).map((it) => it.PaymentID),
    )
    assert.equal(new Set(seen).size, seen.length)
  })

  test('are narrowed by where', async () => {
    const all = await rows('Invoices')
    const count = async (text: string) => (await rows('Invoices', where(text))).length
    const bills = all.filter((it) => it.Type === 'ACCPAY')
    assert.equal(await count('Type=="ACCPAY"'), bills.length)
    assert.equal(
      await count('Type=="ACCPAY" AND Date>=DateTime(2026,01,01)'),
      bills.filter((it) => String(it.DateString) >= '2026').length,
    )
    assert.equal(
      await count('Status="PAID" || (AmountDue>0 && Status!="DRAFT")'),
      all.filter((it) => it.Status === 'PAID' || ((it.AmountDue as number) > 0 && it.Status !== 'DRAFT'))
        .length,
    )
    const contact = inner(all[0] ?? {}, 'Contact')
    const its = all.filter((it) => inner(it, 'Contact').ContactID === contact.ContactID).length
    assert.equal(await count(`Contact.ContactID==Guid("${String(contact.ContactID).toUpperCase()}")`), its)
    assert.equal(await count(`Contact.Name.StartsWith("${String(contact.Name)}")`), its)
    assert.equal(await count('!(Type=="ACCPAY")'), all.length - bills.length)
    assert.equal(
      (await rows('Contacts', where('IsSupplier'))).every((it) => it.IsSupplier === true),
      true,
    )
    const bad = await get(`/Invoices?${where('Type=="ACCPAY" AND')}`)
    assert.deepEqual([bad.status, bad.json.Type], [400, 'QueryParseException'])
  })

  test('are ordered as asked', async () => {
    const dates = (await rows('Invoices', `order=${encodeURIComponent('Date DESC')}`)).map((it) =>
      String(it.DateString),
    )
    assert.deepEqual(dates, dates.toSorted().reverse())
  })

  test('are narrowed by ids, numbers, statuses, contacts and a term', async () => {
    const invoice = await row('Invoices', 'page=1&Statuses=PAID')
    const id = String(invoice.InvoiceID)
    assert.deepEqual(
      (await rows('Invoices', `IDs=${id},unknown`)).map((it) => it.InvoiceID),
      [id],
    )
    assert.equal((await row('Invoices', `InvoiceNumbers=${String(invoice.InvoiceNumber)}`)).InvoiceID, id)
    const contactId = String(inner(invoice, 'Contact').ContactID)
    assert.ok((await rows('Invoices', `ContactIDs=${contactId}`)).length > 0)
    assert.equal((await row('Invoices', `searchTerm=${String(invoice.InvoiceNumber)}`)).InvoiceID, id)
  })

  test('hold what was changed since an instant, which without a zone is UTC', async () => {
    const since = { 'if-modified-since': '2026-11-02T19:59:59' }
    const answer = await get('/Invoices?page=1', since)
    assert.deepEqual([answer.status, rowsOf(answer, 'Invoices')], [200, []])
    const { InvoiceID } = control('create_invoice')
    assert.deepEqual(
      rowsOf(await get('/Invoices?page=1', since), 'Invoices').map((it) => it.InvoiceID),
      [InvoiceID],
    )
    assert.ok(rowsOf(await get('/TaxRates', since), 'TaxRates').length > 0)
  })

  test('leave out archived contacts and deleted transfers unless asked, and read them by id', async () => {
    const archived = (await rows('Contacts', 'includeArchived=true')).filter(
      (it) => it.ContactStatus === 'ARCHIVED',
    )
    assert.equal(archived.length, 2)
    assert.ok((await rows('Contacts')).every((it) => it.ContactStatus === 'ACTIVE'))
    const answer = await get(`/Contacts/${String(archived[0]?.ContactID)}`)
    assert.equal(rowsOf(answer, 'Contacts').length, 1)
    const transfers = await rows('BankTransfers', 'includeDeleted=true')
    assert.ok((await rows('BankTransfers')).length < transfers.length)
    assert.equal((await rows('TrackingCategories')).length, 2)
    assert.equal((await rows('TrackingCategories', 'includeArchived=true')).length, 3)
  })

  test('are lighter as summaries, and exacter in their prices when asked', async () => {
    const summary = await row('Invoices', 'page=1&summaryOnly=true')
    assert.ok(!('Payments' in summary) && 'AmountDue' in summary)
    assert.deepEqual(summary.LineItems, [])
    const prices = async (query: string) =>
      (await rows('Invoices', query))
        .flatMap((it) => list(it, 'LineItems'))
        .map((it) => String(it.UnitAmount))
    assert.ok((await prices('page=1')).every((it) => /^\d+(\.\d{1,2})?$/.test(it)))
    assert.ok((await prices('page=1&unitdp=4')).some((it) => /\.\d{3,4}$/.test(it)))
  })

  test('a single read is a list of one with the whole contact; what is not there is 404 and plain text', async () => {
    const { InvoiceID, InvoiceNumber } = await row('Invoices')
    const [invoice] = rowsOf(await get(`/Invoices/${String(InvoiceID)}`), 'Invoices')
    assert.ok(invoice && list(invoice, 'LineItems').length > 0)
    assert.equal(inner(invoice, 'Contact').ContactStatus, 'ACTIVE')
    assert.equal(rowsOf(await get(`/Invoices/${String(InvoiceNumber)}`), 'Invoices')[0]?.InvoiceID, InvoiceID)
    const missing = await get('/Invoices/00000000-0000-0000-0000-000000000001')
    assert.deepEqual([missing.status, missing.text], [404, "The resource you're looking for cannot be found"])
  })

  test('are of the organisation that is named, and of no other', async () => {
    const small = await get('/Organisation', { 'xero-tenant-id': XERO_SECOND_TENANT_ID })
    assert.equal(rowsOf(small, 'Organisation')[0]?.Name, 'Larkfield Training Ltd')
    const wrong = await get('/Organisation', { 'xero-tenant-id': '00000000-0000-0000-0000-000000000009' })
    assert.deepEqual(
      [wrong.status, wrong.json.title, wrong.json.detail],
      [403, 'Forbidden', 'AuthenticationUnsuccessful'],
    )
  })

  test('are XML for whoever does not ask for JSON', async () => {
    const { accept: _accept, ...others } = headers
    const answer = await call(`${base}/api.xro/2.0/Accounts`, { headers: { ...others, accept: '*/*' } })
    assert.match(answer.headers.get('content-type') ?? '', /xml/)
  })
})
