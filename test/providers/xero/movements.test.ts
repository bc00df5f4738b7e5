import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { codesOf, fixture, mapOne, mapped, SOURCE } from './mapping.ts'

const unused = {
  postedAt: null,
  originalAmount: null,
  originalCurrency: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  runningBalance: null,
}

describe('a Xero bank transaction', () => {
  test('maps whole: money spent is below zero', () => {
    const { records, findings } = mapped('bank_transactions', fixture('bank_transactions'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'TRANSACTION',
        key: 'bank_transactions/b0000000-0000-4000-8000-000000000001',
        accountKey: 'accounts/a0000000-0000-4000-8000-000000000090',
        kind: 'PURCHASE',
        status: 'POSTED',
        date: '2026-03-03',
        currency: 'GBP',
        amount: '-11.5',
        description: 'Bank fee',
        counterparty: 'Harbour Bank',
        reference: 'Fee',
        paymentKey: null,
        ...unused,
      },
    ])
  })

  test('that brought an over- or prepayment names it', () => {
    const prepaid = mapOne('bank_transactions', { Type: 'RECEIVE-PREPAYMENT', PrepaymentID: 'p1' })
    assert.deepEqual(
      [prepaid['kind'], prepaid['amount'], prepaid['paymentKey']],
      ['PAYMENT', '11.5', 'prepayments/p1'],
    )
    const overpaid = mapOne('bank_transactions', { Type: 'SPEND-OVERPAYMENT', OverpaymentID: 'o1' })
    assert.deepEqual([overpaid['amount'], overpaid['paymentKey']], ['-11.5', 'overpayments/o1'])
  })

  test('that is a transfer’s side brings nothing: the transfer brings both', () => {
    for (const Type of ['SPEND-TRANSFER', 'RECEIVE-TRANSFER']) {
      assert.deepEqual(mapped('bank_transactions', fixture('bank_transactions', { Type })).records, [])
    }
  })

  test('of an unknown type has its direction by how that begins, or is refused', () => {
    assert.equal(mapOne('bank_transactions', { Type: 'RECEIVE-OTHER' })['amount'], '11.5')
    assert.deepEqual(codesOf('bank_transactions', { Type: 'RECEIVE-OTHER' }), ['UNKNOWN_VALUE'])
    assert.throws(() => mapOne('bank_transactions', { Type: 'MOVE' }), /says neither received nor spent/)
    assert.throws(() => mapOne('bank_transactions', { Type: null }), /Type: is missing/)
  })

  test('that is void stays, and without a day is refused', () => {
    assert.equal(mapOne('bank_transactions', { Status: 'VOIDED' })['status'], 'VOID')
    assert.equal(mapOne('bank_transactions', { Date: undefined })['date'], '2026-03-03')
    assert.throws(() => mapOne('bank_transactions', { Date: undefined, DateString: '' }), /Date: is missing/)
  })
})

describe('a Xero bank transfer', () => {
  const movements = (changes: object) =>
    mapped('bank_transfers', fixture('bank_transfers', { ...changes })).records.map((it) =>
      it.type === 'TRANSACTION' ? [it.amount, it.currency, it.status] : [],
    )

  test('moves two accounts', () => {
    const common = {
      type: 'TRANSACTION',
      kind: 'TRANSFER',
      status: 'POSTED',
      date: '2026-03-03',
      currency: 'GBP',
      description: '',
      counterparty: null,
      reference: 'Sub 098801',
      paymentKey: null,
      ...unused,
    }
    const { records, findings } = mapped('bank_transfers', fixture('bank_transfers'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        ...common,
        key: 'bank_transfers/d0000000-0000-4000-8000-000000000001#out',
        accountKey: 'accounts/a0000000-0000-4000-8000-000000000090',
        amount: '-20.0',
      },
      {
        ...common,
        key: 'bank_transfers/d0000000-0000-4000-8000-000000000001#in',
        accountKey: 'accounts/a0000000-0000-4000-8000-000000000091',
        amount: '20.0',
      },
    ])
  })

  test('is in the currency of its accounts', () => {
    const euro = { FromCurrencyCode: 'EUR', ToCurrencyCode: 'EUR', CurrencyRate: parseExactJson('1.25') }
    assert.deepEqual(movements(euro), [
      ['-20.0', 'EUR', 'POSTED'],
      ['20.0', 'EUR', 'POSTED'],
    ])
    assert.throws(
      () => movements({ CurrencyRate: parseExactJson('1.25') }),
      /has an exchange rate and names no currency/,
    )
    // Its accounts were read, and one of them told none.
    for (const ToCurrencyCode of ['EUR', null])
      assert.throws(() => movements({ FromCurrencyCode: null, ToCurrencyCode }), /is not told/)
    const unknown = { ...SOURCE, baseCurrency: null }
    assert.throws(() => mapped('bank_transfers', fixture('bank_transfers'), unknown), /--base-currency/)
  })

  test('between two currencies has the amounts of its two bank transactions, or is refused', () => {
    const between = { FromCurrencyCode: 'GBP', ToCurrencyCode: 'EUR' }
    const sides = {
      FromBankTransaction: { Total: 20, CurrencyCode: 'GBP' },
      ToBankTransaction: { Total: parseExactJson('23.10'), CurrencyCode: 'EUR' },
    }
    assert.deepEqual(movements({ ...between, ...sides }), [
      ['-20', 'GBP', 'POSTED'],
      ['23.10', 'EUR', 'POSTED'],
    ])
    assert.throws(() => movements(between), /between GBP and EUR, and its two bank transactions/)
  })

  test('without a status is from before transfers could be deleted', () => {
    assert.deepEqual(movements({ Status: undefined })[0]?.[2], 'POSTED')
    assert.deepEqual(movements({ Status: 'DELETED' })[0]?.[2], 'VOID')
  })
})
