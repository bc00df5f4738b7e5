import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { codesOf, fixture, mapOne, mapped } from './mapping.ts'

const exact = (json: string) => parseExactJson(json)

describe('a Xero invoice', () => {
  test('maps whole', () => {
    const { records, findings } = mapped('invoices', fixture('invoices'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'INVOICE',
        key: 'invoices/10000000-0000-4000-8000-000000000207',
        direction: 'SALE',
        kind: 'INVOICE',
        number: 'INV-0207',
        reference: 'PO 9911',
        memo: null,
        contactKey: 'contacts/c0000000-0000-4000-8000-000000000001',
        status: 'OPEN',
        settlement: 'PARTIALLY_PAID',
        remoteStatus: 'AUTHORISED',
        issueDate: '2026-03-02',
        dueDate: '2026-04-01',
        currency: 'EUR',
        exchangeRate: '0.8',
        amountsIncludeTax: false,
        lines: [
          {
            position: 1,
            description: 'Workshop day',
            quantity: '2.0',
            unitPrice: '120.125',
            amount: '240.0',
            taxAmount: '48.0',
            discountAmount: '0.25',
            accountKey: 'accounts/a0000000-0000-4000-8000-000000000200',
            taxRateKey: 'tax_rates/OUTPUT2',
            dimensions: [
              {
                valueKey:
                  'tracking_categories/70000000-0000-4000-8000-000000000001#71000000-0000-4000-8000-000000000001',
                name: 'North',
              },
            ],
          },
          {
            position: 2,
            description: 'Travel',
            quantity: '1.0',
            unitPrice: '60.0',
            amount: '60.0',
            taxAmount: '12.0',
            discountAmount: null,
            accountKey: 'accounts/a0000000-0000-4000-8000-000000000200',
            taxRateKey: 'tax_rates/OUTPUT2',
            dimensions: [],
          },
          {
            position: 3,
            description: 'Thank you for your custom',
            quantity: null,
            unitPrice: null,
            amount: '0',
            taxAmount: null,
            discountAmount: null,
            accountKey: null,
            taxRateKey: null,
            dimensions: [],
          },
        ],
        subtotal: '300.0',
        discountTotal: '12.0',
        taxTotal: '60.0',
        total: '360.0',
        amountPaid: '200.0',
        amountDue: '145.2',
      },
    ])
  })

  test('of type ACCPAY is a purchase; a type that names neither side is refused', () => {
    assert.equal(mapOne('invoices', { Type: 'ACCPAY' })['direction'], 'PURCHASE')
    const other = () => mapOne('invoices', { Type: 'ACCOTHER' })
    assert.throws(other, /Type: “ACCOTHER” says neither that it is a sale nor a purchase/)
  })

  test('has a status and, by its amounts, a settlement', () => {
    const facts = (changes: object) => {
      const { status, settlement, remoteStatus } = mapOne('invoices', {
        AmountCredited: undefined,
        ...changes,
      })
      return [status, settlement, remoteStatus]
    }
    const unpaid = { AmountDue: 360, AmountPaid: 0 }
    assert.deepEqual(facts({ Status: 'DRAFT', ...unpaid }), ['DRAFT', 'UNPAID', 'DRAFT'])
    assert.deepEqual(facts({ Status: 'SUBMITTED', ...unpaid }), ['SUBMITTED', 'UNPAID', 'SUBMITTED'])
    assert.deepEqual(facts(unpaid), ['OPEN', 'UNPAID', 'AUTHORISED'])
    const paid = { Status: 'PAID', AmountDue: 0, AmountPaid: 360 }
    assert.deepEqual(facts(paid), ['OPEN', 'PAID', 'PAID'])
    // Credited in full, and so paid without money.
    assert.deepEqual(facts({ ...paid, AmountPaid: 0, AmountCredited: 360 }), ['OPEN', 'PAID', 'PAID'])
    const voided = { Status: 'VOIDED', AmountDue: 0, AmountPaid: 0 }
    assert.deepEqual(facts(voided), ['VOID', 'UNPAID', 'VOIDED'])
    assert.deepEqual(facts({ ...unpaid, Status: 'ARCHIVED' }), ['UNKNOWN', 'UNPAID', 'ARCHIVED'])
  })

  test('whose amounts contradict each other keeps them, and says so', () => {
    assert.deepEqual(codesOf('invoices', { Status: 'PAID' }), ['SETTLEMENT_CONTRADICTS_AMOUNTS'])
    assert.deepEqual(codesOf('invoices', { AmountDue: 140 }), ['SETTLEMENT_CONTRADICTS_AMOUNTS'])
    assert.deepEqual(codesOf('invoices', { AmountDue: 400, AmountCredited: null }), [
      'SETTLEMENT_CONTRADICTS_AMOUNTS',
    ])
    assert.deepEqual(codesOf('invoices', { TotalTax: 59 }), ['LINES_DO_NOT_SUM'])
    assert.deepEqual(codesOf('invoices', { Status: 'ODD' }), ['UNKNOWN_VALUE'])
    assert.deepEqual(codesOf('invoices', { LineAmountTypes: 'Odd' }), ['UNKNOWN_VALUE'])
    // Withheld from a British contractor: neither due nor paid.
    assert.deepEqual(codesOf('invoices', { AmountDue: exact('125.20'), CISDeduction: 20 }), [])
  })

  test('includes tax in its lines or not, as its LineAmountTypes says', () => {
    const includes = (LineAmountTypes: unknown) =>
      mapOne('invoices', { LineAmountTypes })['amountsIncludeTax']
    assert.deepEqual(['Inclusive', 'Exclusive', 'NoTax', null].map(includes), [true, false, false, null])
  })

  test('tells base units for one of its currency: the inverse of Xero’s rate', () => {
    const rate = (CurrencyRate: unknown, CurrencyCode = 'EUR') =>
      mapOne('invoices', { CurrencyRate, CurrencyCode })['exchangeRate']
    assert.equal(rate(exact('1.250000')), '0.8')
    // It has no end: twenty digits of it.
    assert.equal(rate(3), '0.33333333333333333333')
    assert.equal(rate(exact('1.1643')), '0.85888516705316499184')
    assert.deepEqual([rate(0), rate(null), rate(undefined)], [null, null, null])
    assert.deepEqual([rate(0, 'GBP'), rate(null, 'GBP'), rate(exact('1.000000'), 'GBP')], ['1', '1', '1'])
  })

  test('without a currency is refused, whatever its rate', () => {
    for (const CurrencyRate of [exact('1.25'), exact('1.0'), 0, null])
      assert.throws(() => mapOne('invoices', { CurrencyCode: '', CurrencyRate }), /CurrencyCode: is missing/)
  })

  test('keeps every digit, trailing zeros too', () => {
    const changes = { Total: exact('360.00'), SubTotal: exact('300.000'), TotalTax: '60.00' }
    const { total, subtotal, taxTotal } = mapOne('invoices', changes)
    assert.deepEqual([total, subtotal, taxTotal], ['360.00', '300.000', '60.00'])
    const long = exact('90071992547409931.25')
    assert.equal(mapOne('invoices', { AmountDue: long })['amountDue'], '90071992547409931.25')
  })

  test('gives its subtotal or its tax from the other', () => {
    assert.equal(mapOne('invoices', { SubTotal: undefined })['subtotal'], '300.0')
    assert.equal(mapOne('invoices', { TotalTax: undefined })['taxTotal'], '60.0')
    const neither = () => mapOne('invoices', { SubTotal: undefined, TotalTax: undefined })
    assert.throws(neither, /SubTotal and TotalTax: are missing/)
  })

  test('whose list left out its lines has none', () => {
    assert.deepEqual(mapOne('invoices', { LineItems: undefined })['lines'], [])
  })

  test('with a priced line that tells no amount is refused', () => {
    const line = { Description: 'Ink', UnitAmount: 5, Quantity: 2 }
    assert.throws(() => mapOne('invoices', { LineItems: [line] }), /Line 1: LineAmount is missing/)
  })
})

describe('a Xero credit note', () => {
  test('maps whole', () => {
    const { records, findings } = mapped('credit_notes', fixture('credit_notes'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'INVOICE',
        key: 'credit_notes/20000000-0000-4000-8000-000000000005',
        direction: 'PURCHASE',
        kind: 'CREDIT_NOTE',
        number: 'CN-0005',
        reference: null,
        memo: null,
        contactKey: 'contacts/c0000000-0000-4000-8000-000000000002',
        status: 'OPEN',
        settlement: 'PARTIALLY_PAID',
        remoteStatus: 'AUTHORISED',
        issueDate: '2026-03-05',
        dueDate: null,
        currency: 'GBP',
        exchangeRate: '1',
        amountsIncludeTax: true,
        lines: [
          {
            position: 1,
            description: 'Returned reams',
            quantity: '3.0',
            unitPrice: '11.5',
            amount: '34.5',
            taxAmount: '5.75',
            discountAmount: null,
            accountKey: 'accounts/a0000000-0000-4000-8000-000000000300',
            taxRateKey: 'tax_rates/INPUT2',
            dimensions: [],
          },
        ],
        subtotal: '28.75',
        discountTotal: null,
        taxTotal: '5.75',
        total: '34.5',
        amountPaid: '2.0',
        amountDue: '32.5',
      },
    ])
  })

  test('that is void was used for nothing', () => {
    const { status, settlement, amountPaid } = mapOne('credit_notes', {
      Status: 'VOIDED',
      RemainingCredit: 0,
    })
    assert.deepEqual([status, settlement, amountPaid], ['VOID', 'UNPAID', '0'])
  })
})
