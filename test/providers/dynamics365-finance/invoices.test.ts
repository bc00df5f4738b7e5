import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { fixture, mapAll, mapOne, mapped, nothingOf } from './mapping.ts'

const exact = (text: string) => parseExactJson(text)

const rows = z.array(z.record(z.string(), z.unknown()))
const { Lines: freeTextLines, Payments: freeTextPayments } = z
  .object({ Lines: rows, Payments: rows })
  .parse(fixture('free_text_invoices'))

describe('a free text invoice', () => {
  test('is the sum of its lines, and paid by what marks it', () => {
    assert.deepEqual(mapAll('free_text_invoices'), [
      {
        type: 'INVOICE',
        key: 'free_text_invoices/5637145331',
        direction: 'SALE',
        kind: 'INVOICE',
        number: 'FTI-00000021',
        reference: 'PO 9911',
        memo: null,
        contactKey: 'customers/DE-0058',
        status: 'OPEN',
        settlement: 'PARTIALLY_PAID',
        remoteStatus: null,
        issueDate: '2026-03-02',
        dueDate: '2026-04-01',
        currency: 'EUR',
        exchangeRate: null,
        amountsIncludeTax: false,
        lines: [
          {
            position: 1,
            description: 'Workshop day in March',
            quantity: '2',
            unitPrice: '120',
            amount: '240',
            taxAmount: '45.6',
            discountAmount: null,
            accountKey: 'main_accounts/401100',
            taxRateKey: null,
            dimensions: [{ valueKey: 'dimensions/Department/Training', name: null }],
          },
          {
            position: 2,
            description: 'Travel',
            quantity: '1',
            unitPrice: '60',
            amount: '60',
            taxAmount: '0',
            discountAmount: null,
            accountKey: 'main_accounts/401100',
            taxRateKey: null,
            dimensions: [{ valueKey: 'dimensions/CostCenter/007', name: null }],
          },
        ],
        subtotal: '300',
        discountTotal: null,
        taxTotal: '45.6',
        total: '345.6',
        amountPaid: '200',
        amountDue: '145.6',
      },
      {
        type: 'PAYMENT_ALLOCATION',
        key: 'free_text_invoices/5637145331#00412/1',
        paymentKey: 'customer_payments/00412/1',
        invoiceKey: 'free_text_invoices/5637145331',
        amount: '200',
        currency: 'EUR',
      },
    ])
  })

  test('whose amounts include tax has its total in the lines', () => {
    const { subtotal, taxTotal, total } = mapOne('free_text_invoices', 'INVOICE', { InclTax: 'Yes' })
    assert.deepEqual([subtotal, taxTotal, total], ['254.4', '45.6', '300'])
  })

  test('without its lines is none, and says what is missing', () => {
    assert.deepEqual(nothingOf('free_text_invoices', { Lines: undefined }), [
      'WARNING MISSING_REFERENCE: The amounts of free text invoice FTI-00000021 are not known: its lines are missing.',
    ])
  })

  test('without its payments has an unknown settlement, and says so', () => {
    const it = mapOne('free_text_invoices', 'INVOICE', { Payments: undefined })
    assert.deepEqual([it.settlement, it.amountDue, it.found], ['UNKNOWN', '345.6', ['MISSING_REFERENCE']])
  })

  test('that is not posted is a draft without a number, of which nothing is due', () => {
    const it = mapOne('free_text_invoices', 'INVOICE', { IsPosted: 'No', FreeTextNumber: 'Not posted' })
    assert.deepEqual([it.status, it.number, it.amountDue, it.total], ['DRAFT', null, '0', '345.6'])
  })

  test('of which nobody tells whether it is posted is not known to be due, and says so', () => {
    const it = mapOne('free_text_invoices', 'INVOICE', { IsPosted: undefined })
    assert.deepEqual([it.status, it.settlement, it.found], ['UNKNOWN', 'UNKNOWN', ['UNKNOWN_VALUE']])
  })

  test('that is marked by a journal which is not posted, or of another company, is unpaid', () => {
    const [payment] = freeTextPayments
    const unpaid = [
      { ...payment, Header: { IsPosted: 'No' } },
      { ...payment, MarkedInvoiceCompany: 'lfuk' },
    ]
    for (const it of unpaid) {
      const { settlement, amountPaid } = mapOne('free_text_invoices', 'INVOICE', { Payments: [it] })
      assert.deepEqual([settlement, amountPaid], ['UNPAID', '0'])
    }
  })

  test('is paid when the marks make up its total, whatever the case of the company’s code', () => {
    const [payment] = freeTextPayments
    const rest = { ...payment, LineNumber: exact('2.0000'), CreditAmount: exact('145.60') }
    const Payments = [{ ...payment, MarkedInvoiceCompany: 'LFDE' }, rest]
    const { records, findings } = mapped('free_text_invoices', fixture('free_text_invoices', { Payments }))
    const [invoice, ...allocations] = records
    assert.ok(invoice?.type === 'INVOICE')
    assert.deepEqual([invoice.settlement, invoice.amountDue, findings], ['PAID', '0.00', []])
    assert.deepEqual(
      allocations.map((it) => it.key),
      ['free_text_invoices/5637145331#00412/1', 'free_text_invoices/5637145331#00412/2'],
    )
  })

  test('paid in another currency has an unknown settlement', () => {
    const [payment] = freeTextPayments
    const Payments = [{ ...payment, CurrencyCode: 'USD' }]
    const it = mapOne('free_text_invoices', 'INVOICE', { Payments })
    assert.deepEqual([it.settlement, it.amountPaid, it.found], ['UNKNOWN', '0', ['UNEXPECTED_CURRENCY']])
  })

  test('below zero is a credit note with amounts above it', () => {
    const [line] = freeTextLines
    const Lines = [{ ...line, Quantity: -2, TransactionCurrencyAmount: -240, SalesTaxAmount: exact('-45.6') }]
    const it = mapOne('free_text_invoices', 'INVOICE', { Lines, Payments: [] })
    assert.deepEqual(
      [it.kind, it.total, it.taxTotal, it.amountDue, it.lines[0]?.amount, it.lines[0]?.quantity],
      ['CREDIT_NOTE', '285.6', '45.6', '285.6', '240', '2'],
    )
  })

  test('keeps an id that no double holds', () => {
    const raw = fixture('free_text_invoices', { InvoiceIdentifier: exact('90071992547409931') })
    assert.equal(mapped('free_text_invoices', raw).records[0]?.key, 'free_text_invoices/90071992547409931')
  })

  test('without a tax on one of its lines is refused by name', () => {
    const Lines = freeTextLines.map((it) => ({ ...it, SalesTaxAmount: null }))
    assert.throws(() => mapOne('free_text_invoices', 'INVOICE', { Lines }), /SalesTaxAmount is missing/)
    assert.throws(() => mapOne('free_text_invoices', 'INVOICE', { InclTax: '' }), /InclTax is missing/)
  })

  test('has no dimensions where nobody tells the order of a display value’s parts', () => {
    const it = mapOne('free_text_invoices', 'INVOICE', { Setup: undefined })
    assert.deepEqual(
      it.lines.map(({ accountKey, dimensions }) => [accountKey, dimensions]),
      [
        ['main_accounts/401100', []],
        ['main_accounts/401100', []],
      ],
    )
  })
})

describe('a sales invoice', () => {
  test('maps, with its charges in the total and on no line', () => {
    const { lines, found, ...invoice } = mapOne('sales_invoices', 'INVOICE')
    assert.deepEqual(
      [invoice, found],
      [
        {
          type: 'INVOICE',
          key: 'sales_invoices/CIV-000721/ARIV000012',
          direction: 'SALE',
          kind: 'INVOICE',
          number: 'CIV-000721',
          reference: '4500-17',
          memo: null,
          contactKey: 'customers/DE-0058',
          status: 'OPEN',
          settlement: 'UNPAID',
          remoteStatus: null,
          issueDate: '2026-03-02',
          dueDate: '2026-04-01',
          currency: 'EUR',
          exchangeRate: null,
          amountsIncludeTax: null,
          subtotal: '1066.80',
          discountTotal: '0',
          taxTotal: '212.57',
          total: '1331.37',
          amountPaid: '0',
          amountDue: '1331.37',
        },
        [],
      ],
    )
    assert.deepEqual(
      lines.map((it) => [it.description, it.quantity, it.unitPrice, it.amount, it.taxAmount]),
      [
        ['Installation', '2', '365.81', '731.62', '139.01'],
        ['P1016', '1', '335.18', '335.18', '73.56'],
      ],
    )
  })

  test('falls due by terms that are a number of days, and of any others nobody knows', () => {
    const due = (Terms: unknown) => mapOne('sales_invoices', 'INVOICE', { Terms }).dueDate
    const days = { PaymentMethodType: 'Net', NumberOfDays: 10, NumberOfMonths: 0 }
    assert.equal(due(days), '2026-03-12')
    const others = [
      undefined,
      { ...days, PaymentMethodType: 'CurrentMth' },
      { ...days, NumberOfMonths: 1 },
      { ...days, NumberOfMonths: undefined },
      { ...days, PaymentDayName: '15th' },
      { ...days, PaymentScheduleName: 'Thirds' },
      { ...days, CustomerDueDateUpdatePolicy: 'Next' },
      { PaymentMethodType: 'Net', NumberOfMonths: 0 },
    ]
    for (const it of others) assert.equal(due(it), null, JSON.stringify(it))
  })

  test('maps by its header alone: the amounts are in it', () => {
    const it = mapOne('sales_invoices', 'INVOICE', { Lines: undefined, Payments: undefined })
    assert.deepEqual([it.total, it.lines, it.settlement], ['1331.37', [], 'UNKNOWN'])
    assert.deepEqual(it.found, ['MISSING_REFERENCE', 'MISSING_REFERENCE'])
  })

  test('that does not tell its charges or its discount is refused: its subtotal is not known', () => {
    for (const name of ['TotalChargeAmount', 'TotalDiscountAmount']) {
      const untold = { [name]: undefined }
      assert.throws(() => mapOne('sales_invoices', 'INVOICE', untold), new RegExp(`${name} is missing`))
    }
  })
})
