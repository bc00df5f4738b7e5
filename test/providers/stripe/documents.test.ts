import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapOne, mapped } from './mapping.ts'

const line = { accountKey: null, dimensions: [] }

describe('Stripe invoices and credit notes', () => {
  test('an open invoice keeps quantities and unit prices to the last digit', () => {
    assert.deepEqual(mapped('invoices', fixture('invoices')), {
      records: [
        {
          type: 'INVOICE',
          key: 'invoices/in_0001',
          direction: 'SALE',
          kind: 'INVOICE',
          number: 'HARBOR-0001',
          reference: null,
          memo: 'Thank you for waiting',
          contactKey: 'customers/cus_quay',
          status: 'OPEN',
          settlement: 'PARTIALLY_PAID',
          remoteStatus: 'open',
          issueDate: '2026-06-22',
          dueDate: '2026-07-22',
          currency: 'EUR',
          exchangeRate: null,
          amountsIncludeTax: false,
          lines: [
            {
              ...line,
              position: 1,
              description: 'Rope, by the metre',
              quantity: '150.0000015',
              unitPrice: '1.33333333333333',
              amount: '200.00',
              taxAmount: '34.20',
              discountAmount: '20.00',
              taxRateKey: 'tax_rates/txr_vat19',
            },
            {
              ...line,
              position: 2,
              description: 'Delivery to two countries',
              quantity: '1',
              unitPrice: '45.00',
              amount: '45.00',
              taxAmount: '2.70',
              discountAmount: '0.00',
              taxRateKey: null,
            },
          ],
          subtotal: '245.00',
          discountTotal: '20.00',
          taxTotal: '36.90',
          total: '261.90',
          amountPaid: '100.00',
          amountDue: '161.90',
        },
      ],
      findings: [],
    })
  })

  test('a credit note is settled when it is issued', () => {
    assert.deepEqual(mapped('credit_notes', fixture('credit_notes')), {
      records: [
        {
          type: 'INVOICE',
          key: 'credit_notes/cn_0001',
          direction: 'SALE',
          kind: 'CREDIT_NOTE',
          number: 'HARBOR-0001-CN-01',
          reference: null,
          memo: 'Ten metres came back',
          contactKey: 'customers/cus_quay',
          status: 'OPEN',
          settlement: 'PAID',
          remoteStatus: 'issued',
          issueDate: '2026-06-23',
          dueDate: null,
          currency: 'EUR',
          exchangeRate: null,
          amountsIncludeTax: false,
          lines: [
            {
              ...line,
              position: 1,
              description: 'Rope, returned',
              quantity: '10',
              unitPrice: '5.00',
              amount: '50.00',
              taxAmount: '9.50',
              discountAmount: '0.00',
              taxRateKey: 'tax_rates/txr_vat19',
            },
          ],
          subtotal: '50.00',
          discountTotal: '0.00',
          taxTotal: '9.50',
          total: '59.50',
          amountPaid: '59.50',
          amountDue: '0.00',
        },
      ],
      findings: [],
    })
  })

  test('nothing is due on a draft, a voided or an uncollectible invoice, whatever amount remains', () => {
    const state = (status: string) => {
      const { status: is, settlement, amountDue } = invoice({ status })
      return [is, settlement, amountDue]
    }
    assert.deepEqual(state('draft'), ['DRAFT', 'PARTIALLY_PAID', '0.00'])
    assert.deepEqual(state('void'), ['VOID', 'PARTIALLY_PAID', '0.00'])
    assert.deepEqual(state('uncollectible'), ['OPEN', 'UNCOLLECTIBLE', '0.00'])
    assert.deepEqual(state('open'), ['OPEN', 'PARTIALLY_PAID', '161.90'])
  })

  test('a draft has no number, and the day of its making until it is finalized', () => {
    const draft = invoice({ status: 'draft', number: null, effective_at: null, status_transitions: null })
    assert.equal(draft.number, null)
    assert.equal(draft.issueDate, '2026-06-21')
  })

  test('the shape from before basil gives the same taxes, rates and prices', () => {
    const tax = (amount: number, rate: string) => ({ amount, inclusive: true, tax_rate: rate })
    const old = invoice({
      total_taxes: undefined,
      total_tax_amounts: [tax(3690, 'txr_vat19')],
      tax: 3690,
      lines: {
        data: [
          {
            amount: 24500,
            quantity: 2,
            price: { id: 'price_1', unit_amount_decimal: '12250' },
            tax_amounts: [tax(3690, 'txr_vat19')],
          },
        ],
        has_more: false,
      },
    })
    assert.equal(old.taxTotal, '36.90')
    assert.equal(old.amountsIncludeTax, true)
    assert.deepEqual(old.lines[0], {
      ...line,
      position: 1,
      description: null,
      quantity: '2',
      unitPrice: '122.50',
      amount: '245.00',
      taxAmount: '36.90',
      discountAmount: null,
      taxRateKey: 'tax_rates/txr_vat19',
    })
    assert.equal(invoice({ total_taxes: null, tax: 3690 }).taxTotal, '36.90')
  })

  test('the tax follows from the total without it where the taxes are not told', () => {
    assert.equal(invoice({ total_taxes: undefined }).taxTotal, '36.90')
    assert.equal(narrowed(mapOne('credit_notes', { total_taxes: null })).taxTotal, '9.50')
  })

  test('a total that is more than its parts is refused where no tax is told', () => {
    const untold = { total_taxes: undefined, total_excluding_tax: undefined }
    for (const stream of ['invoices', 'credit_notes'] as const) {
      assert.throws(() => mapOne(stream, untold), /total_taxes: is missing/)
    }
    const untaxed = { ...untold, total: 25000, amount_shipping: 500 }
    assert.equal(invoice(untaxed).taxTotal, '0.00')
  })

  test('an invoice that was finalized on a day that is not told has no issue date, and says so', () => {
    const undated = invoice({ effective_at: undefined, status_transitions: undefined })
    assert.deepEqual([undated.issueDate, undated.found], [null, ['UNKNOWN_VALUE']])
  })

  test('a void credit note has credited nothing', () => {
    const { status, settlement, amountPaid, amountDue } = narrowed(mapOne('credit_notes', { status: 'void' }))
    assert.deepEqual([status, settlement, amountPaid, amountDue], ['VOID', 'UNPAID', '0.00', '0.00'])
  })

  test('a status that nobody knew stays visible beside UNKNOWN', () => {
    for (const stream of ['invoices', 'credit_notes'] as const) {
      const { status, settlement, remoteStatus, found } = narrowed(mapOne(stream, { status: 'frozen' }))
      assert.deepEqual([status, settlement, remoteStatus], ['UNKNOWN', 'UNKNOWN', 'frozen'])
      assert.deepEqual(found, ['UNKNOWN_VALUE'])
    }
  })

  test('an invoice that contradicts itself is kept, with what was found', () => {
    assert.deepEqual(invoice({ status: 'paid' }).found, ['SETTLEMENT_CONTRADICTS_AMOUNTS'])
    assert.deepEqual(invoice({ amount_remaining: 0 }).found, [
      'SETTLEMENT_CONTRADICTS_AMOUNTS',
      'SETTLEMENT_CONTRADICTS_AMOUNTS',
    ])
    assert.deepEqual(invoice({ subtotal: 24501 }).found, ['LINES_DO_NOT_SUM'])
    // Discounts of single lines are off the subtotal already.
    assert.deepEqual(invoice({ subtotal: 22500 }).found, [])
    assert.deepEqual(invoice({ lines: { data: [], has_more: true } }).found, ['LINES_DO_NOT_SUM'])
  })
})

const invoice = (changes: Readonly<Record<string, unknown>>) => narrowed(mapOne('invoices', changes))

function narrowed(record: ReturnType<typeof mapOne>) {
  assert.ok(record.type === 'INVOICE')
  return record
}
