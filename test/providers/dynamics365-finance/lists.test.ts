import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapAll, mapOne, nothingOf, mapped } from './mapping.ts'

describe('the legal entity', () => {
  test('is the company’s profile, with the currency of its ledger', () => {
    assert.deepEqual(mapAll('legal_entities'), [
      {
        type: 'COMPANY_PROFILE',
        key: 'legal_entities/lfde',
        name: 'Larkfield Works Europe',
        legalName: 'Larkfield Works Europe',
        country: 'DE',
        baseCurrency: 'EUR',
        taxNumber: 'DE811000000',
      },
    ])
  })

  test('without its ledger says that the currency is not known', () => {
    const { baseCurrency, found } = mapOne('legal_entities', 'COMPANY_PROFILE', { Ledger: undefined })
    assert.deepEqual([baseCurrency, found], [null, ['MISSING_REFERENCE']])
  })
})

describe('a main account', () => {
  test('maps', () => {
    assert.deepEqual(mapAll('main_accounts'), [
      {
        type: 'ACCOUNT',
        key: 'main_accounts/618100',
        name: 'Office supplies',
        code: '618100',
        classification: 'EXPENSE',
        accountType: 'EXPENSE',
        remoteType: 'Expense',
        status: 'ACTIVE',
        currency: null,
        parentKey: 'main_accounts/618000',
        maskedNumber: null,
        institution: null,
        balanceCurrent: null,
        balanceAvailable: null,
        balanceLimit: null,
        balanceAsOf: null,
      },
    ])
  })

  const kinds: readonly [Record<string, string>, string, string][] = [
    [{ MainAccountType: 'Asset', MainAccountCategory: 'AR' }, 'ASSET', 'ACCOUNTS_RECEIVABLE'],
    [{ MainAccountType: 'Liability', MainAccountCategory: 'AP' }, 'LIABILITY', 'ACCOUNTS_PAYABLE'],
    // The category contradicts the type, which is Dynamics' own word.
    [{ MainAccountType: 'Equity', MainAccountCategory: 'AP' }, 'EQUITY', 'EQUITY'],
    [{ MainAccountType: 'Revenue' }, 'INCOME', 'INCOME'],
    [{ MainAccountType: 'BalanceSheet', MainAccountCategory: 'PPE' }, 'ASSET', 'FIXED_ASSET'],
    [{ MainAccountType: 'BalanceSheet', DebitCreditDefault: 'Debit' }, 'ASSET', 'OTHER_ASSET'],
    [{ MainAccountType: 'BalanceSheet', DebitCreditDefault: 'Credit' }, 'UNKNOWN', 'UNKNOWN'],
    [{ MainAccountType: 'ProfitAndLoss', DebitCreditDefault: 'Credit' }, 'INCOME', 'INCOME'],
    [{ MainAccountType: 'ProfitAndLoss', DebitCreditDefault: 'None' }, 'UNKNOWN', 'UNKNOWN'],
    [{ MainAccountType: 'Total' }, 'NON_POSTING', 'NON_POSTING'],
  ]
  for (const [words, classification, accountType] of kinds) {
    test(`of ${Object.values(words).join(', ')} is ${accountType}`, () => {
      const account = mapOne('main_accounts', 'ACCOUNT', words)
      assert.deepEqual(
        [account.classification, account.accountType, account.found],
        [classification, accountType, []],
      )
    })
  }

  test('of a type that nobody knew says so', () => {
    const { accountType, found } = mapOne('main_accounts', 'ACCOUNT', { MainAccountType: 'Statistical' })
    assert.deepEqual([accountType, found], ['UNKNOWN', ['UNKNOWN_VALUE']])
  })
})

test('a bank account is an account of type BANK without a balance, and only its last digits are kept', () => {
  const account = mapOne('bank_accounts', 'ACCOUNT')
  assert.deepEqual(account, {
    type: 'ACCOUNT',
    key: 'bank_accounts/LFDE OPER',
    name: 'Operating account',
    code: 'LFDE OPER',
    classification: 'ASSET',
    accountType: 'BANK',
    remoteType: null,
    status: 'ACTIVE',
    currency: 'EUR',
    parentKey: null,
    maskedNumber: '2051',
    institution: null,
    balanceCurrent: null,
    balanceAvailable: null,
    balanceLimit: null,
    balanceAsOf: null,
    found: [],
  })
})

test('a dimension and its value map to keys that lines name', () => {
  assert.deepEqual(mapAll('dimensions'), [
    {
      type: 'DIMENSION_VALUE',
      key: 'dimensions/Department/001',
      dimensionKey: 'dimensions/Department',
      name: 'Workshops',
      code: '001',
      active: true,
    },
  ])
  assert.deepEqual(mapped('dimensions', { DimensionName: 'Department' }).records, [
    { type: 'DIMENSION', key: 'dimensions/Department', name: 'Department' },
  ])
})

test('a tax code maps without its percentage', () => {
  assert.deepEqual(mapAll('tax_codes'), [
    {
      type: 'TAX_RATE',
      key: 'tax_codes/VAT19',
      name: 'Value added tax 19 %',
      code: 'VAT19',
      rate: null,
      active: true,
    },
  ])
})

describe('a fiscal period', () => {
  test('is locked unless its ledger has it open', () => {
    assert.deepEqual(mapAll('fiscal_periods'), [
      {
        type: 'ACCOUNTING_PERIOD',
        key: 'fiscal_periods/Fiscal/2026/Period 3/2026-03-01',
        name: '2026 Period 3',
        startsOn: '2026-03-01',
        endsOn: '2026-03-31',
        locked: true,
      },
    ])
    for (const [PeriodStatus, locked] of [
      ['Open', false],
      ['Closed', true],
    ] as const) {
      const period = mapOne('fiscal_periods', 'ACCOUNTING_PERIOD', { LedgerPeriod: { PeriodStatus } })
      assert.equal(period.locked, locked)
    }
  })

  test('of which no ledger tells the status is none, and says so', () => {
    assert.deepEqual(nothingOf('fiscal_periods', { LedgerPeriod: undefined }), [
      'WARNING MISSING_REFERENCE: Whether Period 3 of 2026 is open is not known: that is in LedgerFiscalPeriodsV2.',
    ])
    assert.deepEqual(nothingOf('fiscal_periods', { LedgerPeriod: { PeriodStatus: 'Frozen' } }), [
      'WARNING UNKNOWN_VALUE: Dynamics’ PeriodStatus “Frozen” is not known here.',
    ])
  })

  test('for closing balances is none: its days are in another one', () => {
    assert.deepEqual(nothingOf('fiscal_periods', { Type: 'Closing' }), [])
  })
})

describe('customers and vendors', () => {
  test('are contacts in their roles', () => {
    assert.deepEqual(mapAll('customers'), [
      {
        type: 'CONTACT',
        key: 'customers/DE-0058',
        name: 'Atelier Nord',
        roles: ['CUSTOMER'],
        email: 'buchhaltung@ateliernord.example',
        phone: '+49 30 5550101',
        taxNumber: 'DE129999999',
        currency: 'EUR',
        address: {
          lines: ['Hafenstraße 12', 'Hinterhaus'],
          city: 'Berlin',
          region: 'BE',
          postalCode: '10115',
          country: 'DE',
        },
        status: 'ACTIVE',
      },
    ])
    const vendor = mapOne('vendors', 'CONTACT')
    assert.deepEqual(
      [vendor.key, vendor.name, vendor.roles, vendor.address?.region],
      ['vendors/V-0002', 'Hafen Papier', ['SUPPLIER'], 'HH'],
    )
  })

  test('that are persons have the person’s name, and without any name their account', () => {
    const person = { OrganizationName: '', PersonFirstName: 'Ada', PersonLastName: 'Brandt' }
    assert.equal(mapOne('customers', 'CONTACT', person).name, 'Ada Brandt')
    const { name: whole } = mapOne('customers', 'CONTACT', { ...person, PersonMiddleName: 'Maria' })
    assert.equal(whole, 'Ada Maria Brandt')
    const nameless = { OrganizationName: null, NameAlias: '', AddressStreet: '' }
    const { name, address } = mapOne('customers', 'CONTACT', nameless)
    assert.deepEqual([name, address?.lines], ['DE-0058', []])
  })

  test('without an account are refused', () => {
    const { CustomerAccount: _, ...rest } = fixture('customers')
    assert.throws(() => mapped('customers', rest), /CustomerAccount/)
  })
})
