import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapOne, pick, row, SOURCE } from './mapping.ts'

const payment = (properties: object = {}, beside: object = {}, source = SOURCE) =>
  mapOne('commerce_payments', row('commerce_payments', { ...properties }, { ...beside }), source)

describe('a commerce payment', () => {
  test('is mapped with the invoice that it pays', () => {
    assert.deepEqual(mapOne('commerce_payments', fixture('commerce_payments')), {
      type: 'PAYMENT',
      key: 'commerce_payments/383000000501',
      direction: 'SALE',
      status: 'SUCCEEDED',
      contactKey: 'companies/35000000101',
      accountKey: null,
      paidOn: '2026-01-15',
      currency: 'USD',
      amount: '187.10',
      fee: '5.73',
      feeCurrency: 'USD',
      exchangeRate: '1',
      reference: 'R-20931',
      method: 'card',
      aliasKey: null,
      allocations: [{ invoiceKey: 'invoices/445000000301', amount: '187.10', currency: 'USD' }],
      found: [],
    })
  })

  test('has a status for each of HubSpot’s words', () => {
    const statuses = Object.entries({
      processing: 'PENDING',
      succeeded: 'SUCCEEDED',
      failed: 'FAILED',
      partially_refunded: 'PARTIALLY_REFUNDED',
      refunded: 'REFUNDED',
      processing_refund: 'SUCCEEDED',
      disputed_won: 'SUCCEEDED',
      disputed_lost: 'DISPUTED',
      disputed_action_required: 'DISPUTED',
      disputed_awaiting_decision: 'DISPUTED',
    })
    for (const [word, status] of statuses) {
      assert.deepEqual(pick(payment({ hs_latest_status: word }), 'status', 'found'), [status, []], word)
    }
    const unknown = payment({ hs_latest_status: 'under_review' })
    assert.deepEqual(pick(unknown, 'status', 'paidOn', 'allocations', 'found'), [
      'UNKNOWN',
      null,
      [],
      ['UNKNOWN_VALUE'],
    ])
  })

  test('of which a part was paid back stays so while more is asked for', () => {
    const again = { hs_latest_status: 'processing_refund', hs_refunds_amount: '20' }
    assert.deepEqual(pick(payment(again), 'status', 'amount'), ['PARTIALLY_REFUNDED', '187.10'])
    const over = payment({ hs_latest_status: 'refunded', hs_refunds_amount: '187.11' })
    assert.deepEqual(over['found'], ['SETTLEMENT_CONTRADICTS_AMOUNTS'])
  })

  test('that has not come, or never will, pays nothing', () => {
    for (const hs_latest_status of ['processing', 'failed']) {
      assert.deepEqual(pick(payment({ hs_latest_status }), 'paidOn', 'allocations'), [null, []])
    }
  })

  test('of several invoices is not divided by guess', () => {
    const several = payment({}, { invoice_ids: ['1', '2'] })
    assert.deepEqual(pick(several, 'allocations', 'found'), [
      [{ invoiceKey: null, amount: '187.10', currency: 'USD' }],
      ['MISSING_REFERENCE'],
    ])
    const none = { invoice_ids: undefined, company_ids: undefined, contact_ids: undefined }
    assert.deepEqual(pick(payment({}, none), 'contactKey', 'allocations'), [null, []])
    const invoices = { results: [{ id: 8 }, { id: '8' }] }
    const contacts = { results: [{ id: '3', type: 'commerce_payment_to_contact' }] }
    const told = payment({}, { ...none, associations: { invoices, contacts } })
    assert.deepEqual(pick(told, 'contactKey', 'allocations'), [
      'contacts/3',
      [{ invoiceKey: 'invoices/8', amount: '187.10', currency: 'USD' }],
    ])
  })

  test('has the fee in the currency in which it is told', () => {
    const settled = {
      ...{ hs_currency_code: 'EUR', hs_fees_amount: null, hs_settlement_currency_code: 'USD' },
      ...{ hs_fees_amount_in_settlement_currency: '6.1' },
    }
    const names = ['currency', 'fee', 'feeCurrency']
    assert.deepEqual(pick(payment(settled), ...names), ['EUR', '6.1', 'USD'])
    const untold = { ...settled, hs_fees_amount_in_settlement_currency: '' }
    assert.deepEqual(pick(payment(untold), ...names), ['EUR', null, null])
  })

  test('that names no currency is in the account’s if HubSpot tells the same amount in it', () => {
    const inPortal = (amount: string, rate: string) =>
      payment({
        ...{ hs_currency_code: '', hs_initial_amount_in_portal_currency: amount },
        hs_presentment_to_portal_currency_dated_exchange_rate: rate,
      })
    assert.deepEqual(pick(inPortal('187.1', '1.0'), 'currency', 'feeCurrency'), ['USD', 'USD'])
    assert.throws(() => inPortal('136.58', '0.73'), /hs_currency_code: is missing/)
    assert.throws(() => inPortal('', '1'), /hs_currency_code: is missing/)
    assert.throws(() => inPortal('187.10', ''), /hs_currency_code: is missing/)
  })

  test('is refused without its amount, and without any currency', () => {
    assert.throws(() => payment({ hs_initial_amount: undefined }), /is missing/)
    assert.throws(() => payment({ hs_initial_amount: null }), /must be a decimal number/)
    assert.throws(() => payment({ hs_currency_code: undefined }), /hs_currency_code: is missing/)
    const told = { hs_currency_code: null, hs_initial_amount_in_portal_currency: '187.10' }
    assert.throws(() => payment(told, {}, { ...SOURCE, baseCurrency: null }), /hs_currency_code: is missing/)
  })
})
