import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { next, NOW, openHubSpot, results } from './client.ts'

type HubSpot = Awaited<ReturnType<typeof openHubSpot>>

const find = ({ send }: HubSpot, body: object, type = 'invoices') =>
  send('POST', `/crm/v3/objects/${type}/search`, body)
const where = (propertyName: string, operator: string, value: object) => ({
  filterGroups: [{ filters: [{ propertyName, operator, ...value }] }],
})

describe("the played HubSpot's search", () => {
  test('finds a change only some seconds after it', async () => {
    let now = NOW
    const hubspot = await openHubSpot({ now: () => now })
    const since = where('hs_lastmodifieddate', 'GTE', { value: String(NOW.getTime()) })
    const { id } = hubspot.control('create_invoice', { amount: '5000.00' })
    assert.deepEqual((await find(hubspot, since)).json, { total: 0, results: [] })
    now = new Date(NOW.getTime() + 6_000)
    assert.deepEqual(
      results(await find(hubspot, since)).map((it) => it.id),
      [id],
    )
    hubspot.control('set_index_lag', { seconds: 60 })
    hubspot.control('void_invoice', { invoice: id })
    const voided = where('hs_invoice_status', 'EQ', { value: 'voided' })
    const ids = async () => results(await find(hubspot, { ...voided, limit: 200 })).map((it) => it.id)
    now = new Date(NOW.getTime() + 30_000)
    assert.ok(!(await ids()).includes(id))
    now = new Date(NOW.getTime() + 67_000)
    assert.ok((await ids()).includes(id))
  })

  test('pages by offset, and by id where more than ten thousand fit', async () => {
    const hubspot = await openHubSpot()
    hubspot.control('set_index_lag', { seconds: 0 })
    hubspot.control('fill', { invoices: 10_050 })
    const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }]
    const last = await find(hubspot, { sorts, limit: 200, after: '9800' })
    assert.equal(next(last)?.after, '10000')
    const refused = await find(hubspot, { sorts, limit: 200, after: '10000' })
    assert.deepEqual([refused.status, refused.json.category], [400, 'VALIDATION_ERROR'])
    const lastId = Number(results(last).at(-1)?.id)
    const rest = await find(hubspot, {
      ...where('hs_object_id', 'GTE', { value: lastId + 1 }),
      ...{ sorts, limit: 200 },
    })
    const total = Number((await find(hubspot, {})).json.total)
    assert.equal(Number(rest.json.total), total - 10_000)
  })

  test('compares numbers as numbers, times as milliseconds, and texts whatever their case', async () => {
    const hubspot = await openHubSpot()
    const { records } = hubspot
    const count = async (filter: object) => Number((await find(hubspot, filter)).json.total)
    const living = records('invoices').filter((it) => !it.archived)
    const billed = living.filter((it) => Number(it.properties.hs_amount_billed) > 900)
    assert.equal(await count(where('hs_amount_billed', 'GT', { value: '900' })), billed.length)
    const at = Date.parse('2026-01-01T00:00:00Z')
    const dated = living.filter((it) => Date.parse(it.properties.hs_due_date ?? '') < at)
    assert.equal(await count(where('hs_due_date', 'LT', { value: at })), dated.length)
    const ids = living.slice(0, 3).map((it) => it.id)
    assert.equal(await count(where('hs_object_id', 'IN', { values: ids })), 3)
    const [low, high] = [ids[0], ids[2]]
    assert.equal(await count(where('hs_object_id', 'BETWEEN', { value: low, highValue: high })), 3)
    assert.equal(
      await count(where('hs_number', 'NOT_HAS_PROPERTY', {})),
      living.filter((it) => it.properties.hs_number === null).length,
    )
    assert.equal(await count(where('hs_number', 'EQ', { value: 'inv-1001' })), 1)
  })

  test('shows no archived records, no associations and no limits', async () => {
    const hubspot = await openHubSpot()
    const answer = await find(hubspot, { limit: 200, properties: ['email'] }, 'contacts')
    const living = hubspot.records('contacts').filter((it) => !it.archived)
    assert.equal(answer.json.total, living.length)
    assert.ok(results(answer).every((it) => !it.archived && it.associations === undefined))
    assert.equal(answer.headers.get('x-hubspot-ratelimit-remaining'), null)
    assert.notEqual(answer.headers.get('x-hubspot-correlation-id'), null)
  })

  test('refuses what it does not do', async () => {
    const hubspot = await openHubSpot()
    const filter = { propertyName: 'hs_number', operator: 'HAS_PROPERTY' }
    const group = (filters: number) => ({ filters: Array.from({ length: filters }, () => filter) })
    for (const body of [
      { limit: 201 },
      { sorts: ['hs_number', 'hs_due_date'] },
      where('hs_number', 'ROUGHLY', { value: 'x' }),
      where('no_such_thing', 'EQ', { value: 'x' }),
      where('hs_due_date', 'GTE', { value: 'soon' }),
      where('hs_number', 'IN', {}),
      where('hs_amount_billed', 'BETWEEN', { value: '1' }),
      { filterGroups: [group(7)] },
      { filterGroups: Array.from({ length: 6 }, () => group(1)) },
      { query: 'x'.repeat(3_000) },
    ])
      assert.equal((await find(hubspot, body)).status, 400, JSON.stringify(body).slice(0, 100))
  })
})
