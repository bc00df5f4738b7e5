import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { codesOf, fixture, mapOne, mapped } from './mapping.ts'

describe('a Xero payment', () => {
  test('maps whole', () => {
    const { records, findings } = mapped('payments', fixture('payments'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'PAYMENT',
        key: 'payments/90000000-0000-4000-8000-000000000001',
        direction: 'SALE',
        status: 'SUCCEEDED',
        contactKey: 'contacts/c0000000-0000-4000-8000-000000000001',
        accountKey: 'accounts/a0000000-0000-4000-8000-000000000090',
        paidOn: '2026-03-05',
        currency: 'EUR',
        amount: '200.0',
        fee: null,
        feeCurrency: null,
        exchangeRate: '0.8',
        reference: 'BACS 881',
        method: null,
        aliasKey: null,
        allocations: [
          {
            invoiceKey: 'invoices/10000000-0000-4000-8000-000000000207',
            amount: '200.0',
            currency: 'EUR',
          },
        ],
      },
    ])
  })

  const about = (changes: object) => {
    const { direction, amount, allocations } = mapOne('payments', { CurrencyRate: 1, ...changes })
    return { direction, amount, allocations }
  }
  const id = '20000000-0000-4000-8000-000000000005'

  test('of a bill is a purchase', () => {
    assert.equal(about({ PaymentType: 'ACCPAYPAYMENT' }).direction, 'PURCHASE')
  })

  test('of a credit note is money given back, whichever way the note is named', () => {
    const expected = {
      direction: 'PURCHASE',
      amount: '-200.0',
      allocations: [{ invoiceKey: `credit_notes/${id}`, amount: '-200.0', currency: 'GBP' }],
    }
    const note = { PaymentType: 'APCREDITPAYMENT', Invoice: undefined }
    assert.deepEqual(about({ ...note, CreditNote: { CreditNoteID: id, CurrencyCode: 'GBP' } }), expected)
    assert.deepEqual(
      about({ ...note, Invoice: { InvoiceID: id, Type: 'ACCPAYCREDIT', CurrencyCode: 'GBP' } }),
      expected,
    )
    assert.deepEqual(
      about({
        ...note,
        PaymentType: undefined,
        Invoice: { InvoiceID: id, Type: 'ACCPAYCREDIT', CurrencyCode: 'GBP' },
      }),
      expected,
    )
  })

  test('of an over- or prepayment is money given back on no document', () => {
    const refund = {
      PaymentType: 'ARPREPAYMENTPAYMENT',
      Invoice: undefined,
      Prepayment: { PrepaymentID: id, CurrencyCode: 'GBP' },
    }
    assert.deepEqual(about(refund), {
      direction: 'SALE',
      amount: '-200.0',
      allocations: [{ invoiceKey: null, amount: '-200.0', currency: 'GBP' }],
    })
    const overpayment = { Overpayment: { Type: 'SPEND-OVERPAYMENT', CurrencyCode: 'GBP' } }
    const untold = about({ PaymentType: '', Invoice: null, ...overpayment })
    assert.deepEqual([untold.direction, untold.amount], ['PURCHASE', '-200.0'])
  })

  test('of an unknown type goes by what it pays, and is refused where that is untold too', () => {
    assert.deepEqual(codesOf('payments', { PaymentType: 'NEWPAYMENT' }), ['UNKNOWN_VALUE'])
    const nothing = { CurrencyRate: 1, Invoice: undefined }
    assert.throws(
      () => mapOne('payments', { ...nothing, PaymentType: 'NEWPAYMENT' }),
      /does not say what was paid/,
    )
    assert.throws(() => mapOne('payments', { ...nothing, PaymentType: undefined }), /PaymentType: is missing/)
  })

  test('that is deleted is void, where it is mapped at all', () => {
    assert.equal(mapOne('payments', { Status: 'DELETED' })['status'], 'VOID')
    assert.equal(mapOne('payments', { Status: undefined })['status'], 'UNKNOWN')
  })
})

describe('a Xero overpayment', () => {
  test('is a payment that is used for invoices', () => {
    const { records, findings } = mapped('overpayments', fixture('overpayments'))
    assert.deepEqual(findings, [])
    assert.deepEqual(records, [
      {
        type: 'PAYMENT',
        key: 'overpayments/30000000-0000-4000-8000-000000000001',
        direction: 'SALE',
        status: 'SUCCEEDED',
        contactKey: 'contacts/c0000000-0000-4000-8000-000000000001',
        accountKey: null,
        paidOn: '2026-03-04',
        currency: 'GBP',
        amount: '80.0',
        fee: null,
        feeCurrency: null,
        exchangeRate: '1',
        reference: 'Paid twice',
        method: null,
        aliasKey: null,
        allocations: [
          {
            invoiceKey: 'invoices/10000000-0000-4000-8000-000000000209',
            amount: '60.0',
            currency: 'GBP',
          },
        ],
      },
    ])
  })

  test('leaves out what was taken back from an invoice', () => {
    const allocation = { Amount: 60, Invoice: { InvoiceID: 'x' }, IsDeleted: true }
    assert.deepEqual(mapOne('overpayments', { Allocations: [allocation] })['allocations'], [])
  })

  test('is used under either name of the amount, and is refused where there is none', () => {
    const Invoice = { InvoiceID: 'x' }
    const allocated = (allocation: object) =>
      mapOne('overpayments', { Allocations: [{ ...allocation, Invoice }] })['allocations']
    assert.deepEqual(allocated({ AppliedAmount: parseExactJson('12.70') }), [
      { invoiceKey: 'invoices/x', amount: '12.70', currency: 'GBP' },
    ])
    assert.throws(() => allocated({}), /Allocations\.0\.Amount: is missing/)
  })

  test('of either spelling of its type has a direction; of another it is refused', () => {
    const direction = (Type: string) => mapOne('overpayments', { Type })['direction']
    assert.deepEqual(['AROVERPAYMENT', 'APOVERPAYMENT', 'SPEND-OVERPAYMENT'].map(direction), [
      'SALE',
      'PURCHASE',
      'PURCHASE',
    ])
    assert.throws(() => direction('ODD'), /Type: “ODD” says neither received nor spent/)
  })
})

describe('a Xero prepayment', () => {
  test('is a payment; used up it has still succeeded, voided it has not', () => {
    const record = mapOne('prepayments')
    assert.deepEqual(
      [record['key'], record['direction'], record['amount'], record['status'], record['allocations']],
      ['prepayments/40000000-0000-4000-8000-000000000001', 'PURCHASE', '345.0', 'SUCCEEDED', []],
    )
    assert.equal(mapOne('prepayments', { Status: 'PAID' })['status'], 'SUCCEEDED')
    assert.equal(mapOne('prepayments', { Status: 'VOIDED' })['status'], 'VOID')
  })
})
