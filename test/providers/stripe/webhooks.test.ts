import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { webhooks } from '../../../src/providers/stripe/webhooks.ts'

const SECRET = 'whsec_test_secret'
const SIGNED_AT = 1762799460
const BODY =
  '{"id":"evt_test_1","object":"event","api_version":"2026-07-29.dahlia","created":1762799458,"data":{"object":{"id":"po_1","object":"payout","amount":1100,"currency":"usd","status":"paid"}},"livemode":false,"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"payout.paid"}'
const SIGNATURE = 'dd9cc660d07134c8deeffe9454e28bf9f331ea8d772707fe7044fe53225227d1'

const at = (seconds: number) => new Date(seconds * 1000)
const sign = (secret: string, body = BODY, t = SIGNED_AT) =>
  createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')

function verify(header: string | undefined, { body = BODY, secrets = [SECRET], now = SIGNED_AT } = {}) {
  const headers = { 'stripe-signature': header }
  const request = { headers, body: Buffer.from(body), url: '/stripe' }
  return webhooks.verify(request, secrets, at(now), () => Promise.resolve(null))
}

describe('a signature of Stripe’s', () => {
  test('is good over the exact bytes', () => {
    assert.equal(verify(`t=${SIGNED_AT},v1=${SIGNATURE}`), true)
    assert.equal(verify(`t=${SIGNED_AT}, v1=${SIGNATURE},v0=abc`), true)
    assert.equal(verify(`t=${SIGNED_AT},v1=${SIGNATURE}`, { body: `${BODY} ` }), false)
  })

  test('is good under any of several secrets and in any of several signatures', () => {
    const rolled = `t=${SIGNED_AT},v1=${sign('whsec_not_the_one')},v1=${SIGNATURE}`
    assert.equal(verify(rolled), true)
    assert.equal(verify(rolled, { secrets: ['whsec_third', SECRET] }), true)
    assert.equal(verify(rolled, { secrets: ['whsec_third'] }), false)
    assert.equal(verify(rolled, { secrets: [] }), false)
    assert.equal(verify(`t=${SIGNED_AT},v1=${sign('')}`, { secrets: [''] }), false)
  })

  test('is good for five minutes to either side', () => {
    const header = `t=${SIGNED_AT},v1=${SIGNATURE}`
    assert.equal(verify(header, { now: SIGNED_AT + 300 }), true)
    assert.equal(verify(header, { now: SIGNED_AT + 301 }), false)
    assert.equal(verify(header, { now: SIGNED_AT - 300 }), true)
    assert.equal(verify(header, { now: SIGNED_AT - 301 }), false)
  })

  test('is refused when it is missing, malformed, of another scheme, or one of very many', () => {
    for (const header of [
      undefined,
      '',
      `v1=${SIGNATURE}`,
      `t=${SIGNED_AT}`,
      `t=,v1=${SIGNATURE}`,
      `t=NaN,v1=${SIGNATURE}`,
      `t=${SIGNED_AT},v0=${SIGNATURE}`,
      `t=${SIGNED_AT},v1=${SIGNATURE}!`,
      `t=${SIGNED_AT}${`,v1=${SIGNATURE}`.repeat(11)}`,
    ]) {
      assert.equal(verify(header), false, header ?? 'no header')
    }
  })
})

describe('an event of Stripe’s', () => {
  const event = (type: string, object: object, more: object = {}) =>
    webhooks.changes({ id: 'evt_1', object: 'event', type, created: 1762799458, data: { object }, ...more })
  const what = (type: string, object: object) => event(type, object).map((it) => it.what)
  const poll = (stream: string) => ({ kind: 'poll', stream })
  const refetch = (stream: string, id: string) => ({ kind: 'refetch', stream, id })

  test('is a hint to fetch its object, with an id of its own for each thing it concerns', () => {
    assert.deepEqual(webhooks.changes(JSON.parse(BODY)), [
      {
        eventId: 'evt_test_1/payouts',
        remoteId: null,
        at: '2025-11-10T18:30:58Z',
        what: refetch('payouts', 'po_1'),
      },
      { eventId: 'evt_test_1/balances', remoteId: null, at: '2025-11-10T18:30:58Z', what: poll('balances') },
      {
        eventId: 'evt_test_1/balance_transactions',
        remoteId: null,
        at: '2025-11-10T18:30:58Z',
        what: poll('balance_transactions'),
      },
    ])
  })

  test('names the connected account that it is for', () => {
    const [change] = event('tax_rate.updated', { object: 'tax_rate', id: 'txr_1' }, { account: 'acct_1' })
    assert.equal(change?.remoteId, 'acct_1')
  })

  test('of a customer or an invoice says when it is gone', () => {
    assert.deepEqual(what('customer.updated', { object: 'customer', id: 'cus_1' }), [
      refetch('customers', 'cus_1'),
    ])
    assert.deepEqual(what('customer.deleted', { object: 'customer', id: 'cus_1' }), [
      { kind: 'deleted', stream: 'customers', id: 'cus_1' },
    ])
    assert.deepEqual(what('invoice.deleted', { object: 'invoice', id: 'in_1' }), [
      { kind: 'deleted', stream: 'invoices', id: 'in_1' },
    ])
    assert.deepEqual(what('customer.tax_id.deleted', { object: 'tax_id', id: 'txi_1', customer: 'cus_1' }), [
      refetch('customers', 'cus_1'),
    ])
  })

  test('of a payment reaches the invoice as well', () => {
    const paid = { object: 'invoice_payment', id: 'inpay_1', invoice: 'in_1' }
    assert.deepEqual(what('invoice_payment.paid', paid), [
      refetch('invoices', 'in_1'),
      refetch('invoice_payments', 'inpay_1'),
    ])
    assert.deepEqual(what('invoice.paid', { object: 'invoice', id: 'in_1' }), [
      refetch('invoices', 'in_1'),
      poll('invoice_payments'),
    ])
  })

  test('of a credit note or a failed refund reaches what it takes from', () => {
    assert.deepEqual(what('credit_note.created', { object: 'credit_note', id: 'cn_1', invoice: 'in_1' }), [
      refetch('invoices', 'in_1'),
      refetch('credit_notes', 'cn_1'),
    ])
    assert.deepEqual(what('refund.failed', { object: 'refund', id: 're_1', charge: 'ch_1' }).slice(0, 2), [
      refetch('charges', 'ch_1'),
      refetch('refunds', 're_1'),
    ])
  })

  test('of moved money asks for the balance too', () => {
    const balance = [poll('balances'), poll('balance_transactions')]
    assert.deepEqual(what('charge.succeeded', { object: 'charge', id: 'ch_1' }), [
      refetch('charges', 'ch_1'),
      ...balance,
    ])
    assert.deepEqual(what('charge.dispute.created', { object: 'dispute', id: 'dp_1', charge: 'ch_1' }), [
      refetch('charges', 'ch_1'),
      ...balance,
    ])
    assert.deepEqual(what('charge.refund.updated', { object: 'refund', id: 're_1' }), [
      refetch('refunds', 're_1'),
      ...balance,
    ])
    assert.deepEqual(what('balance.available', { object: 'balance' }), balance)
    assert.deepEqual(what('payout.reconciliation_completed', { object: 'payout', id: 'po_1' }), [
      refetch('payouts', 'po_1'),
      ...balance,
      poll('payout_items'),
    ])
  })

  test('of access that was revoked ends it', () => {
    assert.deepEqual(what('account.application.deauthorized', { object: 'application', id: 'ca_1' }), [
      { kind: 'disconnected' },
    ])
  })

  test('that concerns nothing read here is ignored', () => {
    const ignored = [{ kind: 'ignore' }]
    assert.deepEqual(what('product.created', { object: 'product', id: 'prod_1' }), ignored)
    assert.deepEqual(what('invoice.upcoming', { object: 'invoice' }), ignored)
    const thin = webhooks.changes({
      id: 'evt_2',
      object: 'v2.core.event',
      type: 'v1.billing.meter.no_meter_found',
    })
    assert.deepEqual(thin, [{ eventId: 'evt_2', remoteId: null, at: null, what: { kind: 'ignore' } }])
  })

  test('that is none is refused with a sentence', () => {
    assert.throws(() => webhooks.changes({ hello: 'world' }), /not one of Stripe’s events/)
    assert.throws(() => webhooks.changes(null), /not one of Stripe’s events/)
  })
})
