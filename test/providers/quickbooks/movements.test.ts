import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapOne, mapped } from './mapping.ts'

const booked = {
  postedAt: null,
  originalAmount: null,
  originalCurrency: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  runningBalance: null,
}

describe('QuickBooks movements', () => {
  test('a purchase takes money out of its account', () => {
    assert.deepEqual(mapOne('purchases'), {
      ...booked,
      type: 'TRANSACTION',
      key: 'purchases/1100',
      accountKey: 'accounts/42',
      kind: 'PURCHASE',
      status: 'POSTED',
      date: '2026-03-07',
      currency: 'USD',
      amount: '-88.1',
      description: 'Envelopes',
      counterparty: 'Harbor Paper Co',
      reference: 'R-19',
      paymentKey: null,
    })
  })

  test('a purchase marked as credit brings money back', () => {
    const record = mapOne('purchases', { Credit: true })
    assert.deepEqual(record.type === 'TRANSACTION' && [record.kind, record.amount], ['REFUND', '88.1'])
  })

  test('a purchase by check is one, and an unknown way of paying is reported', () => {
    const check = mapOne('purchases', { PaymentType: 'Check', PrivateNote: '' })
    assert.deepEqual(check.type === 'TRANSACTION' && [check.kind, check.description], [
      'CHEQUE',
      'C4 envelopes',
    ])
    const { records, findings } = mapped('purchases', fixture('purchases', { PaymentType: 'Barter' }))
    assert.equal(records[0]?.type === 'TRANSACTION' && records[0].kind, 'UNKNOWN')
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['UNKNOWN_VALUE'],
    )
  })

  test('a deposit of one payment names it', () => {
    assert.deepEqual(mapOne('deposits'), {
      ...booked,
      type: 'TRANSACTION',
      key: 'deposits/1110',
      accountKey: 'accounts/35',
      kind: 'OTHER',
      status: 'POSTED',
      date: '2026-03-08',
      currency: 'USD',
      amount: '200',
      description: 'Check from Northwind',
      counterparty: 'Northwind Studio',
      reference: 'D-4',
      paymentKey: 'payments/1060',
    })
  })

  test('a deposit of several payments names none', () => {
    const line = (id: string) => ({ Amount: 100, LinkedTxn: [{ TxnId: id, TxnType: 'Payment' }] })
    const record = mapOne('deposits', { Line: [line('1'), line('2')] })
    assert.deepEqual(record.type === 'TRANSACTION' && [record.paymentKey, record.counterparty], [null, null])
  })

  test('a transfer moves two accounts', () => {
    const side = {
      ...booked,
      type: 'TRANSACTION',
      kind: 'TRANSFER',
      status: 'POSTED',
      date: '2026-03-09',
      currency: 'USD',
      description: 'Reserve',
      counterparty: null,
      reference: 'T-1',
      paymentKey: null,
    }
    assert.deepEqual(mapped('transfers', fixture('transfers')).records, [
      { ...side, key: 'transfers/1120#out', accountKey: 'accounts/35', amount: '-1500' },
      { ...side, key: 'transfers/1120#in', accountKey: 'accounts/36', amount: '1500' },
    ])
  })

  test('a void movement is void, not gone', () => {
    const [out] = mapped('transfers', fixture('transfers', { Amount: 0, PrivateNote: 'Voided' })).records
    assert.deepEqual(out?.type === 'TRANSACTION' && [out.status, out.amount], ['VOID', '0'])
  })
})
