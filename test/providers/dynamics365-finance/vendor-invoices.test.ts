import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { fixture, mapAll, mapOne, nothingOf } from './mapping.ts'

const exact = (text: string) => parseExactJson(text)

describe('a vendor invoice', () => {
  test('is a vendor’s line of an invoice journal, for its offset account', () => {
    assert.deepEqual(mapAll('vendor_invoices'), [
      {
        type: 'INVOICE',
        key: 'vendor_invoices/00016/1',
        direction: 'PURCHASE',
        kind: 'INVOICE',
        number: 'R-7701',
        reference: 'Order 88',
        memo: 'Paper',
        contactKey: 'vendors/V-0002',
        status: 'OPEN',
        settlement: 'PARTIALLY_PAID',
        remoteStatus: null,
        issueDate: '2026-02-01',
        dueDate: '2026-03-03',
        currency: 'EUR',
        exchangeRate: '1.00',
        amountsIncludeTax: false,
        lines: [
          {
            position: 1,
            description: 'Paper',
            quantity: null,
            unitPrice: null,
            amount: '219',
            taxAmount: null,
            discountAmount: null,
            accountKey: 'main_accounts/606100',
            taxRateKey: null,
            dimensions: [{ valueKey: 'dimensions/Department/001', name: null }],
          },
        ],
        subtotal: '219',
        discountTotal: null,
        taxTotal: '0',
        total: '219',
        amountPaid: '119',
        amountDue: '100',
      },
      {
        type: 'PAYMENT_ALLOCATION',
        key: 'vendor_invoices/00016/1#00500/1',
        paymentKey: 'vendor_payments/00500/1',
        invoiceKey: 'vendor_invoices/00016/1',
        amount: '119',
        currency: 'EUR',
      },
    ])
  })

  test('whose offset account has no dimensions has those that the offset has by default', () => {
    const { lines } = mapOne('vendor_invoices', 'INVOICE', {
      OffsetAccountDisplayValue: '606100',
      DefaultDimensionDisplayValue: '002--',
      OffsetDefaultDimensionDisplayValue: '001--CC10',
    })
    assert.deepEqual(
      lines[0]?.dimensions.map((it) => it.valueKey),
      ['dimensions/BusinessUnit/001', 'dimensions/CostCenter/CC10'],
    )
  })

  const taxed = { SalesTaxGroup: 'DOM', ItemSalesTaxGroup: 'FULL' }
  const header = fixture('vendor_invoices')['Header'] as object

  test('whose amount includes tax has its total, and says that the tax is not told', () => {
    const it = mapOne('vendor_invoices', 'INVOICE', {
      ...taxed,
      Header: { ...header, SalesTaxIncluded: 'Yes' },
    })
    assert.deepEqual([it.total, it.amountsIncludeTax, it.found], ['219', true, ['UNKNOWN_VALUE']])
  })

  test('that tax comes on top of is none: its total is not told', () => {
    assert.deepEqual(nothingOf('vendor_invoices', taxed), [
      'WARNING UNKNOWN_VALUE: The total of vendor invoice R-7701 is not known: sales tax comes on top, which Dynamics does not tell.',
    ])
  })

  test('of several lines has the tax that its voucher leaves for it', () => {
    const none = { OffsetAccountType: 'Ledger', OffsetAccountDisplayValue: '' }
    const other = fixture('vendor_invoices', {
      ...{ ...none, ...taxed, LineNumber: 2, AccountType: 'Ledger', AccountDisplayValue: '606100-001-' },
      ...{ Debit: exact('184.03'), Credit: 0, Header: undefined, Payments: undefined, Others: undefined },
    })
    const it = mapOne('vendor_invoices', 'INVOICE', { ...none, Others: [other] })
    assert.deepEqual(
      [it.total, it.subtotal, it.taxTotal, it.lines.map((line) => line.amount), it.found],
      ['219', '184.03', '34.97', ['184.03'], []],
    )
  })

  test('of another vendor with the same number is not paid by this one’s payment', () => {
    const { settlement } = mapOne('vendor_invoices', 'INVOICE', { AccountDisplayValue: 'V\\-0003' })
    assert.equal(settlement, 'UNPAID')
  })

  test('in a journal that is not posted is a draft, and a debit is a credit note', () => {
    const draft = mapOne('vendor_invoices', 'INVOICE', { Header: { ...header, IsPosted: 'No' } })
    assert.deepEqual([draft.status, draft.amountDue], ['DRAFT', '0'])
    const credit = mapOne('vendor_invoices', 'INVOICE', { Debit: 50, Credit: 0, Payments: [] })
    assert.deepEqual([credit.kind, credit.total, credit.amountDue], ['CREDIT_NOTE', '50', '50'])
  })

  test('of a journal that nobody knows to be posted is not known to be due, and says so', () => {
    for (const Header of [undefined, { ...header, IsPosted: undefined }]) {
      const it = mapOne('vendor_invoices', 'INVOICE', { Header })
      assert.deepEqual([it.status, it.settlement, it.found], ['UNKNOWN', 'UNKNOWN', ['UNKNOWN_VALUE']])
    }
  })

  test('without its voucher’s other lines does not tell its tax', () => {
    const unknown = { OffsetAccountType: 'Ledger', OffsetAccountDisplayValue: '', Others: undefined }
    const { found } = mapOne('vendor_invoices', 'INVOICE', unknown)
    assert.deepEqual(found, ['UNKNOWN_VALUE', 'MISSING_REFERENCE'])
  })

  test('is not made of a line that may be of the voucher’s other side', () => {
    assert.deepEqual(nothingOf('vendor_invoices', { AccountType: undefined }), [
      'WARNING UNKNOWN_VALUE: Dynamics tells no AccountType.',
    ])
  })

  test('is not made of the other lines of a voucher, nor of a journal’s header', () => {
    assert.deepEqual(nothingOf('vendor_invoices', { AccountType: 'Ledger' }), [])
    assert.deepEqual(nothingOf('vendor_invoices', { LineNumber: undefined }), [
      'WARNING MISSING_REFERENCE: Journal 00016 has no invoices here: its lines are missing.',
    ])
  })
})
