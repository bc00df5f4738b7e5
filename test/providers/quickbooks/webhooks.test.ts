import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { WebhookRequest, Webhooks } from '../../../src/providers/provider.ts'
import { quickbooks } from '../../../src/providers/quickbooks/index.ts'

const webhooks: Webhooks = quickbooks.webhooks
const NOW = new Date('2026-03-05T17:11:00Z')
const SAMPLES = '../shared/specs/quickbooks/webhooks/samples.json'

const secret = 'sandbox-not-a-secret-verifier'
const verify = (signed: WebhookRequest, secrets: readonly string[], now: Date) =>
  webhooks.verify(signed, secrets, now, () => Promise.resolve(null))
const body = Buffer.from('{"eventNotifications":[]}')
const sign = (by: string, bytes: Buffer) => createHmac('sha256', by).update(bytes).digest('base64')
const request = (signature: string | undefined, bytes: Buffer = body) => ({
  headers: { 'intuit-signature': signature },
  body: bytes,
  url: '/webhooks/quickbooks',
})

describe('a QuickBooks signature', () => {
  test('is good under any of the secrets', () => {
    assert.equal(verify(request(sign(secret, body)), [secret], NOW), true)
    assert.equal(verify(request(sign(secret, body)), ['sandbox-not-a-secret-old', secret], NOW), true)
  })

  test('is bad when it is missing, empty, of another secret, of other bytes, or not the whole', () => {
    const good = sign(secret, body)
    const bad: [string | undefined, Buffer?][] = [
      [undefined],
      [''],
      [sign('sandbox-not-a-secret-other', body)],
      [good, Buffer.from('{"eventNotifications": []}')],
      [good.slice(0, -1)],
      [`${good} `],
    ]
    for (const [signature, bytes] of bad) {
      assert.equal(verify(request(signature, bytes), [secret], NOW), false, String(signature))
    }
  })

  test('is bad when there is no secret, or an empty one', () => {
    assert.equal(verify(request(sign('', body)), [''], NOW), false)
    assert.equal(verify(request(sign(secret, body)), [], NOW), false)
  })
})

const cloudEvent = (type: string, data?: unknown) => ({
  specversion: '1.0',
  id: '5f3a1c52-7f0e-4f6a-9a3e-2f9d8b7c6a51',
  source: 'intuit.example',
  type,
  time: '2026-03-05T17:10:32.179851517Z',
  intuitentityid: '1045',
  intuitaccountid: '9341450000000001',
  data,
})
const about = {
  eventId: '5f3a1c52-7f0e-4f6a-9a3e-2f9d8b7c6a51',
  remoteId: '9341450000000001',
  at: '2026-03-05T17:10:32.179851Z',
}
const whats = (type: string, data?: unknown) =>
  webhooks.changes([cloudEvent(type, data)]).map(({ what }) => what)

describe('QuickBooks’ CloudEvents', () => {
  test('ask for the record that was touched', () => {
    assert.deepEqual(webhooks.changes([cloudEvent('qbo.invoice.updated.v1', {})]), [
      { ...about, what: { kind: 'refetch', stream: 'invoices', id: '1045' } },
    ])
  })

  test('of every verb but deletion ask for the record', () => {
    for (const verb of ['created', 'updated', 'emailed', 'void', 'voided', 'merged', 'reborn']) {
      assert.deepEqual(whats(`qbo.creditmemo.${verb}.v1`), [
        { kind: 'refetch', stream: 'credit_memos', id: '1045' },
      ])
    }
  })

  test('of a deleted transaction delete it; of a deleted name ask for it, as names only become inactive', () => {
    assert.deepEqual(whats('qbo.billpayment.deleted.v1'), [
      { kind: 'deleted', stream: 'bill_payments', id: '1045' },
    ])
    assert.deepEqual(whats('qbo.customer.deleted.v1'), [{ kind: 'refetch', stream: 'customers', id: '1045' }])
  })

  test('of a merge ask for what remains and delete what vanished, as two events', () => {
    assert.deepEqual(webhooks.changes([cloudEvent('qbo.customer.merged.v1', { deletedid: '27' })]), [
      { ...about, what: { kind: 'refetch', stream: 'customers', id: '1045' } },
      { ...about, eventId: `${about.eventId}#27`, what: { kind: 'deleted', stream: 'customers', id: '27' } },
    ])
  })

  test('of settings and tax have them read anew', () => {
    assert.deepEqual(whats('qbo.preferences.updated.v1'), [{ kind: 'poll', stream: 'preferences' }])
    assert.deepEqual(whats('qbo.taxrate.created.v1'), [{ kind: 'poll', stream: 'tax_rates' }])
  })

  test('of what is not read are ignored', () => {
    assert.deepEqual(whats('qbo.timeactivity.created.v1'), [{ kind: 'ignore' }])
  })

  test('of several companies can come in one delivery', () => {
    const second = { ...cloudEvent('qbo.bill.created.v1'), id: 'e2', intuitaccountid: '9341450000000002' }
    const changes = webhooks.changes([cloudEvent('qbo.invoice.updated.v1'), second])
    assert.deepEqual(
      changes.map(({ remoteId }) => remoteId),
      ['9341450000000001', '9341450000000002'],
    )
  })
})

describe('QuickBooks’ older notifications', () => {
  const notification = (entity: object) => ({
    eventNotifications: [{ realmId: '9341450000000001', dataChangeEvent: { entities: [entity] } }],
  })

  test('say the same in other words', () => {
    const merge = {
      name: 'Customer',
      id: '58',
      operation: 'Merge',
      lastUpdated: '2026-03-05T17:11:00.000Z',
      deletedId: '27',
    }
    const eventId = '9341450000000001/Customer/58/Merge/2026-03-05T17:11:00Z'
    const event = { remoteId: '9341450000000001', at: '2026-03-05T17:11:00Z' }
    assert.deepEqual(webhooks.changes(notification(merge)), [
      { ...event, eventId, what: { kind: 'refetch', stream: 'customers', id: '58' } },
      { ...event, eventId: `${eventId}#27`, what: { kind: 'deleted', stream: 'customers', id: '27' } },
    ])
  })

  test('of a deletion delete', () => {
    const deletion = { name: 'JournalEntry', id: '9', operation: 'Delete', lastUpdated: null }
    const [change] = webhooks.changes(notification(deletion))
    assert.deepEqual(change?.what, { kind: 'deleted', stream: 'journal_entries', id: '9' })
    assert.equal(change.at, null)
  })

  test('in neither format are refused with a sentence', () => {
    for (const strange of [
      null,
      'hello',
      {},
      { eventNotifications: 1 },
      [{ id: '1' }],
      [cloudEvent('invoice')],
    ]) {
      assert.throws(() => webhooks.changes(strange), /in neither of Intuit’s formats/)
    }
  })
})

describe(
  'Intuit’s own samples',
  { skip: existsSync(SAMPLES) ? false : 'the official descriptions are not here' },
  () => {
    const samples = () => JSON.parse(readFileSync(SAMPLES, 'utf8')) as Record<string, unknown>
    const expected = {
      legacy: [{ kind: 'refetch', stream: 'accounts', id: '1234' }],
      legacy_two_entities: [
        { kind: 'refetch', stream: 'vendors', id: '40' },
        { kind: 'refetch', stream: 'customers', id: '43' },
      ],
      cloudevents_created: [{ kind: 'refetch', stream: 'accounts', id: '1234' }],
      cloudevents_sdk_test: [{ kind: 'refetch', stream: 'classes', id: '1234' }],
      cloudevents_merged: [
        { kind: 'refetch', stream: 'customers', id: '123' },
        { kind: 'deleted', stream: 'customers', id: '27' },
      ],
      cloudevents_updated_no_data: [{ kind: 'ignore' }],
    }

    test('are all known here', () => {
      const names = Object.keys(samples()).filter((name) => name !== '_note')
      assert.deepEqual(names.sort(), Object.keys(expected).sort())
    })

    for (const [name, what] of Object.entries(expected)) {
      test(`${name} is understood`, () => {
        assert.deepEqual(
          webhooks.changes(samples()[name]).map((change) => change.what),
          what,
        )
      })
    }
  },
)
