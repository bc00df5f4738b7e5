import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { codesOf, fixture, mapOne, mapped, SOURCE } from './mapping.ts'

describe('a Xero organisation', () => {
  const key = (part: string) => `organisation/1#${part}`

  test('tells the company, and a locked period for each of its lock dates', () => {
    const { records } = mapped('organisation', fixture('organisation'))
    const period = { type: 'ACCOUNTING_PERIOD', startsOn: null, locked: true }
    assert.deepEqual(records, [
      {
        type: 'COMPANY_PROFILE',
        key: key('company'),
        name: 'Harbour Print Ltd',
        legalName: 'Harbour Print Limited',
        country: 'GB',
        baseCurrency: 'GBP',
        taxNumber: 'GB 123 4567 89',
      },
      { ...period, key: key('period-lock'), name: 'Period lock', endsOn: '2025-12-31' },
      { ...period, key: key('year-end-lock'), name: 'End of year lock', endsOn: '2025-03-31' },
    ])
  })

  test('without lock dates has no locked period', () => {
    const open = fixture('organisation', { PeriodLockDate: undefined, EndOfYearLockDate: null })
    assert.deepEqual(
      mapped('organisation', open).records.map((it) => it.type),
      ['COMPANY_PROFILE'],
    )
  })
})

describe('a Xero account', () => {
  test('maps whole', () => {
    const { records, findings } = mapped('accounts', fixture('accounts'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'ACCOUNT',
        key: 'accounts/a0000000-0000-4000-8000-000000000090',
        name: 'Current account',
        code: '090',
        classification: 'ASSET',
        accountType: 'BANK',
        remoteType: 'BANK',
        status: 'ACTIVE',
        currency: 'GBP',
        parentKey: null,
        maskedNumber: '5678',
        institution: null,
        balanceCurrent: null,
        balanceAvailable: null,
        balanceLimit: null,
        balanceAsOf: null,
      },
    ])
  })

  const kind = (changes: object) => {
    const account = mapOne('accounts', { BankAccountType: '', ...changes })
    return [account['classification'], account['accountType']]
  }

  test('goes by its class first, then by its type', () => {
    assert.deepEqual(kind({ Type: 'CURRENT', Class: 'LIABILITY' }), ['LIABILITY', 'OTHER_CURRENT_ASSET'])
    assert.deepEqual(kind({ Type: 'SALES', Class: undefined }), ['INCOME', 'INCOME'])
    assert.deepEqual(kind({ Type: 'ODD', Class: 'REVENUE' }), ['INCOME', 'UNKNOWN'])
    assert.deepEqual(codesOf('accounts', { Type: 'ODD', Class: 'ODD' }), ['UNKNOWN_VALUE', 'UNKNOWN_VALUE'])
  })

  test('that is a card is a liability, though Xero calls it an asset', () => {
    assert.deepEqual(kind({ BankAccountType: 'CREDITCARD' }), ['LIABILITY', 'CREDIT_CARD'])
  })

  test('that Xero posts receivables or payables to says so', () => {
    assert.deepEqual(kind({ Type: 'CURRENT', SystemAccount: 'DEBTORS' }), ['ASSET', 'ACCOUNTS_RECEIVABLE'])
    const payable = { Type: 'CURRLIAB', Class: 'LIABILITY', SystemAccount: 'CREDITORS' }
    assert.deepEqual(kind(payable), ['LIABILITY', 'ACCOUNTS_PAYABLE'])
    const tax = { Type: 'CURRLIAB', Class: 'LIABILITY', SystemAccount: 'GST' }
    assert.deepEqual(kind(tax), ['LIABILITY', 'OTHER_CURRENT_LIABILITY'])
  })

  test('without a currency is in the base currency, unless it is a bank account, which names its own', () => {
    const currency = (Type: string, source = SOURCE) =>
      mapOne('accounts', { Type, CurrencyCode: '' }, source)['currency']
    assert.deepEqual([currency('CURRENT'), currency('BANK')], ['GBP', null])
    assert.equal(currency('CURRENT', { ...SOURCE, baseCurrency: null }), null)
  })
})

describe('a Xero contact', () => {
  test('maps whole', () => {
    const { records, findings } = mapped('contacts', fixture('contacts'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'CONTACT',
        key: 'contacts/c0000000-0000-4000-8000-000000000001',
        name: 'Quay Bindery',
        roles: ['CUSTOMER'],
        email: 'accounts@quay.example',
        phone: '44 0113 496 0101',
        taxNumber: 'GB 987 6543 21',
        currency: 'GBP',
        address: {
          lines: ['PO Box 7'],
          city: 'Leeds',
          region: 'West Yorkshire',
          postalCode: 'LS1 2AB',
          country: 'United Kingdom',
        },
        status: 'ACTIVE',
      },
    ])
  })

  test('that is archived, also by merging or on request, is no longer active', () => {
    const status = (ContactStatus: string) => mapOne('contacts', { ContactStatus })['status']
    assert.deepEqual(['ARCHIVED', 'GDPRREQUEST', 'ODD'].map(status), ['ARCHIVED', 'ARCHIVED', 'UNKNOWN'])
  })

  test('with nothing filled in has neither phone nor address', () => {
    const Addresses = [{ AddressType: 'POBOX', City: '' }, { AddressType: 'STREET' }]
    const Phones = [
      { PhoneType: 'DEFAULT', PhoneNumber: '' },
      { PhoneType: 'FAX', PhoneNumber: '1' },
    ]
    const contact = mapOne('contacts', { Addresses, Phones, IsCustomer: undefined, IsSupplier: null })
    assert.deepEqual([contact['phone'], contact['address'], contact['roles']], [null, null, []])
  })
})

describe('a Xero manual journal', () => {
  test('maps whole, without its blank lines', () => {
    const { records, findings } = mapped('manual_journals', fixture('manual_journals'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'JOURNAL_ENTRY',
        key: 'manual_journals/e0000000-0000-4000-8000-000000000001',
        number: null,
        memo: 'February depreciation',
        date: '2026-02-27',
        currency: 'GBP',
        exchangeRate: null,
        lines: [
          {
            accountKey: 'accounts/a0000000-0000-4000-8000-000000000416',
            description: 'Press',
            debit: '100.0',
            credit: null,
            contactKey: null,
            dimensions: [
              {
                valueKey:
                  'tracking_categories/70000000-0000-4000-8000-000000000001#71000000-0000-4000-8000-000000000001',
                name: 'North',
              },
            ],
          },
          {
            accountKey: 'accounts/a0000000-0000-4000-8000-000000000711',
            description: 'Press',
            debit: null,
            credit: '100.0',
            contactKey: null,
            dimensions: [],
          },
        ],
      },
    ])
  })

  test('posts the tax on top of its lines as lines of their own', () => {
    const JournalLines = [
      { LineAmount: 100, TaxAmount: 20 },
      { LineAmount: -120, TaxAmount: 0 },
    ]
    const sides = (LineAmountTypes: string) => {
      const lines = mapOne('manual_journals', { LineAmountTypes, JournalLines })['lines']
      return (lines as { debit: string | null; credit: string | null }[]).map((it) => [it.debit, it.credit])
    }
    const own = [
      ['100', null],
      [null, '120'],
    ]
    assert.deepEqual(sides('Exclusive'), [own[0], ['20', null], own[1]])
    assert.deepEqual(sides('Inclusive'), own)
  })

  test('that is not posted is no entry', () => {
    for (const Status of ['DRAFT', 'VOIDED', 'DELETED']) {
      assert.deepEqual(mapped('manual_journals', fixture('manual_journals', { Status })).records, [])
    }
    assert.deepEqual(codesOf('manual_journals', { Status: 'ODD' }), ['UNKNOWN_VALUE'])
  })
})

describe('a Xero tax rate', () => {
  test('maps whole, named by its type', () => {
    assert.deepEqual(mapped('tax_rates', fixture('tax_rates')).records, [
      {
        type: 'TAX_RATE',
        key: 'tax_rates/OUTPUT2',
        name: '20% (VAT on Income)',
        code: 'OUTPUT2',
        rate: '20.0',
        active: true,
      },
    ])
  })

  test('that is archived is not active', () => {
    const active = (Status: unknown) => mapOne('tax_rates', { Status })['active']
    assert.deepEqual(['ACTIVE', undefined, 'ARCHIVED', 'PENDING'].map(active), [true, true, false, false])
  })
})

describe('a Xero tracking category', () => {
  test('is a dimension, and its options are its values', () => {
    const id = 'tracking_categories/70000000-0000-4000-8000-000000000001'
    const value = { type: 'DIMENSION_VALUE', dimensionKey: id, code: null }
    assert.deepEqual(mapped('tracking_categories', fixture('tracking_categories')).records, [
      { type: 'DIMENSION', key: id, name: 'Region' },
      { ...value, key: `${id}#71000000-0000-4000-8000-000000000001`, name: 'North', active: true },
      { ...value, key: `${id}#71000000-0000-4000-8000-000000000002`, name: 'South', active: false },
    ])
  })

  test('that is archived has no active values', () => {
    const { records } = mapped('tracking_categories', fixture('tracking_categories', { Status: 'ARCHIVED' }))
    assert.ok(records.every((it) => it.type !== 'DIMENSION_VALUE' || !it.active))
  })
})
