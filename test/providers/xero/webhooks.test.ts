import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { webhooks } from '../../../src/providers/xero/webhooks.ts'

const KEY = 'sandbox-not-a-secret-webhook-key'
const TENANT = 'c2cc9b6e-9458-4c7d-93cc-f02b81b0594f'
const INTENT = '{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"S0m3r4Nd0mt3xt"}'

const sign = (body: string, key = KEY) => createHmac('sha256', key).update(body).digest('base64')

function verify(body: string, signature: string | undefined, secrets = [KEY]): boolean {
  const headers = { 'x-xero-signature': signature }
  return webhooks.verify({ headers, body: Buffer.from(body), url: '' }, secrets)
}

describe('a signature of Xero’s', () => {
  test('is good over the exact bytes, under any of the keys', () => {
    assert.equal(verify(INTENT, sign(INTENT)), true)
    assert.equal(verify(INTENT, sign(INTENT), ['other', KEY]), true)
    assert.equal(verify(`${INTENT} `, sign(INTENT)), false)
    assert.equal(verify(INTENT, sign(INTENT), ['other']), false)
    assert.equal(verify(INTENT, sign(INTENT, ''), ['']), false)
    assert.equal(verify(INTENT, sign(INTENT), []), false)
  })

  test('is missed where there is none, and refused where anything is added to it', () => {
    for (const signature of [undefined, '', `${sign(INTENT)}=`, ` ${sign(INTENT)}`, 'AAAA']) {
      assert.equal(verify(INTENT, signature), false, signature ?? 'none')
    }
  })
})

describe('a notification of Xero’s', () => {
  const event = (changes: object = {}) => ({
    resourceUrl: 'https://api.xero.com/api.xro/2.0/Invoices/243216c5-369e-4056-ac67-05388f86dc81',
    resourceId: '243216c5-369e-4056-ac67-05388f86dc81',
    eventDateUtc: '2026-03-05T17:10:32.123',
    eventType: 'UPDATE',
    eventCategory: 'INVOICE',
    tenantId: TENANT,
    tenantType: 'ORGANISATION',
    ...changes,
  })
  const changes = (...events: object[]) =>
    webhooks.changes({ events, firstEventSequence: 1, lastEventSequence: 1, entropy: 'X' })
  const whatOf = (change: object) => changes(event(change))[0]?.what

  test('while Xero tries the address is valid and tells nothing', () => {
    assert.deepEqual(webhooks.changes(JSON.parse(INTENT)), [])
  })

  test('asks for the record to be read again', () => {
    assert.deepEqual(changes(event()), [
      {
        eventId: `${TENANT}/INVOICE/243216c5-369e-4056-ac67-05388f86dc81/UPDATE/2026-03-05T17:10:32.123`,
        remoteId: TENANT,
        at: '2026-03-05T17:10:32.123Z',
        what: { kind: 'refetch', stream: 'invoices', id: '243216c5-369e-4056-ac67-05388f86dc81' },
      },
    ])
    const refetch = (stream: string) => ({ kind: 'refetch', stream, id: 'x' })
    const about = (eventCategory: string) => whatOf({ eventCategory, resourceId: 'x' })
    assert.deepEqual(about('CONTACT'), refetch('contacts'))
    assert.deepEqual(about('CREDITNOTE'), refetch('credit_notes'))
    assert.deepEqual(about('PREPAYMENT'), refetch('prepayments'))
    assert.deepEqual(about('OVERPAYMENT'), refetch('overpayments'))
  })

  test('about anything else is ignored', () => {
    assert.deepEqual(whatOf({ eventCategory: 'SUBSCRIPTION', tenantType: 'APPLICATION' }), { kind: 'ignore' })
    assert.deepEqual(whatOf({ eventCategory: 'SOMETHINGNEW' }), { kind: 'ignore' })
  })

  test('gives an event the same id in every delivery, and each event its own', () => {
    const [once] = changes(event())
    const [, again] = changes(event({ eventType: 'CREATE' }), event())
    assert.equal(once?.eventId, again?.eventId)
    const different = [
      { eventType: 'CREATE' },
      { eventDateUtc: '2026-03-05T17:10:33' },
      { tenantId: 'other' },
    ]
    const ids = different.map((it) => changes(event(it))[0]?.eventId)
    assert.equal(new Set([...ids, once?.eventId]).size, 4)
  })

  test('may be for several organisations', () => {
    const ids = changes(event(), event({ tenantId: 'other' })).map((it) => it.remoteId)
    assert.deepEqual(ids, [TENANT, 'other'])
  })

  test('that is none is refused with a sentence', () => {
    assert.throws(() => webhooks.changes({ hello: 'world' }), /not one of Xero’s notifications/)
    assert.throws(() => changes(event({ resourceId: undefined })), /resourceId/)
  })
})
