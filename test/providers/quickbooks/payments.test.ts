import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapOne, mapped } from './mapping.ts'

describe('QuickBooks payments', () => {
  test('a customer’s payment is allocated to what it settles; a credit used up counts against it', () => {
    assert.deepEqual(mapped('payments', fixture('payments')), {
      records: [
        {
          type: 'PAYMENT',
          key: 'payments/1060',
          direction: 'SALE',
          status: 'SUCCEEDED',
          contactKey: 'customers/58',
          accountKey: 'accounts/4',
          paidOn: '2026-03-05',
          currency: 'EUR',
          amount: '200',
          fee: null,
          feeCurrency: null,
          exchangeRate: '1.085',
          reference: 'CHK-881',
          method: 'Check',
          aliasKey: null,
          allocations: [
            { invoiceKey: 'invoices/1045', amount: '200', currency: 'EUR' },
            { invoiceKey: 'credit_memos/1050', amount: '-60', currency: 'EUR' },
            { invoiceKey: null, amount: '20', currency: 'EUR' },
          ],
        },
      ],
      findings: [],
    })
  })

  test('a payment to a vendor leaves the bank account or the card that it was made from', () => {
    assert.deepEqual(mapOne('bill_payments'), {
      type: 'PAYMENT',
      key: 'bill_payments/1080',
      direction: 'PURCHASE',
      status: 'SUCCEEDED',
      contactKey: 'vendors/71',
      accountKey: 'accounts/35',
      paidOn: '2026-03-10',
      currency: 'EUR',
      amount: '514.75',
      fee: null,
      feeCurrency: null,
      exchangeRate: '1.0791',
      reference: '504',
      method: 'Check',
      aliasKey: null,
      allocations: [
        { invoiceKey: 'bills/1071', amount: '540.25', currency: 'EUR' },
        { invoiceKey: 'vendor_credits/1075', amount: '-25.5', currency: 'EUR' },
      ],
    })
    const card = {
      PayType: 'CreditCard',
      CheckPayment: null,
      CreditCardPayment: { CCAccountRef: { value: '42' } },
    }
    const byCard = mapOne('bill_payments', card)
    assert.equal(byCard.type === 'PAYMENT' && byCard.accountKey, 'accounts/42')
  })

  test('a void payment stays, with nothing allocated', () => {
    const record = mapOne('payments', { PrivateNote: 'Voided', TotalAmt: 0, Line: [] })
    assert.equal(record.type, 'PAYMENT')
    assert.deepEqual([record.status, record.amount, record.allocations], ['VOID', '0', []])
  })

  test('one amount for several documents is allocated to none of them, and reported', () => {
    const line = {
      Amount: 30,
      LinkedTxn: [
        { TxnId: '1', TxnType: 'Invoice' },
        { TxnId: '2', TxnType: 'Invoice' },
      ],
    }
    const { records, findings } = mapped('payments', fixture('payments', { Line: [line] }))
    assert.deepEqual(records[0]?.type === 'PAYMENT' && records[0].allocations, [
      { invoiceKey: null, amount: '30', currency: 'EUR' },
    ])
    assert.deepEqual(
      findings.map(({ code, path }) => ({ code, path })),
      [{ code: 'MISSING_REFERENCE', path: ['Line', '0', 'LinkedTxn'] }],
    )
  })

  test('words that nobody knew are reported, and the payment stays', () => {
    const lines = [{ Amount: 1, LinkedTxn: [{ TxnId: '9', TxnType: 'CarbonOffset' }] }]
    const strange = fixture('bill_payments', { PayType: 'Barter', CheckPayment: undefined, Line: lines })
    const { records, findings } = mapped('bill_payments', strange)
    assert.equal(records[0]?.type === 'PAYMENT' && records[0].accountKey, null)
    assert.deepEqual(
      findings.map(({ path }) => path.join('.')),
      ['Line.0.LinkedTxn.0.TxnType', 'PayType'],
    )
  })
})
