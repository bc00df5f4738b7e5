import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { HUBSPOT_CLIENT_SECRET, HUBSPOT_PORTAL_ID } from '../../../src/sandbox/hubspot/credentials.ts'
import { createHubSpotSandbox } from '../../../src/sandbox/hubspot/index.ts'
import { signWebhook } from '../../../src/sandbox/hubspot/notify.ts'
import type { SandboxWebhook } from '../../../src/sandbox/kit/provider.ts'
import { createWires } from '../../../src/sandbox/kit/wires.ts'
import { NOW, openHubSpot, type Row, type Told } from './client.ts'

function play() {
  const sent: SandboxWebhook[] = []
  const hubspot = createHubSpotSandbox({
    ...{ seed: 7, scale: 0.05, now: () => NOW, wires: createWires() },
    send: (webhook) => {
      sent.push(webhook)
    },
  })
  /** What the webhooks told that an action sent. */
  const told = (action: string, input: Record<string, unknown> = {}): [Told, Row[]] => {
    sent.length = 0
    const answer = hubspot.control(action, input) as Told
    return [answer, sent.flatMap((it) => JSON.parse(it.body) as Row[])]
  }
  const first = (type: string, fits: (it: Told) => boolean = () => true): Told => {
    const found = (hubspot.books()[type] as Told[]).find((it) => !it.archived && fits(it))
    assert.ok(found, `no ${type}`)
    return found
  }
  return { hubspot, sent, told, first }
}

const kinds = (events: readonly Row[]): unknown[] => [...new Set(events.map((it) => it.subscriptionType))]

describe('a person at the played HubSpot', () => {
  test('makes and changes contacts and companies, and is told of', () => {
    const { told } = play()
    const [company] = told('create_company', { properties: { name: 'Alder Optics' } })
    assert.equal(company.properties.name, 'Alder Optics')
    const [contact, created] = told('create_contact', { company: company.id })
    assert.deepEqual(kinds(created), ['contact.creation', 'contact.associationChange'])
    const { eventId, subscriptionId, appId, sourceId, ...rest } = created[0] ?? {}
    assert.ok([eventId, subscriptionId, appId].every((it) => typeof it === 'number'))
    assert.match(String(sourceId), /^userId:\d+$/)
    assert.deepEqual(rest, {
      portalId: Number(HUBSPOT_PORTAL_ID),
      ...{ occurredAt: NOW.getTime(), subscriptionType: 'contact.creation', attemptNumber: 0 },
      ...{ objectId: Number(contact.id), changeFlag: 'CREATED', changeSource: 'CRM_UI' },
    })
    const [, changed] = told('update_company', { company: company.id, properties: { phone: '1' } })
    assert.deepEqual(
      changed.map((it) => [it.subscriptionType, it.propertyName, it.propertyValue]),
      [['company.propertyChange', 'phone', '1']],
    )
    assert.deepEqual(kinds(told('archive_contact', { contact: contact.id })[1]), ['contact.deletion'])
    const [restored, events] = told('restore', { type: 'contacts', id: contact.id })
    assert.deepEqual([restored.archived, kinds(events)], [false, ['contact.restore']])
    assert.deepEqual(kinds(told('erase_contact', { contact: contact.id })[1]), ['contact.privacyDeletion'])
    assert.deepEqual(kinds(told('archive_company', { company: company.id })[1]), ['company.deletion'])
  })

  test('merges two contacts, of which one is left', () => {
    const { told, first } = play()
    const gone = first('contacts')
    const kept = first('contacts', (it) => it.id !== gone.id)
    const [merged, events] = told('merge_contacts', { contact: gone.id, into: kept.id })
    assert.equal(merged.properties.hs_merged_object_ids, gone.id)
    const merge = events.find((it) => it.subscriptionType === 'contact.merge')
    assert.deepEqual([merge?.primaryObjectId, merge?.mergedObjectIds], [Number(kept.id), [Number(gone.id)]])
  })

  test('bills, is paid in parts, and gives money back', () => {
    const { told, first } = play()
    const [invoice, created] = told('create_invoice', { amount: '250.00', days_until_due: -3 })
    assert.deepEqual(
      [invoice.properties.hs_invoice_status, invoice.properties.hs_balance_due],
      ['open', '250.00'],
    )
    assert.equal(invoice.properties.hs_due_date, '2026-10-30T00:00:00Z')
    const ofInvoice = created.filter((it) => it.objectTypeId === '0-53')
    assert.ok(ofInvoice.some((it) => it.subscriptionType === 'object.creation'))
    assert.ok(created.some((it) => it.subscriptionType === 'line_item.creation'))
    told('pay_invoice', { invoice: invoice.id, amount: '100' })
    const now = () => first('invoices', (it) => it.id === invoice.id).properties
    assert.deepEqual([now().hs_invoice_status, now().hs_balance_due], ['open', '150.00'])
    const [payment, paid] = told('pay_invoice', { invoice: invoice.id })
    assert.deepEqual([now().hs_invoice_status, now().hs_balance_due], ['paid', '0'])
    const change = paid.find((it) => it.propertyName === 'hs_invoice_status')
    assert.deepEqual(
      [change?.subscriptionType, change?.objectTypeId, change?.objectId, change?.propertyValue],
      ['object.propertyChange', '0-53', Number(invoice.id), 'paid'],
    )
    assert.throws(() => told('pay_invoice', { invoice: invoice.id }), /is not open/)
    const [refunded] = told('refund_payment', { payment: payment.id, amount: '50.00' })
    assert.equal(refunded.properties.hs_latest_status, 'partially_refunded')
    assert.deepEqual([now().hs_invoice_status, now().hs_amount_paid], ['open', '200.00'])
    const [lost] = told('set_payment_status', { payment: payment.id, status: 'disputed_lost' })
    assert.deepEqual([lost.properties.hs_latest_status, now().hs_amount_paid], ['disputed_lost', '100.00'])
  })

  test('voids what is open, deletes drafts with their lines, and does neither to what is paid', () => {
    const { told, first } = play()
    const [open] = told('create_invoice')
    assert.equal(told('void_invoice', { invoice: open.id })[0].properties.hs_invoice_status, 'voided')
    const [draft] = told('create_invoice', { status: 'draft' })
    assert.equal(draft.properties.hs_number, undefined)
    const [archived, events] = told('archive_invoice', { invoice: draft.id })
    assert.equal(archived.archived, true)
    assert.deepEqual(kinds(events), ['line_item.deletion', 'object.deletion'])
    const paid = first('invoices', (it) => it.properties.hs_invoice_status === 'paid')
    assert.throws(() => told('void_invoice', { invoice: paid.id }), /Only an open invoice/)
    assert.throws(() => told('archive_invoice', { invoice: paid.id }), /Only a draft/)
  })

  test("changes a line, and the invoice's totals follow", () => {
    const { told, first } = play()
    const [invoice] = told('create_invoice', { amount: '10' })
    const line = first('line_items', (it) => it.associations?.invoices?.results[0]?.id === invoice.id)
    told('update_line_item', { line_item: line.id, properties: { quantity: '3' } })
    const { hs_amount_billed, hs_subtotal } = first('invoices', (it) => it.id === invoice.id).properties
    assert.deepEqual([hs_amount_billed, hs_subtotal], ['30', '30'])
  })

  test('is told what cannot be done', () => {
    const { told } = play()
    assert.throws(() => told('sing'), /there is no action sing; there are create_contact/)
    assert.throws(() => told('void_invoice', { invoice: '1' }), /There is no invoice 1/)
    assert.throws(() => told('update_contact', { contact: 5 }), /contact must be text/)
    assert.throws(() => told('fill', { invoices: 1e9 }), /a whole number from 1 to 20000/)
  })
})

describe("the played HubSpot's webhooks", () => {
  test('are signed as in the known examples', () => {
    const body =
      '[{"eventId":531833541,"subscriptionId":3923621,"portalId":48807704,"appId":16111050,"occurredAt":1752613920733,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":138017612137,"changeFlag":"CREATED","changeSource":"CRM_UI","sourceId":"userId:76023669"}]'
    const secret = 'cfc68c0b-4b4e-4ef8-b764-95350e4ea479'
    const url = 'https://webhook.site/335453f5-94b3-49d9-b684-a55354d4b8df'
    const v3 = createHmac('sha256', secret).update(`POST${url}${body}1752613922216`).digest('base64')
    assert.equal(v3, 'gbj1XPRvUt0noT7i7fXfTzOD4sLzQmf0VT28ZYq0EYg=')
    const headers = signWebhook(body, new Date(1_752_613_922_216), `${url}?to=a%2Fb`)
    const source = `POST${url}?to=a/b${body}1752613922216`
    assert.deepEqual(headers, {
      'x-hubspot-request-timestamp': '1752613922216',
      'x-hubspot-signature-v3': createHmac('sha256', HUBSPOT_CLIENT_SECRET).update(source).digest('base64'),
      'x-hubspot-signature-version': 'v1',
      'x-hubspot-signature': createHash('sha256')
        .update(HUBSPOT_CLIENT_SECRET + body)
        .digest('hex'),
    })
  })

  test('are signed over the whole address that they are sent to', async () => {
    const received: { signature: unknown; source: string }[] = []
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at } = request.headers
        const source = `POST${base}/hubspot${Buffer.concat(chunks).toString()}${String(at)}`
        received.push({ signature, source })
        response.writeHead(200).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    after(() => server.close())
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`
    const { control, sandbox } = await openHubSpot({ deliverTo: base })
    control('create_company')
    await sandbox.deliveries.settled()
    const [{ signature, source } = { source: '' }] = received
    const expected = createHmac('sha256', HUBSPOT_CLIENT_SECRET).update(source).digest('base64')
    assert.equal(signature, expected)
  })

  test('hold a hundred events at most, and none of what was filled in', () => {
    const { told, sent } = play()
    told('trade', { times: 60 })
    const sizes = sent.map((it) => (JSON.parse(it.body) as Row[]).length)
    assert.ok(sizes.length > 1 && sizes.every((it) => it <= 100))
    assert.ok(sent.every((it) => it.path === '/hubspot'))
    assert.deepEqual(told('fill', { invoices: 20 })[1], [])
  })
})
