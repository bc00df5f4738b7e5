import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stripe } from '../../../src/providers/stripe/index.ts'
import { leavesOf, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, mapOne, mapped, SOURCE, streamNames, streams, type StreamName } from './mapping.ts'

const outcome = (stream: StreamName, raw: unknown) => outcomeOf(stripe, stream, raw, SOURCE)

describe('messy Stripe objects', () => {
  for (const stream of streamNames) {
    const raw = fixture(stream)
    const clean = outcome(stream, raw)

    test(`${stream}: without a value, or with null, it maps or names what is missing`, () => {
      for (const path of leavesOf(raw)) {
        if (path.length === 0 || typeof path.at(-1) === 'number') continue
        const [absent, none] = [undefined, null].map((it) => outcome(stream, replaced(raw, path, it)))
        // Stripe's "object" is always there; a null is no kind at all.
        if (path.at(-1) === 'object') continue
        assert.equal(none?.refused, absent?.refused, path.join('.'))
        if (absent?.refused === true) assert.match(absent.reasons.join(), new RegExp(String(path.at(-1))))
        else assert.deepEqual(none, absent, path.join('.'))
      }
    })

    test(`${stream}: unknown fields change nothing`, () => {
      const grown = rewritten(
        raw,
        (it) => it,
        (it) => ({ ...it, brand_new: { amount: 1 } }),
      )
      assert.deepEqual(outcome(stream, grown), clean)
    })
  }

  test('an object of another kind is refused, an event about one of this kind included', () => {
    const event = { id: 'evt_1', object: 'event', data: { object: fixture('customers') } }
    const refused = outcome('customers', event)
    assert.match(refused.refused ? refused.reasons.join() : '', /object: must be "customer"/)
    assert.equal(outcome('customers', fixture('charges', { object: 'charge' })).refused, true)
  })

  test('seconds as text are an instant like seconds', () => {
    const text = fixture('payouts', { created: '1700000000' })
    assert.deepEqual(
      outcome('payouts', text),
      outcome('payouts', fixture('payouts', { created: 1700000000 })),
    )
    assert.equal(outcome('payouts', fixture('payouts', { created: '2023-11-14T22:13:20Z' })).refused, true)
  })

  test('the stub of a deleted object is known as one', () => {
    assert.equal(streams.customers.deletedId?.({ id: 'cus_1', object: 'customer', deleted: true }), 'cus_1')
    assert.equal(streams.customers.deletedId(fixture('customers')), null)
  })
})

describe('Stripe objects of older versions', () => {
  test('a charge from before 2015 tells by "paid" whether it succeeded', () => {
    const older = { status: undefined, disputed: undefined, amount_captured: undefined, amount_refunded: 0 }
    const charge = (changes: object) => {
      const record = mapOne('charges', { ...older, refunded: false, ...changes })
      assert.ok(record.type === 'PAYMENT')
      return [record.status, record.amount]
    }
    assert.deepEqual(charge({ amount: 1250, paid: true, dispute: null }), ['SUCCEEDED', '12.50'])
    assert.deepEqual(charge({ amount: 1250, status: 'paid', dispute: null }), ['SUCCEEDED', '12.50'])
    assert.deepEqual(charge({ amount: 1250, paid: true, dispute: { reason: 'general' } }), [
      'DISPUTED',
      '12.50',
    ])
    assert.deepEqual(charge({ amount: 1250, paid: false, dispute: null }), ['FAILED', '12.50'])
  })

  test('a charge that keeps back what was captured is refused once anything was refunded', () => {
    const refused = outcome('charges', fixture('charges', { amount_captured: undefined, amount_refunded: 1 }))
    assert.match(refused.refused ? refused.reasons.join() : '', /how much of it was captured/)
  })

  test('what was authorized and never captured is not refunded', () => {
    const partly = (refunded: number) => {
      const record = mapOne('charges', { amount: 1000, amount_captured: 600, amount_refunded: refunded })
      assert.ok(record.type === 'PAYMENT')
      return [record.status, record.amount]
    }
    assert.deepEqual(partly(400), ['SUCCEEDED', '6.00'])
    assert.deepEqual(partly(500), ['PARTIALLY_REFUNDED', '6.00'])
  })

  test('an invoice of 2013 tells "date", "count" and "paid"', () => {
    const lines = { object: 'list', count: 1, data: [{ id: 'su_1', amount: 900, quantity: 2 }] }
    const invoice = {
      id: 'in_older',
      object: 'invoice',
      date: 1380674206,
      customer: 'cus_quay',
      currency: 'usd',
      subtotal: 900,
      total: 900,
      amount_due: 900,
      lines,
    }
    const { records, findings } = mapped('invoices', { ...invoice, paid: true, closed: true })
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'INVOICE',
        key: 'invoices/in_older',
        direction: 'SALE',
        kind: 'INVOICE',
        number: null,
        reference: null,
        memo: null,
        contactKey: 'customers/cus_quay',
        status: 'OPEN',
        settlement: 'PAID',
        remoteStatus: null,
        issueDate: '2013-10-02',
        dueDate: null,
        currency: 'USD',
        exchangeRate: null,
        amountsIncludeTax: null,
        lines: [
          {
            position: 1,
            description: null,
            quantity: '2',
            unitPrice: null,
            amount: '9.00',
            taxAmount: null,
            discountAmount: null,
            accountKey: null,
            taxRateKey: null,
            dimensions: [],
          },
        ],
        subtotal: '9.00',
        discountTotal: null,
        taxTotal: '0.00',
        total: '9.00',
        amountPaid: '9.00',
        amountDue: '0.00',
      },
    ])
    // Not paid says neither draft nor open nor void.
    const unpaid = mapped('invoices', { ...invoice, paid: false, lines: { ...lines, count: 3 } })
    assert.ok(unpaid.records[0]?.type === 'INVOICE')
    assert.deepEqual([unpaid.records[0].status, unpaid.records[0].amountDue], ['UNKNOWN', '9.00'])
    assert.deepEqual(
      unpaid.findings.map((it) => it.code),
      ['UNKNOWN_VALUE', 'LINES_DO_NOT_SUM'],
    )
    assert.equal(outcome('invoices', invoice).refused, true)
  })

  test('a transfer between Stripe’s own balances is a transfer', () => {
    const record = mapOne('balance_transactions', { type: 'balance_transfer_outbound' })
    assert.equal(record.type === 'TRANSACTION' && record.kind, 'TRANSFER')
  })
})
