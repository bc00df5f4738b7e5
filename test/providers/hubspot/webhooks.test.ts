import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { webhooks } from '../../../src/providers/hubspot/webhooks.ts'

// The example of HubSpot's own documentation.
const SECRET = 'cfc68c0b-4b4e-4ef8-b764-95350e4ea479'
const ADDRESS = 'https://webhook.site/335453f5-94b3-49d9-b684-a55354d4b8df'
const SIGNED_AT = 1_752_613_922_216
const SIGNATURE = 'gbj1XPRvUt0noT7i7fXfTzOD4sLzQmf0VT28ZYq0EYg='
const BODY = Buffer.from(
  '[{"eventId":531833541,"subscriptionId":3923621,"portalId":48807704,"appId":16111050,"occurredAt":1752613920733,' +
    '"subscriptionType":"contact.creation","attemptNumber":0,"objectId":138017612137,"changeFlag":"CREATED",' +
    '"changeSource":"CRM_UI","sourceId":"userId:76023669"}]',
)

interface Delivered {
  body?: Buffer
  url?: string
  now?: number
  headers?: Record<string, string | undefined>
  secrets?: string[]
}

const verify = ({
  body = BODY,
  url = ADDRESS,
  now = SIGNED_AT,
  headers,
  secrets = [SECRET],
}: Delivered = {}) =>
  webhooks.verify(
    {
      headers: {
        'x-hubspot-signature-v3': SIGNATURE,
        'x-hubspot-request-timestamp': `${SIGNED_AT}`,
        ...headers,
      },
      ...{ body, url },
    },
    secrets,
    new Date(now),
  )

describe('a signature of HubSpot’s', () => {
  test('is good over method, address, body and time', () => {
    assert.equal(verify(), true)
    assert.equal(verify({ secrets: ['other', SECRET] }), true)
    assert.equal(verify({ body: Buffer.from(BODY.toString().replace('CRM_UI', 'CRM_UX')) }), false)
    assert.equal(verify({ body: Buffer.of() }), false)
    assert.equal(verify({ url: `${ADDRESS}?` }), false)
    assert.equal(verify({ secrets: [] }), false)
    assert.equal(verify({ secrets: ['', 'other'] }), false)
  })

  test('is good for five minutes to either side', () => {
    assert.equal(verify({ now: SIGNED_AT + 300_000 }), true)
    assert.equal(verify({ now: SIGNED_AT + 300_001 }), false)
    assert.equal(verify({ now: SIGNED_AT - 300_001 }), false)
  })

  test('is refused when a part of it is missing or not what it must be', () => {
    assert.equal(verify({ headers: { 'x-hubspot-signature-v3': undefined } }), false)
    assert.equal(verify({ headers: { 'x-hubspot-signature-v3': '' } }), false)
    assert.equal(verify({ headers: { 'x-hubspot-signature-v3': `${SIGNATURE}!` } }), false)
    for (const timestamp of [undefined, '', 'now', `${SIGNED_AT}.0`, '1752613922217']) {
      assert.equal(
        verify({ headers: { 'x-hubspot-request-timestamp': timestamp } }),
        false,
        String(timestamp),
      )
    }
  })

  test('of an earlier version is none', () => {
    const v1 = { 'x-hubspot-signature': 'f', 'x-hubspot-signature-version': 'v1' }
    assert.equal(verify({ headers: { ...v1, 'x-hubspot-signature-v3': undefined } }), false)
  })

  test('is over the address with some escapes decoded and all others as they are', () => {
    const sign = (url: string) =>
      createHmac('sha256', SECRET).update(`POST${url}${BODY.toString()}${SIGNED_AT}`).digest('base64')
    const url = 'https://books.example/webhooks/hubspot?a=x%3Ay%2Fz%20%26%2c'
    const signed = 'https://books.example/webhooks/hubspot?a=x:y/z%20%26,'
    assert.equal(verify({ url, headers: { 'x-hubspot-signature-v3': sign(signed) } }), true)
    assert.equal(verify({ url, headers: { 'x-hubspot-signature-v3': sign(url) } }), false)
  })
})

describe('a webhook of HubSpot’s', () => {
  const changes = (...events: object[]) =>
    webhooks.changes(
      parseExactJson(
        JSON.stringify(
          events.map((it) => ({
            portalId: 48213377,
            eventId: 100,
            subscriptionId: 7,
            occurredAt: 1752613921000,
            ...it,
          })),
        ),
      ),
    )
  const what = (subscriptionType: string, more: object = {}) =>
    changes({ subscriptionType, objectId: 17, ...more }).map((it) => it.what)
  const refetch = (stream: string, id = '17') => ({ kind: 'refetch', stream, id })

  test('of each delivery tells what to read again, for which account and when', () => {
    assert.deepEqual(webhooks.changes(parseExactJson(BODY.toString())), [
      {
        eventId: '3923621/531833541/contact.creation/2025-07-15T21:12:00.733Z//contacts/138017612137',
        remoteId: '48807704',
        at: '2025-07-15T21:12:00.733Z',
        what: { kind: 'refetch', stream: 'contacts', id: '138017612137' },
      },
    ])
  })

  test('names the kind of record by a word or by its number', () => {
    assert.deepEqual(what('company.propertyChange'), [refetch('companies')])
    const object = (objectTypeId: string, verb = 'creation') => what(`object.${verb}`, { objectTypeId })
    assert.deepEqual(object('0-53'), [refetch('invoices')])
    assert.deepEqual(object('0-101'), [refetch('commerce_payments')])
    assert.deepEqual(object('0-1', 'restore'), [refetch('contacts')])
    assert.deepEqual(object('0-53', 'deletion'), [refetch('invoices')])
    assert.deepEqual(object('0-8', 'propertyChange'), [{ kind: 'poll', stream: 'invoices' }])
    assert.deepEqual(what('line_item.creation'), [{ kind: 'poll', stream: 'invoices' }])
    assert.deepEqual(object('0-3'), [{ kind: 'ignore' }])
    assert.deepEqual(what('deal.creation'), [{ kind: 'ignore' }])
    assert.deepEqual(what('object.creation', { objectId: undefined, objectTypeId: '0-53' }), [
      { kind: 'poll', stream: 'invoices' },
    ])
  })

  test('of a purged contact deletes it', () => {
    assert.deepEqual(what('contact.privacyDeletion'), [{ kind: 'deleted', stream: 'contacts', id: '17' }])
  })

  test('of a merge has all of those concerned read again', () => {
    const merged = { primaryObjectId: 17, mergedObjectIds: [18, 19], newObjectId: 20 }
    assert.deepEqual(
      what('company.merge', merged),
      ['17', '18', '19', '20'].map((id) => refetch('companies', id)),
    )
    const ids = changes({ subscriptionType: 'company.merge', objectId: 17, ...merged }).map(
      (it) => it.eventId,
    )
    assert.equal(new Set(ids).size, 4)
  })

  test('of an association has read again what carries it', () => {
    const sides = { fromObjectId: 5, toObjectId: 6, associationRemoved: false }
    const ofTypes = (from: string, to: string) =>
      what('object.associationChange', { ...sides, fromObjectTypeId: from, toObjectTypeId: to })
    assert.deepEqual(ofTypes('0-53', '0-2'), [refetch('invoices', '5')])
    assert.deepEqual(ofTypes('0-1', '0-101'), [refetch('commerce_payments', '6')])
    assert.deepEqual(ofTypes('0-53', '0-101'), [refetch('invoices', '5'), refetch('commerce_payments', '6')])
    assert.deepEqual(ofTypes('0-1', '0-2'), [{ kind: 'ignore' }])
    assert.deepEqual(what('contact.associationChange', sides), [{ kind: 'ignore' }])
  })

  test('is the same event in each attempt to deliver it, and another for another property', () => {
    const event = { subscriptionType: 'object.propertyChange', objectTypeId: '0-53', objectId: 17 }
    const id = (more: object) => changes({ ...event, ...more })[0]?.eventId
    assert.equal(id({ attemptNumber: 0 }), id({ attemptNumber: 3 }))
    assert.notEqual(id({ propertyName: 'hs_number' }), id({ propertyName: 'hs_comments' }))
    assert.notEqual(id({}), id({ occurredAt: 1752613921001 }))
  })

  test('is not understood when it is no list of events', () => {
    for (const body of [{}, [{ eventId: 1 }], null, 'text']) {
      assert.throws(() => webhooks.changes(body), /not one of HubSpot’s notifications/)
    }
  })
})
