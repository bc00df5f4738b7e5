import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Answer, next, openHubSpot, results, type Told } from './client.ts'

const hubspot = await openHubSpot()
const { get, send, records, control } = hubspot

async function readAll(path: string): Promise<Told[]> {
  const rows: Told[] = []
  let page: Answer = await get(path)
  rows.push(...results(page))
  for (let after = next(page)?.after; after !== undefined; after = next(page)?.after) {
    page = await get(`${path}&after=${after}`)
    rows.push(...results(page))
    assert.ok(rows.length <= 1_000)
  }
  return rows
}

describe("the played HubSpot's lists", () => {
  test('come in pages of ten, whose last has no paging', async () => {
    const page = await get('/crm/v3/objects/invoices')
    assert.equal(results(page).length, 10)
    const { after = '', link = '' } = next(page) ?? {}
    assert.equal(link, `https://api.hubapi.com/crm/v3/objects/invoices?after=${after}`)
    const rows = await readAll('/crm/v3/objects/invoices?limit=13')
    const living = records('invoices').filter((it) => !it.archived)
    assert.deepEqual(
      rows.map((it) => it.id),
      living.map((it) => it.id),
    )
    assert.equal((await get('/crm/v3/objects/invoices?limit=100')).json.paging, undefined)
    assert.equal((await get('/crm/v3/objects/invoices?limit=101')).status, 400)
    assert.equal((await get('/crm/v3/objects/invoices?limit=51&propertiesWithHistory=hs_number')).status, 400)
  })

  test('answer the same for a name, an id and a date-versioned address', async () => {
    const named = await get('/crm/v3/objects/commerce_payments?limit=3')
    assert.equal((await get('/crm/v3/objects/0-101?limit=3')).text.length, named.text.length - 12)
    assert.deepEqual(results(await get('/crm/objects/2026-03/commerce_payments?limit=3')), results(named))
    const unknown = await get('/crm/v3/objects/spaceships')
    assert.deepEqual([unknown.status, unknown.json.category], [400, 'VALIDATION_ERROR'])
  })

  test('give what is asked for as text or null, and leave out what nobody knows', async () => {
    const [invoice] = results(
      await get('/crm/v3/objects/invoices?limit=1&properties=hs_number,hs_tax_id,no_such_thing'),
    )
    assert.ok(invoice)
    assert.deepEqual(Object.keys(invoice), ['id', 'properties', 'createdAt', 'updatedAt', 'archived'])
    assert.deepEqual(invoice.properties, {
      hs_createdate: invoice.createdAt,
      hs_lastmodifieddate: invoice.updatedAt,
      hs_number: invoice.properties.hs_number,
      hs_object_id: invoice.id,
      hs_tax_id: null,
    })
    for (const type of ['contacts', 'companies', 'invoices', 'line_items', 'commerce_payments']) {
      for (const { properties } of records(type))
        for (const value of Object.values(properties)) assert.ok(value === null || typeof value === 'string')
    }
  })

  test('give times, id and, of contacts, names when nothing is asked for', async () => {
    const namesOf = async (type: string) =>
      Object.keys(results(await get(`/crm/v3/objects/${type}?limit=1`))[0]?.properties ?? {})
    assert.deepEqual(await namesOf('invoices'), ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'])
    assert.deepEqual(await namesOf('companies'), ['createdate', 'hs_lastmodifieddate', 'hs_object_id'])
    assert.deepEqual(await namesOf('contacts'), [
      ...['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    ])
  })

  test('show archived records only to who asks for them', async () => {
    const [archived] = results(await get('/crm/v3/objects/contacts?archived=true'))
    assert.ok(archived)
    assert.equal(archived.archived, true)
    assert.match(archived.archivedAt ?? '', /^\d{4}-\d\d-\d\dT/)
    const missing = await get(`/crm/v3/objects/contacts/${archived.id}`)
    assert.deepEqual([missing.status, missing.json.category], [404, 'OBJECT_NOT_FOUND'])
    const found = await get(`/crm/v3/objects/contacts/${archived.id}?archived=true`)
    assert.equal(found.json.id, archived.id)
    assert.ok(!(await readAll('/crm/v3/objects/contacts?limit=50')).some((it) => it.archived))
  })

  test('name associations with a space, and a primary company twice', async () => {
    const rows = await readAll(
      '/crm/v3/objects/invoices?limit=100&associations=line_items,contacts,companies',
    )
    const invoice = rows.find((it) => it.associations?.companies !== undefined)
    assert.ok(invoice?.associations)
    assert.deepEqual(Object.keys(invoice.associations), ['line items', 'contacts', 'companies'])
    assert.equal(invoice.associations['line items']?.results[0]?.type, 'invoice_to_line_item')
    assert.equal(invoice.associations.companies?.results[0]?.type, 'invoice_to_company')
    const contact = await get(
      `/crm/v3/objects/contacts/${String(invoice.associations.contacts?.results[0]?.id)}?associations=companies`,
    )
    const { companies } = contact.json.associations as NonNullable<Told['associations']>
    assert.deepEqual(companies?.results.map((it) => it.type).slice(0, 2), [
      'contact_to_company',
      'contact_to_company_unlabeled',
    ])
    assert.equal(companies.results[0]?.id, companies.results[1]?.id)
  })

  test('are read in batches, with 207 for what is not there', async () => {
    const [one, other] = records('line_items').filter((it) => !it.archived)
    const read = (ids: unknown[]) =>
      send('POST', '/crm/v3/objects/line_items/batch/read', {
        properties: ['name', 'amount'],
        inputs: ids.map((id) => ({ id })),
      })
    const whole = await read([one?.id, other?.id])
    assert.deepEqual([whole.status, whole.json.status, results(whole).length], [200, 'COMPLETE', 2])
    assert.deepEqual(Object.keys(results(whole)[0]?.properties ?? {}), [
      ...['amount', 'createdate', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    ])
    const partial = await read([one?.id, '1'])
    assert.deepEqual([partial.status, partial.json.numErrors], [207, 1])
    const [error] = partial.json.errors as { category: string; context: { ids: string[] } }[]
    assert.deepEqual([error?.category, error?.context.ids], ['OBJECT_NOT_FOUND', ['1']])
    assert.equal((await read(Array.from({ length: 101 }, (_, index) => index))).status, 400)
  })

  test('answer who was merged with whom they became, and list them no more', async () => {
    const [one, other] = records('contacts').filter((it) => !it.archived)
    control('merge_contacts', { contact: one?.id, into: other?.id })
    const found = await get(`/crm/v3/objects/contacts/${one?.id}?properties=hs_merged_object_ids`)
    assert.equal(found.json.id, other?.id)
    assert.match(
      (found.json as unknown as Told).properties.hs_merged_object_ids ?? '',
      new RegExp(`${one?.id}$`),
    )
    assert.ok(!records('contacts').some((it) => it.id === one?.id))
  })
})

describe("the played HubSpot's settings", () => {
  test('tell the currency and the time zone of the account', async () => {
    const { json } = await get('/account-info/v3/details')
    assert.deepEqual(
      [json.companyCurrency, json.additionalCurrencies, json.timeZone, json.utcOffset],
      ['USD', ['CAD', 'EUR'], 'US/Eastern', '-05:00'],
    )
    assert.equal(json.utcOffsetMilliseconds, -18_000_000)
  })

  test('page tax rates with an encoded position', async () => {
    const first = await get('/tax-rates/v1/tax-rates')
    const { after = '', link = '' } = next(first) ?? {}
    assert.match(after, /%3D$/)
    assert.ok(link.endsWith(`?after=${after}`))
    const second = await get(`/tax-rates/v1/tax-rates?after=${after}`)
    const rates = [...results(first), ...results(second)] as unknown as { percentageRate: number }[]
    assert.deepEqual(
      rates.map((it) => it.percentageRate),
      [8.75, 8.25, 13, 19, 8.5],
    )
    assert.equal(next(second), undefined)
  })

  test('tell owners and properties', async () => {
    const [owner] = results(await get('/crm/v3/owners?limit=1')) as unknown as Record<string, unknown>[]
    assert.deepEqual(Object.keys(owner ?? {}), [
      ...['id', 'email', 'type', 'firstName', 'lastName', 'userId', 'userIdIncludingInactive'],
      ...['createdAt', 'updatedAt', 'archived'],
    ])
    const properties = results(await get('/crm/v3/properties/invoices')) as unknown as { name: string }[]
    assert.ok(properties.some((it) => it.name === 'hs_balance_due'))
  })
})
