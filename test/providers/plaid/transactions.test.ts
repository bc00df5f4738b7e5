import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { fixture, mapOne, mapped } from './mapping.ts'

const transaction = (changes: Readonly<Record<string, unknown>> = {}) => {
  const record = mapOne('transactions', changes)
  assert.ok(record.type === 'TRANSACTION')
  return record
}

const category = (primary: string, detailed: string | null = null) => ({
  personal_finance_category: { primary, detailed },
})

describe('a transaction of Plaid’s', () => {
  test('is a movement, out negative, that names the pending one that it was', () => {
    const { records, findings } = mapped('transactions', fixture('transactions'))
    assert.deepEqual(records, [
      {
        type: 'TRANSACTION',
        key: 'transactions/txn-posted',
        accountKey: 'accounts/acc-operating',
        kind: 'PURCHASE',
        status: 'POSTED',
        date: '2026-03-04',
        postedAt: '2026-03-04T16:01:01Z',
        currency: 'USD',
        amount: '-84.25',
        originalAmount: null,
        originalCurrency: null,
        description: 'POS DEBIT 0302 QUAYSIDE PAPER CO PORTLAND ME',
        counterparty: 'Quayside Paper',
        reference: '3300714',
        categoryCode: 'GENERAL_MERCHANDISE_OFFICE_SUPPLIES',
        categoryName: 'General merchandise: office supplies',
        categoryOrigin: 'PROVIDER',
        categoryConfidence: null,
        pendingKey: 'transactions/txn-pending',
        paymentKey: null,
        runningBalance: null,
      },
    ])
    assert.deepEqual(findings, [])
  })

  test('that comes in is positive, and keeps every digit', () => {
    const amount = (json: string) => transaction({ amount: parseExactJson(json) }).amount
    assert.equal(amount('-2307.21'), '2307.21')
    assert.equal(amount('-23631.9805'), '23631.9805')
    assert.equal(amount('90071992547409931.10'), '-90071992547409931.10')
    assert.equal(amount('"12.5"'), '-12.5')
    assert.equal(amount('0'), '0')
  })

  test('that is pending has no instant of posting, and was nothing before', () => {
    const { status, postedAt, pendingKey } = transaction({ pending: true, pending_transaction_id: 'txn-1' })
    assert.deepEqual([status, postedAt, pendingKey], ['PENDING', null, null])
  })

  test('that does not tell whether it is pending, or its account, says so', () => {
    const { status, found } = transaction({ pending: undefined })
    assert.deepEqual([status, found], ['UNKNOWN', ['UNKNOWN_VALUE']])
    const { accountKey, found: of } = transaction({ account_id: null })
    assert.deepEqual([accountKey, of], [null, ['UNKNOWN_VALUE']])
  })

  test('has no time of day where midnight stands in for it', () => {
    const times = ['2026-03-04T00:00:00Z', '2026-03-04T00:00:00-05:00', '2026-03-04', null, ''].map(
      (datetime) => transaction({ datetime }).postedAt,
    )
    assert.deepEqual(times, [null, null, null, null, null])
    assert.equal(transaction({ datetime: '2026-03-04T00:00:01Z' }).postedAt, '2026-03-04T00:00:01Z')
  })

  test('is described by the bank’s own words, else by Plaid’s', () => {
    assert.equal(transaction({ original_description: null }).description, 'QUAYSIDE PAPER')
    assert.equal(transaction({ original_description: '', name: ' ' }).description, 'Quayside Paper')
  })

  test('is with the merchant, else with the other side of the transfer', () => {
    const nobody = { merchant_name: null, counterparties: null }
    const wire = { payment_meta: { payer: 'Larch Ltd', payee: 'Oak Ltd', by_order_of: 'Elm Ltd' } }
    assert.equal(transaction({ merchant_name: null }).counterparty, 'Quayside Paper Co')
    assert.equal(transaction({ ...nobody, ...wire, amount: 5 }).counterparty, 'Oak Ltd')
    assert.equal(transaction({ ...nobody, ...wire, amount: -5 }).counterparty, 'Larch Ltd')
    assert.equal(
      transaction({ ...nobody, payment_meta: { by_order_of: 'Elm Ltd' }, amount: -5 }).counterparty,
      'Elm Ltd',
    )
    assert.equal(transaction(nobody).counterparty, null)
  })

  test('has the number of its cheque for a reference, and is a cheque', () => {
    const { kind, reference } = transaction({ check_number: '1044', payment_meta: null })
    assert.deepEqual([kind, reference], ['CHEQUE', '1044'])
  })

  test('is of the kind that the bank says, else of its category, else of where it was paid', () => {
    const kind = (changes: Readonly<Record<string, unknown>>) => transaction(changes).kind
    const nothing = { personal_finance_category: null, payment_channel: 'other' }
    assert.equal(kind({ transaction_code: 'direct debit' }), 'DIRECT_DEBIT')
    assert.equal(kind({ transaction_code: 'standing order' }), 'STANDING_ORDER')
    assert.equal(kind({ transaction_code: 'bank charge' }), 'FEE')
    assert.equal(kind(category('TRANSFER_IN', 'TRANSFER_IN_ACCOUNT_TRANSFER')), 'TRANSFER')
    assert.equal(kind(category('TRANSFER_OUT', 'TRANSFER_OUT_WITHDRAWAL')), 'CASH')
    assert.equal(kind(category('LOAN_PAYMENTS')), 'PAYMENT')
    assert.equal(kind(category('INCOME', 'INCOME_WAGES')), 'PAYMENT')
    assert.equal(kind(category('INCOME', 'INCOME_INTEREST_EARNED')), 'INTEREST')
    assert.equal(kind(category('BANK_FEES', 'BANK_FEES_ATM_FEES')), 'FEE')
    assert.equal(kind({ ...category('GENERAL_MERCHANDISE'), amount: -20 }), 'OTHER')
    assert.equal(kind({ ...category('BRAND_NEW'), payment_channel: 'online' }), 'PURCHASE')
    assert.equal(kind({ ...nothing, payment_channel: 'online', amount: -20 }), 'OTHER')
    assert.equal(kind(nothing), 'OTHER')
  })

  test('of a kind that nobody knew is UNKNOWN, and the bank’s word is kept in the finding', () => {
    const { records, findings } = mapped(
      'transactions',
      fixture('transactions', { transaction_code: 'barter' }),
    )
    assert.ok(records[0]?.type === 'TRANSACTION')
    assert.equal(records[0].kind, 'UNKNOWN')
    assert.deepEqual(
      findings.map((it) => it.message),
      ['Plaid\'s transaction_code "barter" is not known here.'],
    )
  })

  test('of older days has the older category', () => {
    const older = { personal_finance_category: null, category: ['Food and Drink', 'Restaurants'] }
    const { categoryCode, categoryName } = transaction({ ...older, category_id: '13005000' })
    assert.deepEqual([categoryCode, categoryName], ['13005000', 'Food and Drink: Restaurants'])
    const none = transaction({ ...older, category_id: null })
    assert.deepEqual([none.categoryCode, none.categoryOrigin], [null, null])
    assert.equal(transaction(category('TRAVEL')).categoryName, 'Travel')
  })

  test('that tells no currency, or one that is none, is refused with a sentence', () => {
    const reason = (iso: string | null, unofficial: string | null) => () =>
      mapOne('transactions', { iso_currency_code: iso, unofficial_currency_code: unofficial })
    assert.throws(reason(null, 'BTC'), /The amount is in "BTC", which is no ISO 4217 currency\./)
    assert.throws(reason(null, null), /The amount is without a currency\./)
    assert.equal(transaction({ iso_currency_code: 'gbp' }).currency, 'GBP')
  })
})
