import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hubspot } from '../../../src/providers/hubspot/index.ts'
import { fixture, mapOne, pick, row, SOURCE } from './mapping.ts'

describe('who HubSpot’s invoices are for', () => {
  test('a company', () => {
    assert.deepEqual(mapOne('companies', fixture('companies')), {
      type: 'CONTACT',
      key: 'companies/35000000101',
      name: 'Harborlight Studio',
      roles: ['CUSTOMER', 'SUPPLIER'],
      email: null,
      phone: '+1 503 555 0142',
      taxNumber: null,
      currency: null,
      address: {
        lines: ['12 Foundry Lane', 'Unit 4'],
        city: 'Portland',
        region: 'OR',
        postalCode: '97209',
        country: 'United States',
      },
      status: 'ACTIVE',
      found: [],
    })
  })

  test('a contact', () => {
    assert.deepEqual(mapOne('contacts', fixture('contacts')), {
      type: 'CONTACT',
      key: 'contacts/133000000201',
      name: 'Mara Quist',
      roles: ['CUSTOMER'],
      email: 'mara@harborlightstudio.example',
      phone: '+1 503 555 0177',
      taxNumber: null,
      currency: null,
      address: {
        lines: ['3 Alder Court'],
        city: 'Salem',
        region: 'OR',
        postalCode: '97301',
        country: 'United States',
      },
      status: 'ACTIVE',
      found: [],
    })
  })

  test('without a name, they are called by the next best thing', () => {
    const contact = (properties: object) => mapOne('contacts', row('contacts', { ...properties }))['name']
    assert.equal(contact({ firstname: '' }), 'Quist')
    assert.equal(contact({ firstname: null, lastname: null }), 'mara@harborlightstudio.example')
    assert.equal(contact({ firstname: '', lastname: ' ', email: '' }), 'Harborlight Studio')
    assert.equal(contact({ firstname: null, lastname: null, email: null, company: null }), '133000000201')
    const company = (properties: object) => mapOne('companies', row('companies', { ...properties }))['name']
    assert.equal(company({ name: null }), 'harborlightstudio.example')
    assert.equal(company({ name: null, domain: null }), '35000000101')
  })

  test('a word of the account’s own for their stage is no role, and no address is none', () => {
    const stage = { lifecyclestage: '48215001', type: 'PROSPECT' }
    assert.deepEqual(pick(mapOne('companies', row('companies', stage)), 'roles', 'found'), [[], []])
    const nowhere = { address: '', address2: null, city: null, state: '', zip: null, country: null }
    assert.equal(mapOne('contacts', row('contacts', nowhere))['address'], null)
  })
})

describe('the account and its tax rates', () => {
  test('the account tells the currency of its books', () => {
    assert.deepEqual(mapOne('account', fixture('account')), {
      type: 'COMPANY_PROFILE',
      key: 'account/48213377',
      name: null,
      legalName: null,
      country: null,
      baseCurrency: 'USD',
      taxNumber: null,
      found: [],
    })
  })

  test('a tax rate', () => {
    assert.deepEqual(mapOne('tax_rates', fixture('tax_rates')), {
      type: 'TAX_RATE',
      key: 'tax_rates/15970230',
      name: 'City tax',
      code: 'or-city-tax',
      rate: '8.875',
      active: true,
      found: [],
    })
  })
})

describe('addresses in HubSpot’s web application', () => {
  test('lead to records of the account', () => {
    const url = (stream: string) => hubspot.remoteUrl(stream, '17', SOURCE)
    const base = 'https://app.hubspot.com/contacts/48213377/record'
    assert.equal(url('invoices'), `${base}/0-53/17`)
    assert.equal(url('contacts'), `${base}/0-1/17`)
    assert.equal(url('companies'), `${base}/0-2/17`)
    assert.equal(url('commerce_payments'), `${base}/0-101/17`)
    assert.equal(url('tax_rates'), undefined)
  })
})
