import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stripe } from '../../../src/providers/stripe/index.ts'
import { mapAll, mapOne, SOURCE } from './mapping.ts'

describe('Stripe’s account, balances, customers and tax rates', () => {
  test('the account is the company’s profile', () => {
    assert.deepEqual(mapAll('account'), [
      {
        type: 'COMPANY_PROFILE',
        key: 'account/acct_harbor',
        name: 'Harbor Tools',
        legalName: 'Harbor Tools GmbH',
        country: 'DE',
        baseCurrency: 'EUR',
        taxNumber: null,
      },
    ])
    const { type, ...unnamed } = mapOne('account', { business_profile: null })
    assert.equal(type, 'COMPANY_PROFILE')
    assert.equal('name' in unnamed && unnamed.name, 'Harbor')
  })

  test('the balance is an account for each currency and each balance that is kept apart', () => {
    const account = {
      type: 'ACCOUNT',
      code: null,
      classification: 'ASSET',
      accountType: 'OTHER_CURRENT_ASSET',
      remoteType: 'payments',
      status: 'ACTIVE',
      parentKey: null,
      maskedNumber: null,
      institution: 'Stripe',
      balanceLimit: null,
      balanceAsOf: null,
    }
    assert.deepEqual(mapAll('balances'), [
      {
        ...account,
        key: 'balances/balance#eur',
        name: 'Stripe balance (EUR)',
        currency: 'EUR',
        balanceCurrent: '-2.50',
        balanceAvailable: '-2.50',
      },
      {
        ...account,
        key: 'balances/balance#jpy',
        name: 'Stripe balance (JPY)',
        currency: 'JPY',
        balanceCurrent: '900',
        balanceAvailable: '0',
      },
      {
        ...account,
        key: 'balances/balance#usd',
        name: 'Stripe balance (USD)',
        currency: 'USD',
        balanceCurrent: '1442.95',
        balanceAvailable: '1200.50',
      },
      {
        ...account,
        key: 'balances/balance#eur-issuing',
        name: 'Stripe Issuing balance (EUR)',
        remoteType: 'issuing',
        currency: 'EUR',
        balanceCurrent: '50.00',
        balanceAvailable: '50.00',
      },
    ])
  })

  test('a movement of a balance that is kept apart belongs to that balance', () => {
    const record = mapOne('balance_transactions', { balance_type: 'issuing', currency: 'eur' })
    assert.equal('accountKey' in record && record.accountKey, 'balances/balance#eur-issuing')
  })

  test('a customer is a contact', () => {
    assert.deepEqual(mapAll('customers'), [
      {
        type: 'CONTACT',
        key: 'customers/cus_quay',
        name: 'Quay & Sons',
        roles: ['CUSTOMER'],
        email: 'books@quay.example',
        phone: '+49 421 0000',
        taxNumber: 'DE999999999',
        currency: 'EUR',
        address: { lines: ['Kaje 7'], city: 'Bremen', region: null, postalCode: '28195', country: 'DE' },
        status: 'ACTIVE',
      },
    ])
  })

  test('a customer without a name is known by what there is', () => {
    const name = (changes: object) => {
      const record = mapOne('customers', { name: null, ...changes })
      assert.ok(record.type === 'CONTACT')
      return record.name
    }
    assert.equal(name({ business_name: 'Quay Ltd' }), 'Quay Ltd')
    assert.equal(name({}), 'books@quay.example')
    assert.equal(name({ email: '' }), 'Met at the fair')
    assert.equal(name({ email: null, description: null }), 'cus_quay')
  })

  test('an address of which nothing is filled in is none', () => {
    const record = mapOne('customers', { address: { city: null, line1: '' } })
    assert.ok(record.type === 'CONTACT')
    assert.equal(record.address, null)
  })

  test('a tax rate keeps every digit of its percentage', () => {
    const rate = { type: 'TAX_RATE', key: 'tax_rates/txr_sales', name: 'Sales tax', code: null, active: true }
    assert.deepEqual(mapAll('tax_rates'), [{ ...rate, rate: '8.875' }])
    assert.deepEqual(mapAll('tax_rates', { rate_type: 'flat_amount', percentage: 0 }), [
      { ...rate, rate: null },
    ])
  })

  test('records that have a page in the dashboard lead there', () => {
    const url = (stream: string, id: string) => stripe.remoteUrl(stream, id, SOURCE)
    assert.equal(url('invoices', 'in_1'), 'https://dashboard.stripe.com/acct_harbor/test/invoices/in_1')
    assert.equal(url('balance_transactions', 'txn_1'), undefined)
    const live = stripe.remoteUrl('charges', 'ch_1', { ...SOURCE, environment: 'PRODUCTION' })
    assert.equal(live, 'https://dashboard.stripe.com/acct_harbor/payments/ch_1')
  })
})
