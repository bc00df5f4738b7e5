import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sum } from '../../../src/domain/decimal.ts'
import { wireDigits } from '../../../src/providers/stripe/currencies.ts'
import { mapAll, mapOne } from './mapping.ts'

const movement = {
  type: 'TRANSACTION',
  accountKey: 'balances/balance#usd',
  status: 'POSTED',
  currency: 'USD',
  originalAmount: null,
  originalCurrency: null,
  counterparty: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  paymentKey: null,
  runningBalance: null,
}

describe('Stripe’s balance', () => {
  test('a balance transaction is the gross movement and its fee, which make up the net', () => {
    const records = mapAll('balance_transactions')
    const shared = {
      ...movement,
      date: '2026-06-22',
      postedAt: '2026-06-22T01:00:00Z',
      reference: 'ch_0001',
      paymentKey: 'charges/ch_0001',
    }
    assert.deepEqual(records, [
      {
        ...shared,
        key: 'balance_transactions/txn_0001',
        kind: 'CHARGE',
        amount: '108.42',
        description: 'Payment for HARBOR-0001',
        categoryCode: 'charge',
        categoryName: 'charge',
        categoryOrigin: 'PROVIDER',
      },
      {
        ...shared,
        key: 'balance_transactions/txn_0001#fee',
        kind: 'FEE',
        amount: '-3.45',
        description: 'Stripe processing fees, Tax',
      },
    ])
    assert.equal(sum(records.map((it) => ('amount' in it ? it.amount : '0'))), '104.97')
  })

  test('a payout is one movement out of the balance: of its balance transaction only the fee counts', () => {
    assert.deepEqual(mapAll('payouts'), [
      {
        ...movement,
        key: 'payouts/po_0001',
        kind: 'PAYOUT',
        date: '2026-06-29',
        postedAt: '2026-06-29T02:26:40Z',
        amount: '-94.12',
        description: 'STRIPE PAYOUT',
        reference: '0210000210001234',
      },
    ])
    const its = { type: 'payout', source: 'po_0001', amount: -9412, net: -9412, fee: 0 }
    assert.deepEqual(mapAll('balance_transactions', its), [])
    const instant = mapOne('balance_transactions', { ...its, fee: 94, net: -9506 })
    assert.deepEqual(instant.key, 'balance_transactions/txn_0001#fee')
  })

  test('a failed payout stays posted: its money comes back by a transaction of its own', () => {
    for (const status of ['paid', 'failed', 'canceled'])
      assert.equal(transaction('payouts', { status }).status, 'POSTED')
    for (const status of ['pending', 'in_transit']) {
      const { status: is, postedAt } = transaction('payouts', { status })
      assert.deepEqual([is, postedAt], ['PENDING', null])
    }
    const back = transaction('balance_transactions', { type: 'payout_failure', source: 'po_0001' })
    assert.deepEqual([back.kind, back.amount, back.paymentKey], ['PAYOUT', '108.42', null])
    assert.deepEqual(transaction('payouts', { status: 'lost' }).found, ['UNKNOWN_VALUE'])
  })

  test('types are kinds, disputes among the adjustments included', () => {
    const kind = (type: string, reporting_category: string | null = null) =>
      transaction('balance_transactions', { type, reporting_category }).kind
    assert.equal(kind('payment'), 'CHARGE')
    assert.equal(kind('payment_refund'), 'REFUND')
    assert.equal(kind('stripe_fee'), 'FEE')
    assert.equal(kind('topup'), 'TRANSFER')
    assert.equal(kind('adjustment'), 'ADJUSTMENT')
    assert.equal(kind('adjustment', 'dispute_reversal'), 'DISPUTE')
    const unknown = transaction('balance_transactions', { type: 'teleport', description: null })
    assert.deepEqual(
      [unknown.kind, unknown.description, ...unknown.found],
      ['UNKNOWN', 'teleport', 'UNKNOWN_VALUE'],
    )
  })

  test('a pending transaction is pending, and one that does not add up says so', () => {
    const { status, postedAt } = transaction('balance_transactions', { status: 'pending' })
    assert.deepEqual([status, postedAt], ['PENDING', null])
    assert.deepEqual(transaction('balance_transactions', { net: 1 }).found, ['LINES_DO_NOT_SUM'])
  })

  test('a transaction that does not tell which of Stripe’s balances it moved is on no account', () => {
    const record = mapOne('balance_transactions', { balance_type: undefined })
    assert.ok(record.type === 'TRANSACTION')
    assert.deepEqual([record.accountKey, record.found], [null, ['UNKNOWN_VALUE']])
  })

  test('a special balance that lacks one of its parts is refused, and none is none', () => {
    const prefunding = { available: [{ amount: 100, currency: 'usd' }] }
    assert.throws(() => mapAll('balances', { refund_and_dispute_prefunding: prefunding }), /pending/)
    assert.throws(() => mapAll('balances', { issuing: {} }), /available/)
    assert.equal(mapAll('balances', { issuing: undefined }).length, 3)
  })

  test('the percentage of a rate of a kind that nobody knew is not told', () => {
    const rateOf = (rate_type: string | null) => {
      const record = mapOne('tax_rates', { rate_type })
      assert.ok(record.type === 'TAX_RATE')
      return [record.rate, record.found]
    }
    assert.deepEqual(rateOf('tiered'), [null, ['UNKNOWN_VALUE']])
    assert.deepEqual(rateOf('flat_amount'), [null, []])
    assert.deepEqual(rateOf(null), ['8.875', []])
  })

  test('ids of refunds and of charges by other means than cards lead to their payments', () => {
    const key = (source: string | null) => transaction('balance_transactions', { source }).paymentKey
    assert.equal(key('py_1'), 'charges/py_1')
    assert.equal(key('re_1'), 'refunds/re_1')
    assert.equal(key('pyr_1'), 'refunds/pyr_1')
    assert.equal(key('dp_1'), null)
    assert.equal(key(null), null)
  })

  test('what a payout carried includes the fees, and not the payout itself', () => {
    const item = { type: 'PAYOUT_ITEM', payoutKey: 'payouts/po_0001' }
    assert.deepEqual(mapAll('payout_items'), [
      {
        ...item,
        key: 'payout_items/po_0001:txn_0001',
        transactionKey: 'balance_transactions/txn_0001',
      },
      {
        ...item,
        key: 'payout_items/po_0001:txn_0001#fee',
        transactionKey: 'balance_transactions/txn_0001#fee',
      },
    ])
    assert.equal(mapAll('payout_items', { fee: 0 }).length, 1)
    assert.deepEqual(mapAll('payout_items', { source: 'po_0001' }), [])
  })
})

describe('Stripe’s minor units', () => {
  const amount = (currency: string) => transaction('payouts', { currency, amount: 1234500 }).amount

  test('have as many digits as Stripe says, which is not always what ISO 4217 says', () => {
    assert.equal(amount('usd'), '-12345.00')
    assert.equal(amount('jpy'), '-1234500')
    assert.equal(amount('kwd'), '-1234.500')
    assert.equal(amount('isk'), '-12345.00')
    assert.equal(amount('ugx'), '-12345.00')
    assert.equal(amount('mga'), '-1234500')
    assert.deepEqual(['HUF', 'TWD', 'BHD', 'XPF'].map(wireDigits), [2, 2, 3, 0])
  })

  test('are whole numbers of any size; a fraction of one is refused', () => {
    assert.equal(transaction('payouts', { amount: '90071992547409931234' }).amount, '-900719925474099312.34')
    assert.throws(() => mapAll('payouts', { amount: '12.5' }), /integer count of minor units/)
    assert.throws(() => mapAll('payouts', { currency: 'currency' }), /ISO 4217/)
  })
})

function transaction(stream: 'payouts' | 'balance_transactions', changes: Readonly<Record<string, unknown>>) {
  const record = mapOne(stream, changes)
  assert.ok(record.type === 'TRANSACTION')
  return record
}
