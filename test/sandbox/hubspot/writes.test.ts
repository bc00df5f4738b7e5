import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openHubSpot, type Told } from './client.ts'

const { send, get, records } = await openHubSpot()

const write = (type: string, properties: object, associations: object[] = []) =>
  send('POST', `/crm/v3/objects/${type}`, { properties, associations })
const to = (id: unknown, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
})
const asTold = (answer: { json: unknown }): Told => answer.json as Told

describe('an app at the played HubSpot', () => {
  test('makes a contact once, and finds it by its address', async () => {
    const email = 'noor.lund@alder-optics.example'
    const made = await write('contacts', { email, firstname: 'Noor' })
    assert.equal(made.status, 201)
    const again = await write('contacts', { email })
    assert.deepEqual(
      [again.status, again.json.category, again.json.message],
      [409, 'CONFLICT', `Contact already exists. Existing ID: ${String(made.json.id)}`],
    )
    const found = await get(`/crm/v3/objects/contacts/${email}?idProperty=email`)
    assert.equal(found.json.id, made.json.id)
    const changed = await send('PATCH', `/crm/v3/objects/contacts/${email}?idProperty=email`, {
      properties: { lastname: 'Lund' },
    })
    assert.equal(asTold(changed).properties.lastname, 'Lund')
  })

  test('drafts an invoice, gives it lines, and opens it when it has all that it needs', async () => {
    const [contact] = records('contacts').filter((it) => !it.archived)
    const made = asTold(await write('invoices', { hs_currency: 'USD', hs_due_date: '1798761600000' }))
    assert.deepEqual(
      [made.properties.hs_invoice_status, made.properties.hs_due_date, made.properties.hs_number],
      ['draft', '2027-01-01T00:00:00.000Z', undefined],
    )
    const path = `/crm/v3/objects/invoices/${made.id}`
    const open = () => send('PATCH', path, { properties: { hs_invoice_status: 'open' } })
    assert.equal((await open()).status, 400)
    const line = { name: 'Prototype', price: '99.95', quantity: '2', hs_tax_rate_group_id: '15970231' }
    assert.equal((await write('line_items', line, [to(made.id, 410)])).status, 201)
    await send('PUT', `/crm/v4/objects/invoices/${made.id}/associations/default/contacts/${contact?.id}`)
    const opened = asTold(await open())
    const { hs_subtotal, hs_taxes_total, hs_amount_billed, hs_invoice_status } = opened.properties
    assert.deepEqual(
      [hs_subtotal, hs_taxes_total, hs_amount_billed, hs_invoice_status],
      ['199.90', '16.49', '216.39', 'open'],
    )
    assert.match(opened.properties.hs_number ?? '', /^INV-\d+$/)
    const paid = { hs_initial_amount: '216.39', hs_initiated_date: '2026-11-02T10:00:00Z' }
    const payment = await write('commerce_payments', paid, [to(made.id, 1392), to(contact?.id, 387)])
    assert.deepEqual([payment.status, asTold(payment).properties.hs_latest_status], [201, 'processing'])
    const payments = `/crm/v3/objects/commerce_payments/${String(payment.json.id)}`
    await send('PATCH', payments, { properties: { hs_latest_status: 'succeeded' } })
    const after = asTold(await get(`${path}?properties=hs_invoice_status,hs_balance_due`)).properties
    assert.deepEqual([after.hs_invoice_status, after.hs_balance_due], ['paid', '0'])
    assert.equal((await send('DELETE', payments)).status, 204)
    const reopened = asTold(await get(`${path}?properties=hs_invoice_status`)).properties
    assert.equal(reopened.hs_invoice_status, 'open')
  })

  test('gets a payment back as a recorded one was answered', async () => {
    const properties = {
      ...{ hs_initial_amount: '49.99', hs_initiated_date: '2024-03-27T18:04:11.823Z' },
      hs_customer_email: 'customer@example.com',
    }
    const answer = asTold(await write('commerce_payments', properties))
    const { id, createdAt } = answer
    const { hs_payment_id, hs_object_source_id, ...told } = answer.properties
    assert.match(hs_payment_id ?? '', /^\d{10}$/)
    assert.match(hs_object_source_id ?? '', /^\d+$/)
    assert.deepEqual(told, {
      ...{ hs_createdate: createdAt, hs_lastmodifieddate: createdAt, hs_object_id: id },
      ...{ hs_object_source: 'INTEGRATION', hs_object_source_label: 'INTEGRATION' },
      ...properties,
      ...{ hs_latest_status: 'processing', hs_processor_type: 'none', hs_payment_creation_method: 'OTHER' },
      ...{ hs_hubspot_payments_enabled: 'false', hs_has_associated_invoice: 'false' },
      ...{ hs_number_of_associated_invoices: '0', hs_net_amount: '49.99' },
      ...{ hs_net_amount_after_refunds: '49.99', hs_net_amount_in_portal_currency: '49.99' },
      hs_net_amount_in_settlement_currency: '49.99',
      hs_initial_amount_in_portal_currency: '49.99',
      hs_initial_amount_in_settlement_currency: '49.99',
      ...{ hs_total_discounts_amount: '0', hs_total_discounts_amount_in_portal_currency: '0' },
      hs_presentment_to_portal_currency_dated_exchange_rate: '1',
    })
  })

  test('deletes drafts, and nothing that is owed or was processed', async () => {
    const draft = asTold(await write('invoices', { hs_currency: 'EUR' }))
    assert.equal((await send('DELETE', `/crm/v3/objects/invoices/${draft.id}`)).status, 204)
    assert.equal((await get(`/crm/v3/objects/invoices/${draft.id}`)).status, 404)
    assert.equal((await get(`/crm/v3/objects/invoices/${draft.id}?archived=true`)).json.archived, true)
    const paid = records('invoices').find((it) => it.properties.hs_invoice_status === 'paid')
    assert.equal((await send('DELETE', `/crm/v3/objects/invoices/${String(paid?.id)}`)).status, 400)
    const card = records('commerce_payments').find((it) => it.properties.hs_processor_type !== 'none')
    const refused = await send('DELETE', `/crm/v3/objects/commerce_payments/${String(card?.id)}`)
    assert.equal(refused.status, 400)
  })

  test('removes a contact for good when the law asks for it', async () => {
    const { id } = asTold(await write('contacts', { firstname: 'Uma' }))
    const erased = await send('POST', '/crm/v3/objects/contacts/gdpr-delete', { objectId: id })
    assert.equal(erased.status, 204)
    assert.equal((await get(`/crm/v3/objects/contacts/${id}?archived=true`)).status, 404)
  })

  test('is told which property is wrong', async () => {
    for (const [properties, code, name] of [
      [{ hs_currency: 'USD', hs_amount_billed: '1' }, 'READ_ONLY_VALUE', 'hs_amount_billed'],
      [{ hs_currency: 'USD', shoe_size: '44' }, 'PROPERTY_DOESNT_EXIST', 'shoe_size'],
      [{ hs_currency: 'XXX' }, 'INVALID_OPTION', 'hs_currency'],
      [{ hs_currency: 'USD', hs_due_date: 'soon' }, 'INVALID_VALUE', 'hs_due_date'],
      [{ hs_currency: 'USD', hs_invoice_status: 'paid' }, 'INVALID_STATUS', 'hs_invoice_status'],
      [{}, 'REQUIRED', 'hs_currency'],
    ] as const) {
      const answer = await write('invoices', properties)
      assert.deepEqual([answer.status, answer.json.category], [400, 'VALIDATION_ERROR'], code)
      const [error] = answer.json.errors as { code: string; context: { propertyName: string[] } }[]
      assert.deepEqual([error?.code, error?.context.propertyName], [code, [name]])
    }
    assert.equal((await send('PATCH', '/crm/v3/objects/invoices/1', { properties: {} })).status, 404)
  })
})
