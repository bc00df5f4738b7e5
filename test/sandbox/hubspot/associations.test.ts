import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Answer, openHubSpot, type Row } from './client.ts'

const hubspot = await openHubSpot()
const { get, send, records } = hubspot
const rows = (answer: Answer): Row[] => answer.json.results as Row[]

const invoice = records('invoices').find((it) => it.properties.hs_invoice_status === 'paid')
assert.ok(invoice?.associations)
const lineIds = invoice.associations['line items']?.results.map((it) => it.id) ?? []

describe("the played HubSpot's associations", () => {
  test('are listed with their types, ids as numbers', async () => {
    const contacts = rows(await get(`/crm/v4/objects/invoices/${invoice.id}/associations/contacts`))
    const [contact] = contacts
    assert.ok(contact)
    assert.equal(typeof contact.toObjectId, 'number')
    assert.deepEqual(contact.associationTypes, [{ category: 'HUBSPOT_DEFINED', typeId: 177, label: null }])
    const listed = rows(await get(`/crm/v3/objects/invoices/${invoice.id}/associations/line_items`))
    assert.deepEqual(
      listed,
      lineIds.map((id) => ({ id, type: 'invoice_to_line_item' })),
    )
    assert.equal((await get('/crm/v4/objects/invoices/1/associations/contacts')).status, 404)
  })

  test('are read in batches, where having none is told beside the answer', async () => {
    const read = (inputs: object[]) =>
      send('POST', '/crm/v4/associations/invoices/line_items/batch/read', { inputs })
    const whole = await read([{ id: invoice.id }])
    assert.equal(whole.status, 200)
    assert.equal(whole.json.errors, undefined)
    const [{ from, to } = {}] = rows(whole)
    assert.deepEqual(from, { id: invoice.id })
    assert.deepEqual(
      (to as Row[]).map((it) => String(it.toObjectId)),
      lineIds,
    )
    const partial = await read([{ id: invoice.id }, { id: '1' }])
    assert.equal(partial.status, 207)
    const [error] = partial.json.errors as Row[]
    assert.deepEqual(
      [error?.category, error?.subCategory],
      ['OBJECT_NOT_FOUND', 'crm.associations.NO_ASSOCIATIONS_FOUND'],
    )
    assert.equal((await read(Array.from({ length: 1_001 }, (_, id) => ({ id })))).status, 400)
  })

  test('have labels', async () => {
    const labels = rows(await get('/crm/v4/associations/contacts/companies/labels'))
    assert.deepEqual(labels, [
      { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
      { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
    ])
  })

  test('are made between types that belong together, and told in both directions', async () => {
    const [company] = records('companies').filter((it) => !it.archived)
    const contact = hubspot.control('create_contact')
    const inputs = [{ from: { id: company?.id }, to: { id: contact.id }, type: 'company_to_contact' }]
    const made = await send('POST', '/crm/v3/associations/companies/contacts/batch/create', { inputs })
    assert.equal(made.status, 201)
    assert.deepEqual(rows(made), [
      { from: { id: company?.id }, to: { id: contact.id }, type: 'company_to_contact' },
      { from: { id: contact.id }, to: { id: company?.id }, type: 'contact_to_company' },
    ])
    const wrong = `/crm/v4/objects/companies/${company?.id}/associations/default/line_items/${lineIds[0]}`
    const refused = await send('PUT', wrong)
    assert.deepEqual(
      [refused.status, refused.json.subCategory],
      [400, 'crm.associations.INVALID_ASSOCIATION_TYPE'],
    )
  })
})
