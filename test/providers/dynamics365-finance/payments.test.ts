import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mapAll, mapOne, mapped, fixture, nothingOf } from './mapping.ts'

const movement = {
  type: 'TRANSACTION',
  accountKey: 'bank_accounts/LFDE OPER',
  kind: 'PAYMENT',
  status: 'POSTED',
  date: '2026-03-05',
  postedAt: null,
  currency: 'EUR',
  originalAmount: null,
  originalCurrency: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  runningBalance: null,
}

describe('a line of a payment journal', () => {
  test('is a customer’s payment, and money that came to the bank', () => {
    assert.deepEqual(mapAll('customer_payments'), [
      {
        type: 'PAYMENT',
        key: 'customer_payments/00412/1',
        direction: 'SALE',
        status: 'SUCCEEDED',
        contactKey: 'customers/DE-0058',
        accountKey: 'bank_accounts/LFDE OPER',
        paidOn: '2026-03-05',
        currency: 'EUR',
        amount: '200',
        fee: null,
        feeCurrency: null,
        exchangeRate: '1.00',
        reference: 'CT-881',
        method: 'SEPA',
        aliasKey: null,
        allocations: [],
      },
      {
        ...movement,
        key: 'customer_payments/00412/1#offset',
        amount: '200',
        description: 'March',
        counterparty: 'Atelier Nord',
        reference: 'CT-881',
        paymentKey: 'customer_payments/00412/1',
      },
    ])
  })

  test('is a payment to a vendor, and money that left the bank', () => {
    const [payment, moved] = mapAll('vendor_payments')
    assert.ok(payment?.type === 'PAYMENT')
    assert.deepEqual(
      [payment.key, payment.direction, payment.contactKey, payment.amount],
      ['vendor_payments/00500/1', 'PURCHASE', 'vendors/V-0002', '119'],
    )
    assert.deepEqual(moved, {
      ...movement,
      key: 'vendor_payments/00500/1#offset',
      amount: '-119',
      description: '',
      counterparty: 'Hafen Papier',
      reference: 'TR-17',
      paymentKey: 'vendor_payments/00500/1',
    })
  })

  test('that is not posted is a pending payment, and moves nothing', () => {
    const records = mapAll('customer_payments', { Header: { IsPosted: 'No' } })
    assert.deepEqual(
      records.map((it) => (it.type === 'PAYMENT' ? it.status : it.type)),
      ['PENDING'],
    )
  })

  test('by itself is a payment of unknown status, and says so', () => {
    for (const Header of [undefined, { IsPosted: null }]) {
      const { status, found } = mapOne('customer_payments', 'PAYMENT', { Header })
      assert.deepEqual([status, found], ['UNKNOWN', ['UNKNOWN_VALUE']])
    }
  })

  test('that does not tell whose account it is on may be the money’s side, and is no payment', () => {
    assert.deepEqual(nothingOf('customer_payments', { AccountType: undefined }), [
      'WARNING UNKNOWN_VALUE: Dynamics tells no AccountType.',
    ])
  })

  test('that debits the customer is a refund', () => {
    const records = mapAll('customer_payments', { DebitAmount: 30, CreditAmount: 0 })
    assert.deepEqual(
      records.map((it) => ('amount' in it ? it.amount : null)),
      ['-30', '-30'],
    )
  })

  test('for the bank’s side alone is no payment, only the movement', () => {
    const bank = {
      ...{ AccountType: 'Bank', AccountDisplayValue: 'LFDE OPER', DebitAmount: 200, CreditAmount: 0 },
      ...{ OffsetAccountType: 'Ledger', OffsetAccountDisplayValue: '' },
    }
    const records = mapAll('customer_payments', bank)
    assert.deepEqual(
      records.map((it) => [it.type, it.key, 'amount' in it && it.amount]),
      [['TRANSACTION', 'customer_payments/00412/1#account', '200']],
    )
  })

  test('over another company’s bank moves nothing of this one', () => {
    const records = mapAll('customer_payments', { OffsetCompany: 'LFUK' })
    assert.deepEqual(
      records.map((it) => [it.type, 'accountKey' in it && it.accountKey]),
      [['PAYMENT', null]],
    )
  })

  test('has a rate for one unit, where Dynamics tells that for a hundred', () => {
    const raw = fixture('customer_payments', { ExchangeRate: '108.5', CurrencyCode: 'USD' })
    const [payment] = mapped('customer_payments', raw).records
    assert.equal(payment?.type === 'PAYMENT' && payment.exchangeRate, '1.085')
  })

  test('needs an amount and a currency, and a header is no payment', () => {
    const amountless = { DebitAmount: null, CreditAmount: '' }
    assert.throws(() => mapOne('customer_payments', 'PAYMENT', amountless), /DebitAmount and CreditAmount/)
    // A zero alone says that the amount is in the other one, and that one is missing.
    const halves = [
      { DebitAmount: 0, CreditAmount: undefined },
      { DebitAmount: undefined, CreditAmount: 0 },
    ]
    for (const it of halves) {
      assert.throws(() => mapOne('customer_payments', 'PAYMENT', it), /Amount: missing.* no amount/)
    }
    assert.throws(
      () => mapOne('customer_payments', 'PAYMENT', { CurrencyCode: '' }),
      /CurrencyCode is missing/,
    )
    assert.deepEqual(nothingOf('vendor_payments', { LineNumber: undefined }), [
      'WARNING MISSING_REFERENCE: Journal 00500 has no payments here: its lines are missing.',
    ])
  })
})
