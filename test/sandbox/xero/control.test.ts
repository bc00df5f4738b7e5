import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { after, describe, test } from 'node:test'
import { buffer } from 'node:stream/consumers'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import {
  XERO_SECOND_TENANT_ID,
  XERO_TENANT_ID,
  XERO_WEBHOOK_KEY,
} from '../../../src/sandbox/xero/credentials.ts'
import { list, openXero, type Row } from './client.ts'

interface Told {
  body: Row
  isSigned: boolean
}

/** The played Xero, with a receiver of its webhooks. */
async function listen() {
  const told: Told[] = []
  const receiver = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const signature = createHmac('sha256', XERO_WEBHOOK_KEY).update(bytes).digest('base64')
      const isSigned = request.headers['x-xero-signature'] === signature
      told.push({ body: JSON.parse(bytes.toString()) as Row, isSigned })
      response.writeHead(200).end()
    })
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  after(() => receiver.close())
  const deliverTo = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  const xero = await openXero({ deliverTo })
  return { ...xero, told, events: () => told.flatMap(({ body }) => list(body, 'events')) }
}

describe('what a person does at the played Xero', () => {
  test('is told of by signed, numbered events that name the organisation', async () => {
    const { control, sandbox, told, events } = await listen()
    const { ContactID } = control('create_contact', { name: 'Told Of' })
    const { InvoiceID } = control('create_invoice', { contact: ContactID, tenant: undefined })
    control('pay_invoice', { invoice: InvoiceID, amount: 100 })
    control('create_contact', { tenant: XERO_SECOND_TENANT_ID })
    await sandbox.deliveries.settled()
    assert.ok(told.every((it) => it.isSigned))
    const sequences = told.map(({ body }) => [body.firstEventSequence, body.lastEventSequence])
    assert.deepEqual(sequences.toSorted(), [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ])
    const [contact] = events().filter((it) => it.resourceId === ContactID)
    assert.deepEqual(contact, {
      resourceUrl: `https://api.xero.com/api.xro/2.0/Contacts/${String(ContactID)}`,
      resourceId: ContactID,
      eventDateUtc: '2026-11-02T20:00:00.000',
      eventType: 'CREATE',
      eventCategory: 'CONTACT',
      tenantId: XERO_TENANT_ID,
      tenantType: 'ORGANISATION',
    })
    const kinds = events()
      .filter((it) => it.resourceId === InvoiceID)
      .map((it) => it.eventType)
    assert.deepEqual(kinds.toSorted(), ['CREATE', 'UPDATE'])
    assert.ok(events().some((it) => it.tenantId === XERO_SECOND_TENANT_ID))
  })

  test('is told together when it happens together, a credit note with its type and status', async () => {
    const { control, sandbox, told } = await listen()
    const { InvoiceID } = control('create_invoice', { amount: 5_000 })
    const { CreditNoteID } = control('credit_invoice', { invoice: InvoiceID, amount: 1_000 })
    await sandbox.deliveries.settled()
    const both = told.map(({ body }) => list(body, 'events')).find((it) => it.length === 2)
    assert.deepEqual(
      both?.map((it) => [it.resourceId, it.eventType, it.data]),
      [
        [CreditNoteID, 'CREATE', { Type: 'ACCRECCREDIT', Status: 'PAID' }],
        [InvoiceID, 'UPDATE', undefined],
      ],
    )
  })

  test('is not told of where Xero has no webhooks', async () => {
    const { control, sandbox, told } = await listen()
    control('create_bank_transaction')
    const { AccountID } = control('create_account', { name: 'Fun' })
    control('delete_account', { account: AccountID })
    await sandbox.deliveries.settled()
    assert.deepEqual(told, [])
  })

  test('is preceded by bodies without events, one of them wrongly signed', async () => {
    const { control, sandbox, told } = await listen()
    control('intent_to_receive')
    await sandbox.deliveries.settled()
    assert.deepEqual(told.map((it) => it.isSigned).toSorted(), [false, true])
    assert.ok(told.every(({ body }) => list(body, 'events').length === 0 && body.lastEventSequence === 0))
  })

  test('changes the books as the API tells them', async () => {
    const { control, rows, get } = await openXero()
    const { InvoiceID } = control('create_invoice', { amount: 10_000 })
    const status = async () => ((await rows('Invoices', `IDs=${String(InvoiceID)}`))[0] ?? {}).Status
    const { PaymentID } = control('pay_invoice', { invoice: InvoiceID })
    assert.equal(await status(), 'PAID')
    assert.throws(() => control('void_invoice', { invoice: InvoiceID }), /valid status/)
    control('delete_payment', { payment: PaymentID })
    assert.equal(await status(), 'AUTHORISED')
    control('void_invoice', { invoice: InvoiceID })
    assert.equal(await status(), 'VOIDED')
    const { InvoiceID: draft } = control('create_invoice', { status: 'DRAFT' })
    control('delete_invoice', { invoice: draft })
    assert.equal(((await rows('Invoices', `IDs=${String(draft)}`))[0] ?? {}).Status, 'DELETED')
    const { AccountID } = control('create_account', { code: '999' })
    assert.equal((await get(`/Accounts/${String(AccountID)}`)).status, 200)
    control('delete_account', { account: AccountID })
    assert.equal((await get(`/Accounts/${String(AccountID)}`)).status, 404)
    const { TrackingOptionID } = control('create_tracking_option', { name: 'West' })
    control('delete_tracking_option', { option: TrackingOptionID })
    assert.ok(!JSON.stringify(await rows('TrackingCategories', 'includeArchived=true')).includes('West'))
    assert.throws(() => control('no_such_thing'), /there is no action no_such_thing/)
  })

  test('goes on by itself, trade by trade', async () => {
    const { provider, rows } = await openXero()
    const before = (await rows('Invoices')).length + (await rows('Payments')).length
    for (let times = 0; times < 60; times += 1) provider.trade()
    assert.ok((await rows('Invoices')).length + (await rows('Payments')).length > before + 20)
  })
})

describe("the played Xero's limits", () => {
  test('are told with each answer', async () => {
    const { get } = await openXero()
    const { headers } = await get('/Organisation')
    assert.equal(headers.get('x-minlimit-remaining'), '59')
    assert.equal(headers.get('x-daylimit-remaining'), '4999')
    assert.equal(headers.get('x-appminlimit-remaining'), '9999')
  })

  test('hold sixty calls a minute', async () => {
    const { get } = await openXero({ requestLimits: {} })
    for (let calls = 0; calls < 60; calls += 1) assert.equal((await get('/Currencies')).status, 200)
    const { status, headers } = await get('/Currencies')
    assert.deepEqual(
      [status, headers.get('x-rate-limit-problem'), headers.get('retry-after')],
      [429, 'minute', '60'],
    )
  })

  test('can be set, by organisation', async () => {
    const { get, control } = await openXero()
    control('set_limits', { day: 1 })
    assert.equal((await get('/Currencies')).status, 200)
    const { status, headers } = await get('/Currencies')
    assert.deepEqual(
      [status, headers.get('x-rate-limit-problem'), headers.get('retry-after')],
      [429, 'day', '86400'],
    )
    assert.equal((await get('/Currencies', { 'xero-tenant-id': XERO_SECOND_TENANT_ID })).status, 200)
    control('set_limits')
    assert.equal((await get('/Currencies')).status, 200)
  })
})
