import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { fixture, mapOne, mapped, SOURCE } from './mapping.ts'

const line = {
  description: null,
  quantity: null,
  unitPrice: null,
  taxAmount: null,
  discountAmount: null,
  accountKey: null,
  taxRateKey: null,
  dimensions: [],
}

describe('the state of a QuickBooks document', () => {
  const facts = (changes: Readonly<Record<string, unknown>>) => {
    const record = mapOne('invoices', { Line: [], TxnTaxDetail: undefined, ...changes })
    assert.equal(record.type, 'INVOICE')
    const { status, settlement, amountPaid } = record
    return { status, settlement, amountPaid }
  }

  test('is void when its note says so and nothing is left of its total', () => {
    const voided = { PrivateNote: 'Voided - duplicate', TotalAmt: 0, Balance: 0 }
    assert.deepEqual(facts(voided), { status: 'VOID', settlement: 'UNPAID', amountPaid: '0' })
  })

  test('is not void because of a note alone', () => {
    const open = { PrivateNote: 'Voided check replaced', TotalAmt: 10, Balance: 10 }
    assert.deepEqual(facts(open), { status: 'OPEN', settlement: 'UNPAID', amountPaid: '0' })
  })

  test('is void when the status says so', () => {
    assert.equal(facts({ status: 'Voided', TotalAmt: 0, Balance: 0 }).status, 'VOID')
  })

  test('is paid when nothing is open, also when nothing was to pay', () => {
    assert.deepEqual(facts({ TotalAmt: '12.50', Balance: 0 }), {
      status: 'OPEN',
      settlement: 'PAID',
      amountPaid: '12.50',
    })
    assert.equal(facts({ TotalAmt: 0, Balance: 0 }).settlement, 'PAID')
  })

  test('is unknown when more is open than was billed', () => {
    assert.equal(facts({ TotalAmt: 10, Balance: 11 }).settlement, 'UNKNOWN')
    assert.equal(facts({ TotalAmt: 10, Balance: -1 }).settlement, 'UNKNOWN')
  })
})

describe('tax on a QuickBooks document', () => {
  const inclusive = (details: unknown[]) => ({
    GlobalTaxCalculation: 'TaxInclusive',
    TotalAmt: 120,
    Balance: 120,
    TxnTaxDetail: { TotalTax: 20 },
    Line: details.map((detail) => ({
      Amount: 50,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: detail,
    })),
  })

  test('is in the lines when each of them tells its amount with tax', () => {
    const record = mapOne('invoices', inclusive([{ TaxInclusiveAmt: 60 }, { TaxInclusiveAmt: '60.00' }]))
    assert.equal(record.type, 'INVOICE')
    assert.equal(record.amountsIncludeTax, true)
    assert.deepEqual(
      record.lines.map(({ amount }) => amount),
      ['60', '60.00'],
    )
    assert.equal(record.subtotal, '100')
  })

  test('is not in the lines when one of them does not', () => {
    const record = mapOne('invoices', inclusive([{ TaxInclusiveAmt: 60 }, {}]))
    assert.equal(record.type, 'INVOICE')
    assert.equal(record.amountsIncludeTax, false)
    assert.equal(record.subtotal, '100')
  })

  test('is the sum of the tax lines where no total is given', () => {
    const record = mapOne('invoices', { TxnTaxDetail: { TaxLine: [{ Amount: 1 }, { Amount: '2.50' }] } })
    assert.equal(record.type, 'INVOICE')
    assert.equal(record.taxTotal, '3.50')
  })

  test('is none without a tax detail, unless a line or a tax line says otherwise', () => {
    const untold = /TotalTax is missing, so that the document’s tax is not known/
    for (const TxnTaxDetail of [undefined, {}]) {
      const record = mapOne('invoices', { TxnTaxDetail })
      assert.equal(record.type === 'INVOICE' && record.taxTotal, '0')
      const taxed = { ...inclusive([{ TaxInclusiveAmt: 60 }, { TaxInclusiveAmt: 60 }]), TxnTaxDetail }
      assert.throws(() => mapOne('invoices', taxed), untold)
    }
    const amountless = { TxnTaxDetail: { TaxLine: [{ Amount: 1 }, {}] } }
    assert.throws(() => mapOne('invoices', amountless), untold)
  })

  test('of an unknown kind leaves open whether the lines contain it', () => {
    const { records, findings } = mapped('invoices', fixture('invoices', { GlobalTaxCalculation: 'Mixed' }))
    assert.equal(records[0]?.type === 'INVOICE' && records[0].amountsIncludeTax, null)
    assert.deepEqual(findings, [
      {
        code: 'UNKNOWN_VALUE',
        severity: 'WARNING',
        message: 'QuickBooks says “Mixed”, which Daybook does not know.',
        path: ['GlobalTaxCalculation'],
      },
    ])
  })
})

test('a subtotal follows from the total, so that lines which do not add up to it show', () => {
  const record = mapOne('invoices', { TotalAmt: '500.00', Balance: '500.00' })
  assert.equal(record.type === 'INVOICE' && record.subtotal, '490.20')
})

describe('worse than documented', () => {
  test('nulls, empty strings, numbers as text and unknown fields are read for what they are', () => {
    const sent = `{
      "Id": 7, "TotalAmt": "1204.50", "Balance": 1204.50, "DocNumber": "", "PrivateNote": null, "TxnDate": "2026-03-01-08:00",
      "CurrencyRef": {"value": ""}, "CustomerRef": {}, "MetaData": null, "Surprise": {"a": [1]},
      "Line": [{"Amount": 1204.50, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"Qty": "3", "ClassRef": null}}]
    }`
    const [record] = mapped('invoices', parseExactJson(sent)).records
    assert.equal(record?.type, 'INVOICE')
    const { key, number, memo, issueDate, currency, contactKey, total, amountDue, lines } = record
    assert.deepEqual(
      { key, number, memo, issueDate, currency, contactKey, total, amountDue },
      {
        key: 'invoices/7',
        number: null,
        memo: null,
        issueDate: '2026-03-01',
        currency: 'USD',
        contactKey: null,
        total: '1204.50',
        amountDue: '1204.50',
      },
    )
    assert.deepEqual(lines, [{ ...line, position: 1, quantity: '3', amount: '1204.50' }])
  })

  test('an unknown kind of line stays, and is reported', () => {
    const lines = [{ Amount: 5, DetailType: 'CarbonOffsetLineDetail', CarbonOffsetLineDetail: {} }]
    const { records, findings } = mapped('invoices', fixture('invoices', { Line: lines }))
    assert.equal(records[0]?.type === 'INVOICE' && records[0].lines[0]?.amount, '5')
    assert.deepEqual(
      findings.map(({ code, path }) => ({ code, path })),
      [{ code: 'UNKNOWN_VALUE', path: ['Line', '0', 'DetailType'] }],
    )
  })

  test('a record without a currency is refused while the home currency is not known', () => {
    const raw = fixture('invoices', { CurrencyRef: undefined, ExchangeRate: undefined })
    assert.throws(() => mapped('invoices', raw, { ...SOURCE, baseCurrency: null }), {
      message:
        'The record names no currency, and the company’s home currency is not known yet; `daybook map` takes it as --base-currency.',
    })
  })

  test('a record without a currency is refused where its exchange rate shows a foreign one', () => {
    const lost = (ExchangeRate: string) => mapOne('invoices', { CurrencyRef: undefined, ExchangeRate })
    assert.throws(() => lost('1.08'), /CurrencyRef: is missing/)
    const home = lost('1.0')
    assert.equal(home.type === 'INVOICE' && home.currency, 'USD')
  })

  test('a document without a balance is refused', () => {
    assert.throws(() => mapOne('vendor_credits', { Balance: undefined }), {
      message: 'The record does not tell its balance.',
    })
  })

  test('an amount that is no exact number is refused', () => {
    assert.throws(() => mapOne('invoices', { TotalAmt: 0.1 }), /must be a decimal number/)
    assert.throws(() => mapOne('invoices', { TotalAmt: '1,50' }), /must be a decimal number/)
  })
})
