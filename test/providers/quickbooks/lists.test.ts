import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapOne, mapped } from './mapping.ts'

describe('QuickBooks accounts', () => {
  test('keep their place in the chart, their type and their balance', () => {
    assert.deepEqual(mapped('accounts', fixture('accounts')), {
      records: [
        {
          type: 'ACCOUNT',
          key: 'accounts/84',
          name: 'Office Supplies',
          code: '6120',
          classification: 'EXPENSE',
          accountType: 'EXPENSE',
          remoteType: 'Expense',
          status: 'ACTIVE',
          currency: 'USD',
          parentKey: 'accounts/61',
          maskedNumber: null,
          institution: null,
          balanceCurrent: '1250.5',
          balanceAvailable: null,
          balanceLimit: null,
          balanceAsOf: null,
        },
      ],
      findings: [],
    })
  })

  test('keep the sign of their balance: what is owed is negative', () => {
    const payable = {
      AccountType: 'Accounts Payable',
      Classification: 'Liability',
      CurrentBalance: '-1602.67',
      CurrencyRef: undefined,
      Active: false,
    }
    const record = mapOne('accounts', payable)
    assert.deepEqual(
      record.type === 'ACCOUNT' && [
        record.accountType,
        record.balanceCurrent,
        record.currency,
        record.status,
      ],
      ['ACCOUNTS_PAYABLE', '-1602.67', null, 'ARCHIVED'],
    )
  })

  test('follow from their type where the class is absent, and are unknown where both are', () => {
    const bank = mapOne('accounts', { AccountType: 'Bank', Classification: undefined })
    assert.equal(bank.type === 'ACCOUNT' && bank.classification, 'ASSET')
    const { records, findings } = mapped(
      'accounts',
      fixture('accounts', { AccountType: 'Crypto', Classification: 'Vapour', Active: undefined }),
    )
    const [strange] = records
    assert.deepEqual(
      strange?.type === 'ACCOUNT' && [
        strange.accountType,
        strange.classification,
        strange.remoteType,
        strange.status,
      ],
      ['UNKNOWN', 'UNKNOWN', 'Crypto', 'UNKNOWN'],
    )
    assert.deepEqual(
      findings.map(({ path }) => path),
      [['AccountType'], ['Classification']],
    )
  })
})

describe('QuickBooks names', () => {
  test('a customer is a contact', () => {
    assert.deepEqual(mapOne('customers'), {
      type: 'CONTACT',
      key: 'customers/58',
      name: 'Northwind Studio',
      roles: ['CUSTOMER'],
      email: 'ap@northwind.example',
      phone: '(510) 555-0101',
      taxNumber: 'XXXXX6789',
      currency: 'USD',
      address: {
        lines: ['12 Pier Road'],
        city: 'Oakland',
        region: 'CA',
        postalCode: '94607',
        country: 'USA',
      },
      status: 'ACTIVE',
    })
  })

  test('a vendor is a contact', () => {
    assert.deepEqual(mapOne('vendors'), {
      type: 'CONTACT',
      key: 'vendors/71',
      name: 'Harbor Paper Co',
      roles: ['SUPPLIER'],
      email: 'billing@harborpaper.example',
      phone: '+31 10 555 01 02',
      taxNumber: 'XX-XXX1234',
      currency: 'EUR',
      address: {
        lines: ['4 Quay Street', 'Unit 9'],
        city: 'Rotterdam',
        region: 'ZH',
        postalCode: '3011 AA',
        country: 'Netherlands',
      },
      status: 'ACTIVE',
    })
  })

  test('an address with nothing in it is none, and an inactive name is archived', () => {
    const record = mapOne('customers', { BillAddr: { Id: '1', Line1: ' ', City: '' }, Active: 'false' })
    assert.deepEqual(record.type === 'CONTACT' && [record.address, record.status], [null, 'ARCHIVED'])
  })

  test('a contact without a name is refused', () => {
    assert.throws(() => mapOne('vendors', { DisplayName: '' }), /must not be empty/)
  })
})

describe('QuickBooks dimensions', () => {
  test('a class and a department are values of the dimensions that the preferences name', () => {
    assert.deepEqual(
      [mapOne('classes'), mapOne('departments')],
      [
        {
          type: 'DIMENSION_VALUE',
          key: 'classes/300000000000012345',
          dimensionKey: 'preferences/1#class',
          name: 'Training',
          code: null,
          active: true,
        },
        {
          type: 'DIMENSION_VALUE',
          key: 'departments/2',
          dimensionKey: 'preferences/1#department',
          name: 'Harbor store',
          code: null,
          active: false,
        },
      ],
    )
  })
})

describe('QuickBooks tax', () => {
  test('a rate has a percentage, a code has none of its own', () => {
    assert.deepEqual(
      [mapOne('tax_rates'), mapOne('tax_codes')],
      [
        {
          type: 'TAX_RATE',
          key: 'tax_rates/3',
          name: 'County sales tax',
          code: null,
          rate: '8.25',
          active: true,
        },
        { type: 'TAX_RATE', key: 'tax_codes/2', name: 'County', code: null, rate: null, active: true },
      ],
    )
  })

  test('a rate with a history is the one that lasts', () => {
    const history = [
      { RateValue: 7, EffectiveDate: '2020-01-01', EndDate: '2023-12-31' },
      { RateValue: 8, EffectiveDate: '2024-01-01' },
    ]
    const record = mapOne('tax_rates', { RateValue: undefined, EffectiveTaxRate: history, Active: undefined })
    assert.deepEqual(record.type === 'TAX_RATE' && [record.rate, record.active], ['8', false])
  })
})

describe('QuickBooks settings', () => {
  const company = { type: 'COMPANY_PROFILE', name: null, legalName: null, country: null, taxNumber: null }

  test('tell the home currency, up to when the books are closed, and by what they are sliced', () => {
    assert.deepEqual(mapped('preferences', fixture('preferences')).records, [
      { ...company, key: 'preferences/1#company', baseCurrency: 'USD' },
      {
        type: 'ACCOUNTING_PERIOD',
        key: 'preferences/1#closed',
        name: 'Closed books',
        startsOn: null,
        endsOn: '2025-12-31',
        locked: true,
      },
      { type: 'DIMENSION', key: 'preferences/1#class', name: 'Class' },
      { type: 'DIMENSION', key: 'preferences/1#department', name: 'Store' },
    ])
  })

  test('that say nothing close nothing and slice by nothing', () => {
    assert.deepEqual(mapped('preferences', { Id: '1' }).records, [
      { ...company, key: 'preferences/1#company', baseCurrency: null },
    ])
  })

  test('call departments locations unless the company has its own word', () => {
    const prefs = { TrackDepartments: true, DepartmentTerminology: '' }
    const records = mapped('preferences', { Id: '1', AccountingInfoPrefs: prefs }).records
    assert.deepEqual(records[1], { type: 'DIMENSION', key: 'preferences/1#department', name: 'Location' })
  })

  test('of the company fill its profile', () => {
    assert.deepEqual(mapOne('company_info'), {
      type: 'COMPANY_PROFILE',
      key: 'company_info/1',
      name: 'Tidewater Print',
      legalName: 'Tidewater Print LLC',
      country: 'US',
      baseCurrency: null,
      taxNumber: '12-3456789',
    })
  })
})
