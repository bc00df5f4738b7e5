import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapOne, mapped } from './mapping.ts'

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
const training = { valueKey: 'classes/300000000000012345', name: 'Training' }
const harbor = { valueKey: 'departments/2', name: 'Harbor store' }
const income = { accountKey: 'accounts/79', taxRateKey: 'tax_codes/NON', dimensions: [harbor] }

describe('QuickBooks documents', () => {
  test('an invoice keeps every digit, opens its bundles, and tells discount and tax apart from its lines', () => {
    assert.deepEqual(mapped('invoices', fixture('invoices')), {
      records: [
        {
          type: 'INVOICE',
          key: 'invoices/1045',
          direction: 'SALE',
          kind: 'INVOICE',
          number: '2207',
          reference: 'PO-77',
          memo: 'Second workshop',
          contactKey: 'customers/58',
          status: 'OPEN',
          settlement: 'PARTIALLY_PAID',
          remoteStatus: null,
          issueDate: '2026-03-02',
          dueDate: '2026-04-01',
          currency: 'EUR',
          exchangeRate: '1.085',
          amountsIncludeTax: false,
          lines: [
            {
              ...line,
              position: 1,
              description: 'Workshop day',
              quantity: '2',
              unitPrice: '120',
              amount: '240',
              accountKey: 'accounts/79',
              taxRateKey: 'tax_codes/TAX',
              dimensions: [training, harbor],
            },
            {
              ...line,
              ...income,
              position: 2,
              description: 'Train',
              quantity: '1',
              unitPrice: '60',
              amount: '60',
            },
            {
              ...line,
              ...income,
              position: 3,
              description: 'Bus',
              quantity: '1',
              unitPrice: '10',
              amount: '10',
            },
            { ...line, position: 4, description: 'Thank you for coming', amount: '0', dimensions: [harbor] },
          ],
          subtotal: '310.0',
          discountTotal: '10',
          taxTotal: '19.8',
          total: '319.8',
          amountPaid: '200.0',
          amountDue: '119.8',
        },
      ],
      findings: [],
    })
  })

  test('a bill is a purchase, with lines on accounts and on items', () => {
    assert.deepEqual(mapOne('bills'), {
      type: 'INVOICE',
      key: 'bills/1071',
      direction: 'PURCHASE',
      kind: 'INVOICE',
      number: 'HP-4471',
      reference: null,
      memo: 'Quarterly paper',
      contactKey: 'vendors/71',
      status: 'OPEN',
      settlement: 'UNPAID',
      remoteStatus: null,
      issueDate: '2026-03-01',
      dueDate: '2026-03-31',
      currency: 'EUR',
      exchangeRate: '1.08',
      amountsIncludeTax: false,
      lines: [
        {
          ...line,
          position: 1,
          description: 'Paper',
          amount: '500.25',
          accountKey: 'accounts/84',
          taxRateKey: 'tax_codes/5',
          dimensions: [training],
        },
        { ...line, position: 2, quantity: '4', unitPrice: '7.5', amount: '30', taxRateKey: 'tax_codes/5' },
      ],
      subtotal: '530.25',
      discountTotal: '0',
      taxTotal: '10',
      total: '540.25',
      amountPaid: '0.00',
      amountDue: '540.25',
    })
  })

  test('a credit memo is a credit note for a sale, paid as far as it is used, and falls never due', () => {
    assert.deepEqual(mapOne('credit_memos'), {
      type: 'INVOICE',
      key: 'credit_memos/1050',
      direction: 'SALE',
      kind: 'CREDIT_NOTE',
      number: 'CM-12',
      reference: 'PO-77',
      memo: 'One seat less',
      contactKey: 'customers/58',
      status: 'OPEN',
      settlement: 'PARTIALLY_PAID',
      remoteStatus: null,
      issueDate: '2026-03-03',
      dueDate: null,
      currency: 'USD',
      exchangeRate: '1',
      amountsIncludeTax: false,
      lines: [
        {
          ...line,
          position: 1,
          description: 'Seat',
          amount: '110',
          accountKey: 'accounts/79',
          taxRateKey: 'tax_codes/NON',
        },
      ],
      subtotal: '110',
      discountTotal: '10',
      taxTotal: '0',
      total: '100',
      amountPaid: '60',
      amountDue: '40',
    })
  })

  test('a vendor credit is a credit note for a purchase', () => {
    assert.deepEqual(mapOne('vendor_credits'), {
      type: 'INVOICE',
      key: 'vendor_credits/1075',
      direction: 'PURCHASE',
      kind: 'CREDIT_NOTE',
      number: 'VC-3',
      reference: null,
      memo: 'Damaged boxes',
      contactKey: 'vendors/71',
      status: 'OPEN',
      settlement: 'PAID',
      remoteStatus: null,
      issueDate: '2026-03-04',
      dueDate: null,
      currency: 'EUR',
      exchangeRate: '1.08',
      amountsIncludeTax: false,
      lines: [
        {
          ...line,
          position: 1,
          description: 'Boxes',
          amount: '25.5',
          accountKey: 'accounts/84',
          taxRateKey: 'tax_codes/NON',
        },
      ],
      subtotal: '25.5',
      discountTotal: '0',
      taxTotal: '0',
      total: '25.5',
      amountPaid: '25.5',
      amountDue: '0',
    })
  })
})
