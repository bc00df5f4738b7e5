import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Transaction } from '../../../src/domain/entities.ts'
import { openBanking } from '../../../src/providers/open-banking/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { mapChanged, SOURCE } from './mapping.ts'

const eur = (amount: unknown) => ({ transactionAmount: { currency: 'EUR', amount } })
const account = { iban: 'DE02120300000000202051', currency: 'EUR' }
const booked = { transactionId: 'B1', bookingDate: '2026-03-03', ...eur('-1.50') }
const pending = { transactionId: 'P1', bookingDate: '2026-03-04', ...eur(-2) }

function take(answer: unknown) {
  const { accepted, refused } = mapRecords(JSON.stringify(answer), openBanking, 'transactions', SOURCE)
  return {
    told: accepted.flatMap((it) => (it.type === 'TRANSACTION' ? [[it.key, it.status, it.amount]] : [])),
    refused,
  }
}

describe('a whole answer', () => {
  test('tells of each transaction its account and its list', () => {
    const answer = {
      account,
      balances: [{ balanceType: 'closingBooked', balanceAmount: { currency: 'EUR', amount: '9.00' } }],
      transactions: { booked: [booked], pending: [pending], _links: { account: { href: '/v1/accounts/1' } } },
    }
    const told = [
      ['transactions/DE02120300000000202051-EUR/B1', 'POSTED', '-1.50'],
      ['transactions/DE02120300000000202051-EUR/pending/P1', 'PENDING', '-2'],
    ]
    assert.deepEqual(take(answer), { told, refused: [] })
    assert.deepEqual(take([answer]), { told, refused: [] })
  })

  test('of those who collect from many banks names no account', () => {
    const answer = { transactions: { booked: [booked], pending: [pending] }, last_updated: '2026-03-05' }
    assert.deepEqual(take(answer).told, [
      ['transactions/B1', 'POSTED', '-1.50'],
      ['transactions/pending/P1', 'PENDING', '-2'],
    ])
    assert.deepEqual(take({ transactions: { booked: [] } }), { told: [], refused: [] })
  })

  test('keeps the rest where one transaction cannot be read, and tells equal ones apart', () => {
    const nameless = { bookingDate: '2026-03-03', ...eur('-2.31') }
    const { told, refused } = take({ transactions: { booked: [nameless, { transactionId: 'X' }, nameless] } })
    const [first = [], second = []] = told
    assert.equal(second[0], `${first[0] ?? ''}-2`)
    assert.deepEqual(
      refused.map(({ index }) => index),
      [1],
    )
  })
})

function transaction(changes: Readonly<Record<string, unknown>>): Transaction {
  const [record] = mapChanged('transactions', { listed: undefined, ...changes }).records
  assert.ok(record?.type === 'TRANSACTION')
  return record
}

describe('a transaction as banks and collectors spell it', () => {
  test('is known by the collector’s id where the bank has none', () => {
    const internalTransactionId = '8c1f0d5b'
    assert.equal(transaction({ internalTransactionId }).key, 'transactions/T-20260303-7')
    const without = { transactionId: ' ', entryReference: null, internalTransactionId }
    assert.equal(transaction(without).key, 'transactions/8c1f0d5b')
  })

  test('may tell times in place of its days', () => {
    const told = { bookingDate: undefined, bookingDateTime: '2026-03-06T23:10:00.000Z' }
    const { date, status } = transaction(told)
    assert.deepEqual([date, status], ['2026-03-06', 'POSTED'])
    const value = { bookingDate: '', valueDate: null, valueDateTime: '2026-03-07T00:00:00' }
    assert.equal(transaction(value).date, '2026-03-07')
  })

  test('is no standing order because of a text beside it', () => {
    assert.equal(transaction({ additionalInformationStructured: 'CARD 1234' }).amount, '-46.97')
    assert.equal(transaction({ additionalInformationStructured: { note: 'CARD 1234' } }).amount, '-46.97')
  })

  test('is taken without what is left blank in it', () => {
    const { runningBalance, reference, description } = transaction({
      endToEndId: null,
      balanceAfterTransaction: { balanceAmount: { amount: '', currency: 'EUR' } },
      remittanceInformationUnstructured: null,
      remittanceInformationUnstructuredArray: ['', 'Paper'],
      remittanceInformationStructuredArray: ['', { referenceType: 'SCOR' }, { reference: 'RF18' }],
    })
    assert.deepEqual([runningBalance, reference, description], [null, 'RF18', 'Paper'])
  })

  test('is taken with texts and numbers where the standard has lists and texts', () => {
    const { description, counterparty } = transaction({
      remittanceInformationUnstructured: '',
      remittanceInformationUnstructuredArray: 'Paper',
      creditorAccount: { bban: 12_345_678 },
      entryDetails: null,
    })
    assert.deepEqual([description, counterparty], ['Paper', 'Sunny AG'])
  })

  test('is taken with an exchange that cannot be read', () => {
    const currencyExchange = {
      sourceCurrency: 'US dollar',
      exchangeRate: 'n/a',
      instructedAmount: { amount: '1' },
    }
    const { amount, originalAmount } = transaction({ currencyExchange })
    assert.deepEqual([amount, originalAmount], ['-46.97', null])
  })
})
