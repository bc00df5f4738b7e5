import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import { SOURCE } from './mapping.ts'

const { webhooks } = dynamics365Finance
const SECRET = 'sandbox-not-a-secret-code'
const ADDRESS = `https://daybook.example/webhooks/dynamics365-finance/${encodeURIComponent(SOURCE.remoteId)}`

const verify = (query: string, secrets: string[] = [SECRET]) =>
  webhooks.verify({ headers: {}, body: Buffer.from('{}'), url: ADDRESS + query }, secrets)

const event = {
  BusinessEventId: 'SalesInvoicePostedBusinessEvent',
  BusinessEventLegalEntity: 'LFDE',
  ControlNumber: 5637166326,
  EventId: '{3B36D7B4-6B0A-4E0B-8B70-6C2E5C1D2F10}',
  EventTime: '/Date(1772730632000)/',
  EventTimeIso8601: '2026-03-05T17:10:32.2942742Z',
  InvoiceId: 'CIV-000721',
}

describe('an event', () => {
  test('is taken when the address holds one of the secrets, and only then', () => {
    assert.equal(verify(`?code=${SECRET}`), true)
    assert.equal(verify(`?code=${SECRET}`, ['other', SECRET]), true)
    for (const query of [
      '',
      '?code=',
      `?code=${SECRET}x`,
      `?code=${SECRET}&code=${SECRET}`,
      `?key=${SECRET}`,
    ]) {
      assert.equal(verify(query), false, query)
    }
    for (const secrets of [[], [''], ['other']]) assert.equal(verify(`?code=${SECRET}`, secrets), false)
    assert.equal(verify('?code=', ['']), false)
    assert.equal(verify(`?code=${encodeURIComponent('a+b/c=')}`, ['a+b/c=']), true)
  })

  test('asks for the streams that it concerns, under ids that are the same for each delivery', () => {
    const expected = [
      {
        eventId: '3b36d7b4-6b0a-4e0b-8b70-6c2e5c1d2f10/sales_invoices',
        remoteId: null,
        at: '2026-03-05T17:10:32.294274Z',
        what: { kind: 'poll', stream: 'sales_invoices' },
      },
    ]
    assert.deepEqual(webhooks.changes(event), expected)
    const bare = { ...event, EventId: '3B36D7B4-6B0A-4E0B-8B70-6C2E5C1D2F10' }
    assert.deepEqual(webhooks.changes(bare), expected)
  })

  test('of a payment asks for the invoices that it may settle too', () => {
    const changes = webhooks.changes({ ...event, BusinessEventId: 'VendorPaymentPostedBusinessEvent' })
    assert.deepEqual(
      changes.map(({ what }) => 'stream' in what && what.stream),
      ['vendor_payments', 'vendor_invoices'],
    )
  })

  test('of a record asks for its stream; its time may be in the older form only', () => {
    const { EventTimeIso8601: _, ...older } = event
    const [change] = webhooks.changes({ ...older, BusinessEventId: 'CustCustomerV3Entity_DataEvent_Create' })
    assert.deepEqual(
      [change?.at, change?.what],
      ['2026-03-05T17:10:32.000Z', { kind: 'poll', stream: 'customers' }],
    )
  })

  test('that nobody here knows is of no interest', () => {
    for (const BusinessEventId of ['WorkflowEvent', 'NewEntity_DataEvent_Update', 'constructor']) {
      assert.deepEqual(
        webhooks.changes({ ...event, BusinessEventId }).map((it) => it.what),
        [{ kind: 'ignore' }],
      )
    }
  })

  test('names streams that there are', () => {
    const ids = [
      'CustFreeTextInvoicePosted',
      'VendorInvoicePosted',
      'CustomerPaymentPosted',
      'LedgerJournalPosted',
    ]
    for (const id of ids) {
      for (const { what } of webhooks.changes({ ...event, BusinessEventId: `${id}BusinessEvent` })) {
        assert.ok('stream' in what && Object.hasOwn(dynamics365Finance.streams, what.stream), id)
      }
    }
  })

  test('that is none is not understood', () => {
    for (const body of [null, [], {}, { ...event, EventId: '' }]) {
      assert.throws(() => webhooks.changes(body), /is not a business event/)
    }
  })
})
