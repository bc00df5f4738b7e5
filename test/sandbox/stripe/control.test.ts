import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import Stripe from 'stripe'
import {
  STRIPE_ACCOUNT_ID,
  STRIPE_VERSION,
  STRIPE_WEBHOOK_SECRET,
} from '../../../src/sandbox/stripe/credentials.ts'
import type { BalanceTransaction } from '../../../src/sandbox/stripe/objects/balance-transaction.ts'
import type { Charge } from '../../../src/sandbox/stripe/objects/charge.ts'
import type { CreditNote } from '../../../src/sandbox/stripe/objects/credit-note.ts'
import type { Customer } from '../../../src/sandbox/stripe/objects/customer.ts'
import type { Dispute } from '../../../src/sandbox/stripe/objects/dispute.ts'
import type { StripeEvent } from '../../../src/sandbox/stripe/objects/event.ts'
import type { Invoice } from '../../../src/sandbox/stripe/objects/invoice.ts'
import type { Payout } from '../../../src/sandbox/stripe/objects/payout.ts'
import type { Refund } from '../../../src/sandbox/stripe/objects/refund.ts'
import { signWebhook } from '../../../src/sandbox/stripe/webhooks.ts'
import { type List, NOW, type PlayedStripe, playStripe } from './support.ts'

/** The types of the webhooks that an act sends. */
function told(stripe: PlayedStripe, act: () => unknown): string[] {
  stripe.sent.length = 0
  act()
  return stripe.sent.map((it) => (JSON.parse(it.body) as StripeEvent).type)
}

describe('control of the played Stripe', () => {
  const stripe = playStripe()
  const customer = stripe.control('create_customer', { name: 'Willow Tools' }) as Customer

  test('charges a customer, and the balance knows', async () => {
    const charge = stripe.control('create_charge', { customer: customer.id, amount: 10_000 }) as Charge
    assert.equal(charge.status, 'succeeded')
    const transaction = await stripe.get<BalanceTransaction>(
      `/v1/balance_transactions/${charge.balance_transaction ?? ''}`,
    )
    assert.deepEqual([transaction.amount, transaction.fee, transaction.net], [10_000, 320, 9_680])
    assert.equal(transaction.status, 'pending')
  })

  test('fails a charge, which moves no money', () => {
    const charge = stripe.control('fail_charge', {
      customer: customer.id,
      currency: 'jpy',
      amount: 1_500,
    }) as Charge
    assert.deepEqual([charge.status, charge.paid, charge.balance_transaction], ['failed', false, null])
    assert.equal(charge.failure_code, 'card_declined')
  })

  test('refunds a part of a charge, and refuses more than the rest', () => {
    const charge = stripe.control('create_charge', { currency: 'kwd', amount: 20_000 }) as Charge
    const types = told(stripe, () => stripe.control('refund', { charge: charge.id, amount: 5_000 }))
    assert.deepEqual(types, ['refund.created', 'charge.refunded'])
    assert.throws(
      () => stripe.control('refund', { charge: charge.id, amount: 15_010 }),
      /greater than unrefunded/,
    )
    assert.throws(
      () => stripe.control('refund', { charge: charge.id, amount: 15_001 }),
      /last digit must be 0/,
    )
    const rest = stripe.control('refund', { charge: charge.id }) as Refund
    assert.equal(rest.amount, 15_000)
  })

  test('takes invoices through their lives', () => {
    const create = (input: object = {}) =>
      stripe.control('create_invoice', { customer: customer.id, ...input }) as Invoice
    assert.deepEqual(
      told(stripe, () => create({ amount: 4_000 })),
      [
        'invoiceitem.created',
        'invoice.created',
        // The first bill sets the currency.
        'customer.updated',
        'invoice.finalized',
        'payment_intent.created',
        'invoice.sent',
      ],
    )
    assert.equal((stripe.control('pay_invoice', { invoice: create().id }) as Invoice).status, 'paid')
    assert.equal(
      (stripe.control('pay_invoice', { invoice: create().id, declined: true }) as Invoice).status,
      'open',
    )
    assert.equal((stripe.control('void_invoice', { invoice: create().id }) as Invoice).status, 'void')
    assert.equal(
      (stripe.control('mark_uncollectible', { invoice: create().id }) as Invoice).status,
      'uncollectible',
    )
    const draft = create({ draft: true })
    assert.deepEqual(
      told(stripe, () => stripe.control('delete_draft', { invoice: draft.id })),
      ['invoice.deleted'],
    )
    assert.throws(() => stripe.control('delete_draft', { invoice: create().id }), /only delete draft/)
  })

  test('credits an open invoice and a paid one', async () => {
    const open = stripe.control('create_invoice', { amount: 9_000 }) as Invoice
    const note = stripe.control('credit_note', {
      invoice: open.id,
      amount: 2_000,
      reason: 'duplicate',
    }) as CreditNote
    assert.deepEqual([note.type, note.number], ['pre_payment', `${open.number ?? ''}-CN-01`])
    assert.equal((await stripe.get<Invoice>(`/v1/invoices/${open.id}`)).amount_remaining, 7_000)
    stripe.control('pay_invoice', { invoice: open.id })
    const later = stripe.control('credit_note', { invoice: open.id }) as CreditNote
    assert.deepEqual(
      [later.type, later.amount, later.refunds[0]?.amount_refunded],
      ['post_payment', 7_000, 7_000],
    )
  })

  test('disputes a charge, which withdraws it with a fee', () => {
    const charge = stripe.control('create_charge', { amount: 5_000 }) as Charge
    const dispute = stripe.control('dispute', { charge: charge.id }) as Dispute
    assert.deepEqual(
      dispute.balance_transactions.map((it) => [it.type, it.amount, it.net]),
      [['adjustment', -5_000, -6_500]],
    )
    assert.throws(() => stripe.control('refund', { charge: charge.id }), /charged back/)
  })

  test('pays out, by hand and automatically, and the bank sends it back', async () => {
    stripe.control('create_charge', { amount: 500_000 })
    stripe.wait(3 * 86_400)
    const manual = stripe.control('payout', { amount: 1_000 }) as Payout
    assert.equal(manual.reconciliation_status, 'not_applicable')
    const refused = await stripe.call('GET', `/v1/balance_transactions?payout=${manual.id}`)
    assert.match(refused.body, /can only be filtered on automatic transfers/)
    const payout = stripe.control('payout', {}) as Payout
    assert.equal(payout.automatic, true)
    const types = told(stripe, () => stripe.control('payout', { payout: payout.id }))
    assert.deepEqual(types, ['payout.reconciliation_completed', 'payout.failed'])
    const failed = await stripe.get<Payout>(`/v1/payouts/${payout.id}?expand[]=failure_balance_transaction`)
    assert.equal(failed.status, 'failed')
    const next = stripe.control('payout', {}) as Payout
    assert.ok(next.amount >= payout.amount)
  })

  test('refuses an action and an input that make no sense, in a sentence', () => {
    assert.throws(() => stripe.control('dance'), /there is no action dance; there are create_customer, /)
    assert.throws(() => stripe.control('refund'), /charge is missing/)
    assert.throws(() => stripe.control('refund', { charge: 'ch_none' }), /there is no charge ch_none/)
    assert.throws(() => stripe.control('create_charge', { amount: '7' }), /amount must be a positive integer/)
  })
})

describe('time and trade at the played Stripe', () => {
  test('make pending transactions available and let payouts arrive, each with its event', async () => {
    const stripe = playStripe()
    stripe.wait(5 * 86_400)
    const { data } = await stripe.get<List<StripeEvent>>('/v1/events?limit=100&type=payout.*')
    const paid = data.filter((it) => it.created > NOW.getTime() / 1000)
    assert.deepEqual([...new Set(paid.map((it) => it.type))].sort(), [
      'payout.paid',
      'payout.reconciliation_completed',
      'payout.updated',
    ])
    assert.ok(stripe.all<BalanceTransaction>('balance_transactions').every((it) => it.status === 'available'))
    assert.equal(stripe.sent.length, paid.length)
  })

  test('go on with the business, one deal at a time', () => {
    const stripe = playStripe()
    const before = stripe.all('balance_transactions').length
    for (let deals = 0; deals < 60; deals += 1) {
      stripe.wait(60)
      stripe.provider.trade()
    }
    const types = new Set(stripe.sent.map((it) => (JSON.parse(it.body) as StripeEvent).type))
    for (const type of ['invoice.finalized', 'invoice.paid', 'charge.succeeded', 'charge.refunded']) {
      assert.ok(types.has(type), type)
    }
    assert.ok(stripe.all('balance_transactions').length > before)
  })

  test('read or not, the same acts make the same books', async () => {
    const [quiet, busy] = [playStripe(), playStripe()]
    for (const stripe of [quiet, busy]) {
      stripe.wait(30 * 3_600)
      if (stripe === busy) await stripe.get('/v1/charges')
      stripe.provider.trade()
      stripe.control('create_charge', { amount: 700 })
    }
    assert.equal(JSON.stringify(quiet.provider.books()), JSON.stringify(busy.provider.books()))
  })
})

describe('webhooks of the played Stripe', () => {
  test('carry the event that the API lists, in the version that is played', async () => {
    const stripe = playStripe()
    stripe.control('create_customer', { name: 'Willow Tools' })
    const [webhook] = stripe.sent
    assert.equal(webhook?.path, `/stripe/${STRIPE_ACCOUNT_ID}`)
    const event = JSON.parse(webhook.body) as StripeEvent
    assert.deepEqual(await stripe.get(`/v1/events/${event.id}`), event)
    assert.deepEqual(
      [event.api_version, event.type, event.pending_webhooks, event.request],
      [STRIPE_VERSION, 'customer.created', 1, { id: null, idempotency_key: null }],
    )
  })

  test('are signed as in the known example', () => {
    const body =
      '{"id":"evt_test_1","object":"event","api_version":"2026-07-29.dahlia","created":1762799458,"data":{"object":{"id":"po_1","object":"payout","amount":1100,"currency":"usd","status":"paid"}},"livemode":false,"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"payout.paid"}'
    assert.deepEqual(signWebhook(['whsec_test_secret'], body, new Date(1_762_799_460_000)), {
      'stripe-signature': 't=1762799460,v1=dd9cc660d07134c8deeffe9454e28bf9f331ea8d772707fe7044fe53225227d1',
    })
  })

  test("are accepted by the vendor's own verification, with either secret while one is rolled", () => {
    const stripe = playStripe()
    const { secret } = stripe.control('roll_webhook_secret') as { secret: string }
    stripe.control('create_customer')
    const [webhook] = stripe.sent
    assert.ok(webhook)
    const header = webhook.sign(webhook.body, new Date(), webhook.path)['stripe-signature'] ?? ''
    assert.equal(header.match(/v1=/g)?.length, 2)
    const vendor = new Stripe('sk_test_sandbox_not_a_secret')
    for (const accepted of [STRIPE_WEBHOOK_SECRET, secret]) {
      assert.equal(vendor.webhooks.constructEvent(webhook.body, header, accepted).type, 'customer.created')
    }
    assert.throws(() => vendor.webhooks.constructEvent(webhook.body, header, 'whsec_other'))
    stripe.control('roll_webhook_secret', { finish: true })
    stripe.control('create_customer')
    const single = stripe.sent.at(-1)?.sign(webhook.body, new Date(0), webhook.path)['stripe-signature']
    assert.equal(single, `t=0,v1=${createHmac('sha256', secret).update(`0.${webhook.body}`).digest('hex')}`)
  })

  test('go to each endpoint that wants the event, whose secret is told once', async () => {
    const stripe = playStripe()
    const endpoint = await stripe.post<{ id: string; secret: string }>('/v1/webhook_endpoints', {
      url: 'https://partner.example/hook',
      'enabled_events[]': 'charge.succeeded',
    })
    assert.match(endpoint.secret, /^whsec_/)
    assert.ok(!('secret' in (await stripe.get(`/v1/webhook_endpoints/${endpoint.id}`))))
    const types = told(stripe, () => stripe.control('create_charge'))
    assert.deepEqual(types, [
      'payment_intent.created',
      'charge.succeeded',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
  })
})
