import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapAll, mapOne, mapped, SOURCE } from './mapping.ts'

const payment = {
  type: 'PAYMENT',
  direction: 'SALE',
  status: 'SUCCEEDED',
  contactKey: 'customers/cus_quay',
  accountKey: 'balances/balance#usd',
  currency: 'EUR',
  feeCurrency: 'USD',
  method: 'card',
  allocations: [],
}

describe('Stripe payments', () => {
  test('a charge brings its fee, its rate, and the name that invoices know it by', () => {
    assert.deepEqual(mapAll('charges'), [
      {
        ...payment,
        key: 'charges/ch_0001',
        paidOn: '2026-06-22',
        amount: '100.00',
        fee: '3.45',
        exchangeRate: '1.084200000000000000001',
        reference: '2210-7731',
        aliasKey: 'payment_intents/pi_0001',
      },
    ])
  })

  test('a refund is a payment below zero', () => {
    assert.deepEqual(mapAll('refunds'), [
      {
        ...payment,
        key: 'refunds/re_0001',
        paidOn: '2026-06-24',
        amount: '-10.00',
        fee: '0.00',
        exchangeRate: '1.085',
        reference: '2210-7732',
        aliasKey: null,
      },
    ])
  })

  test('the rate to a currency that is not the books’ is not shown as theirs', () => {
    const [record] = mapped('charges', fixture('charges'), { ...SOURCE, baseCurrency: 'EUR' }).records
    assert.ok(record?.type === 'PAYMENT')
    assert.equal(record.exchangeRate, null)
  })

  test('a charge whose balance transaction is only an id tells no fee and no account', () => {
    const { accountKey, fee, feeCurrency, exchangeRate } = charge({ balance_transaction: 'txn_0001' })
    assert.deepEqual([accountKey, fee, feeCurrency, exchangeRate], [null, null, null, null])
  })

  test('expanded and plain references give the same keys', () => {
    const expanded = charge({ customer: { id: 'cus_quay' }, payment_intent: { id: 'pi_0001' } })
    assert.deepEqual(expanded, charge({}))
  })

  test('what happened to a charge is its status', () => {
    const status = (changes: Readonly<Record<string, unknown>>) => charge(changes).status
    assert.equal(status({ status: 'failed' }), 'FAILED')
    assert.equal(status({ status: 'pending' }), 'PENDING')
    assert.equal(status({ captured: false }), 'PENDING')
    assert.equal(status({ captured: false, refunded: true }), 'VOID')
    assert.equal(status({ disputed: true }), 'DISPUTED')
    assert.equal(status({ amount_refunded: 1000 }), 'PARTIALLY_REFUNDED')
    assert.equal(status({ amount_refunded: 10000, refunded: true }), 'REFUNDED')
    assert.equal(status({ status: 'dreaming' }), 'UNKNOWN')
    assert.deepEqual(charge({ status: 'dreaming' }).found, ['UNKNOWN_VALUE'])
    assert.deepEqual(charge({ amount_refunded: 10001 }).found, ['SETTLEMENT_CONTRADICTS_AMOUNTS'])
  })

  test('whether a charge is disputed is not known where nothing tells', () => {
    const { status, found } = charge({ disputed: undefined })
    assert.deepEqual([status, found], ['UNKNOWN', ['UNKNOWN_VALUE']])
    assert.equal(charge({ disputed: undefined, dispute: null }).status, 'SUCCEEDED')
  })

  test('a failed attempt does not answer to the payment intent’s name, and was never paid', () => {
    const failed = charge({ status: 'failed', captured: false })
    assert.equal(failed.aliasKey, null)
    assert.equal(failed.paidOn, null)
  })

  test('of an authorization only what was captured is paid', () => {
    assert.equal(charge({ amount_captured: 6000 }).amount, '60.00')
    assert.equal(charge({ captured: false, amount_captured: 0 }).amount, '100.00')
  })

  test('a refund’s status is the one Stripe gives it', () => {
    const status = (word: unknown) => {
      const record = mapOne('refunds', { status: word })
      assert.ok(record.type === 'PAYMENT')
      return [record.status, record.paidOn, ...record.found]
    }
    assert.deepEqual(status('pending'), ['PENDING', null])
    assert.deepEqual(status('requires_action'), ['PENDING', null])
    assert.deepEqual(status('failed'), ['FAILED', null])
    assert.deepEqual(status('canceled'), ['VOID', null])
    assert.deepEqual(status(null), ['UNKNOWN', null, 'UNKNOWN_VALUE'])
  })

  test('an invoice payment joins the intent’s charge with the invoice', () => {
    assert.deepEqual(mapped('invoice_payments', fixture('invoice_payments')), {
      records: [
        {
          type: 'PAYMENT_ALLOCATION',
          key: 'invoice_payments/inpay_0001',
          paymentKey: 'payment_intents/pi_0001',
          invoiceKey: 'invoices/in_0001',
          amount: '100.00',
          currency: 'EUR',
        },
      ],
      findings: [],
    })
  })

  test('an invoice payment without an intent names its charge, or the record of a payment past Stripe', () => {
    const key = (paid: object) => {
      const record = mapOne('invoice_payments', { payment: paid })
      assert.ok(record.type === 'PAYMENT_ALLOCATION')
      return record.paymentKey
    }
    assert.equal(key({ type: 'charge', charge: 'ch_1' }), 'charges/ch_1')
    assert.equal(key({ type: 'payment_record', payment_record: 'pr_1' }), 'payment_records/pr_1')
  })

  test('an invoice payment that is not paid settles nothing', () => {
    const given = (changes: object) => {
      const { records, findings } = mapped('invoice_payments', fixture('invoice_payments', { ...changes }))
      return [records.length, ...findings.map((it) => it.code)]
    }
    assert.deepEqual(given({ status: 'open', amount_paid: null }), [0])
    assert.deepEqual(given({ status: 'canceled' }), [0])
    assert.deepEqual(given({ status: 'halved' }), [0, 'UNKNOWN_VALUE'])
    assert.deepEqual(given({ amount_paid: null }), [0, 'SETTLEMENT_CONTRADICTS_AMOUNTS'])
    assert.deepEqual(given({ payment: { type: 'payment_intent' } }), [0, 'MISSING_REFERENCE'])
  })
})

function charge(changes: Readonly<Record<string, unknown>>) {
  const record = mapOne('charges', changes)
  assert.ok(record.type === 'PAYMENT')
  return record
}
