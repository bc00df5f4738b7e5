import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Transaction } from '../../../src/domain/entities.ts'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { at, fixture, mapChanged, mapped, SOURCE } from './mapping.ts'

const OWN = { iban: 'DE02120300000000202051', currency: 'EUR' }
const THEIRS = { iban: 'DE75512108001245126199' }
const eur = (amount: unknown) => ({ transactionAmount: { currency: 'EUR', amount } })

function transaction(changes: Readonly<Record<string, unknown>>, source = SOURCE): Transaction {
  const [record] = mapChanged('transactions', changes, source).records
  assert.ok(record?.type === 'TRANSACTION')
  return record
}

const found = (changes: object, source = SOURCE) =>
  mapChanged('transactions', { ...changes }, source).findings.map((it) => it.code)

describe('a transaction', () => {
  test('that is booked maps', () => {
    assert.deepEqual(mapped('transactions', fixture('transactions')), {
      records: [
        {
          type: 'TRANSACTION',
          key: 'transactions/DE02120300000000202051-EUR/T-20260303-7',
          accountKey: 'accounts/DE02120300000000202051-EUR',
          kind: 'DIRECT_DEBIT',
          status: 'POSTED',
          date: '2026-03-03',
          postedAt: null,
          currency: 'EUR',
          amount: '-46.97',
          originalAmount: null,
          originalCurrency: null,
          description: 'Invoice 4711 March',
          counterparty: 'Sunny AG',
          reference: 'INV-4711',
          categoryCode: 'PMNT-RDDT-ESDD',
          categoryName: 'Received direct debit',
          categoryOrigin: 'PROVIDER',
          categoryConfidence: null,
          pendingKey: null,
          paymentKey: null,
          runningBalance: '12345.60',
        },
      ],
      findings: [],
    })
  })

  test('that is pending is of its value date, else of the day when it was first listed', () => {
    const pending = {
      bookingDate: undefined,
      listed: { account: OWN, as: 'pending', occurrence: 1, since: '2026-03-05' },
    }
    const { key, status, date } = transaction(pending)
    assert.deepEqual(
      [key, status, date],
      ['transactions/DE02120300000000202051-EUR/pending/T-20260303-7', 'PENDING', '2026-03-04'],
    )
    assert.equal(transaction({ ...pending, valueDate: null }).date, '2026-03-05')
  })

  test('that is booked on a day that the bank does not tell is of its value date, and says so', () => {
    const { findings } = mapChanged('transactions', { bookingDate: undefined })
    assert.deepEqual(
      findings.map((it) => [it.code, it.severity, it.path]),
      [['UNKNOWN_VALUE', 'INFO', ['bookingDate']]],
    )
  })

  test('that was pending names the one that it was', () => {
    const listed = { account: OWN, as: 'booked', occurrence: 1, pendingId: 'DE02-EUR/pending/P1' }
    assert.equal(transaction({ listed }).pendingKey, 'transactions/DE02-EUR/pending/P1')
  })

  test('by itself maps without its account, booked when it has a booking date', () => {
    const alone = { listed: undefined }
    const { key, accountKey, status } = transaction(alone)
    assert.deepEqual([key, accountKey, status], ['transactions/T-20260303-7', null, 'POSTED'])
    assert.equal(transaction({ ...alone, bookingDate: undefined }).status, 'UNKNOWN')
    assert.throws(
      () => transaction({ ...alone, bookingDate: undefined, valueDate: undefined }),
      /tells neither bookingDate nor valueDate/,
    )
  })

  test('keeps every digit, whether the amount is text or a number', () => {
    const [exact] = parseExactJson('[-90071992547409931.07]') as unknown[]
    assert.equal(transaction(eur(exact)).amount, '-90071992547409931.07')
    assert.equal(transaction(eur('5768.2')).amount, '5768.2')
    assert.equal(transaction(eur(1056)).amount, '1056')
    assert.equal(transaction(eur('1.2345')).amount, '1.2345')
    assert.throws(() => transaction(eur('1,50')), /must be a decimal number/)
  })

  test('names the other party', () => {
    const parties = { creditorName: 'Sunny AG', debtorName: 'Paul Simpson', creditorAccount: null }
    assert.equal(transaction({ ...parties, ...eur('-1') }).counterparty, 'Sunny AG')
    assert.equal(transaction({ ...parties, ...eur('1') }).counterparty, 'Paul Simpson')
    assert.equal(transaction({ ...parties, debtorName: '', ...eur('1') }).counterparty, 'Sunny AG')
    assert.equal(
      transaction({ ...eur('1'), creditorName: 'Quayside', creditorAccount: OWN, debtorName: 'Paul Simpson' })
        .counterparty,
      'Paul Simpson',
    )
  })

  test('is described by what the payer wrote, in whichever field', () => {
    const silent = { remittanceInformationUnstructured: ' ' }
    const described = (changes: object) => transaction({ ...silent, ...changes }).description
    assert.equal(described({ remittanceInformationUnstructuredArray: ['Invoice', null, '7'] }), 'Invoice 7')
    assert.equal(described({ remittanceInformationStructured: { reference: 'RF18' } }), 'RF18')
    assert.equal(
      described({ remittanceInformationStructuredArray: [{ reference: 'RF18' }, 'RF19'] }),
      'RF18 RF19',
    )
    assert.equal(described({ additionalInformation: 'Account fee' }), 'Account fee')
    assert.equal(described({}), 'Sunny AG')
    assert.equal(described({ creditorName: null }), '')
  })

  test('takes no id from a word that says that there is none', () => {
    const { key, reference } = transaction({ transactionId: 'NONREF', endToEndId: 'NOTPROVIDED' })
    assert.deepEqual([key, reference], ['transactions/DE02120300000000202051-EUR/2026-0000417', null])
  })

  test('has no running balance in another currency than its own', () => {
    const balanceAfterTransaction = { balanceAmount: { currency: 'USD', amount: '1' } }
    assert.equal(transaction({ balanceAfterTransaction }).runningBalance, null)
  })

  test('that is a standing order is no movement', () => {
    assert.deepEqual(
      mapChanged('transactions', { additionalInformationStructured: { standingOrderDetails: {} } }).records,
      [],
    )
  })
})

describe('the direction of a transaction', () => {
  const unicredit = at('unicredit')

  test('is its sign at most banks, and what contradicts it is found', () => {
    assert.equal(transaction({ ...eur('46.97') }).amount, '46.97')
    assert.deepEqual(found(eur('46.97')), ['SETTLEMENT_CONTRADICTS_AMOUNTS'])
    assert.deepEqual(found(eur('-46.97')), [])
    assert.deepEqual(found({ ...eur('-46.97'), creditorAccount: null, debtorAccount: THEIRS }), [
      'SETTLEMENT_CONTRADICTS_AMOUNTS',
    ])
    assert.deepEqual(found({ ...eur('46.97'), listed: undefined }), [], 'whose account it is, is not known')
    assert.deepEqual(
      found({ ...eur('46.97'), bankTransactionCode: 'PMNT-ICDT-RRTN' }),
      [],
      'it was given back',
    )
  })

  test('is told by the parties where the bank leaves the minus out', () => {
    const amount = (changes: object) => transaction({ ...eur('46.97'), ...changes }, unicredit).amount
    assert.equal(amount({ debtorAccount: OWN }), '-46.97')
    assert.equal(amount({}), '-46.97', 'the creditor is another one')
    assert.equal(amount({ creditorAccount: OWN, debtorAccount: THEIRS }), '46.97')
    assert.equal(amount({ creditorAccount: OWN }), '46.97')
    assert.equal(amount({ creditorAccount: null, debtorAccount: THEIRS }), '46.97')
    assert.equal(transaction({ ...eur('-46.97'), creditorAccount: OWN }, unicredit).amount, '-46.97')
  })

  test('is told by the code, and then by the names, where no account is', () => {
    const nobody = { ...eur('46.97'), creditorAccount: null, creditorName: null, bankTransactionCode: null }
    const amount = (changes: object) => transaction({ ...nobody, ...changes }, unicredit).amount
    assert.equal(amount({ bankTransactionCode: 'PMNT-RCDT-ESCT' }), '46.97')
    assert.equal(amount({ bankTransactionCode: 'PMNT-RDDT-ESDD' }), '-46.97')
    assert.equal(amount({ creditorName: 'Sunny AG' }), '-46.97')
    assert.equal(amount({ debtorName: 'Paul Simpson' }), '46.97')
    assert.throws(() => amount({}), /whether it came in or went out cannot be told/)
    assert.throws(
      () => amount({ creditorAccount: THEIRS, bankTransactionCode: 'PMNT-ICDT-RRTN' }),
      /cannot be told/,
    )
    assert.equal(transaction({ ...nobody, ...eur('0.00') }, unicredit).amount, '0.00')
  })

  test('tells sub-accounts under one number apart by their currency', () => {
    const gbp = { creditorAccount: { ...OWN, currency: 'GBP' } }
    assert.equal(transaction({ ...eur('46.97'), ...gbp }, unicredit).amount, '-46.97')
    assert.deepEqual(found({ ...eur('-46.97'), ...gbp }), [])
  })
})

describe('the kind of a transaction', () => {
  const KINDS: Readonly<Record<string, string>> = {
    'PMNT-RCDT-ESCT': 'PAYMENT',
    'PMNT-IRCT-ESCT': 'PAYMENT',
    'PMNT-ICDT-STDO': 'STANDING_ORDER',
    'PMNT-ICDT-BOOK': 'TRANSFER',
    'PMNT-IDDT-ESDD': 'DIRECT_DEBIT',
    'PMNT-IDDT-UPDD': 'REFUND',
    'PMNT-CCRD-POSD': 'PURCHASE',
    'PMNT-CCRD-CWDL': 'CASH',
    'PMNT-RCHQ-CCHQ': 'CHEQUE',
    'ACMT-MDOP-CHRG': 'FEE',
    'ACMT-MCOP-INTR': 'INTEREST',
    'CAMT-CAPL-ZABA': 'TRANSFER',
    'FORX-SPOT-OTHR': 'TRANSFER',
    'SECU-SETT-TRAD': 'OTHER',
    'PMNT-ZZZZ-ZZZZ': 'OTHER',
    'pmnt/rddt/esdd': 'DIRECT_DEBIT',
  }

  for (const [bankTransactionCode, kind] of Object.entries(KINDS)) {
    test(`${bankTransactionCode} is ${kind}`, () => {
      assert.equal(transaction({ bankTransactionCode }).kind, kind)
      assert.deepEqual(found({ bankTransactionCode }), [])
    })
  }

  test('is UNKNOWN for a code of no domain, which is kept', () => {
    const { kind, categoryCode, categoryName } = transaction({ bankTransactionCode: '105' })
    assert.deepEqual([kind, categoryCode, categoryName], ['UNKNOWN', '105', '105'])
    assert.deepEqual(found({ bankTransactionCode: '105' }), ['UNKNOWN_VALUE'])
  })

  test('is UNKNOWN without a code, and the bank’s own is the category', () => {
    const { kind, categoryCode } = transaction({ bankTransactionCode: null })
    assert.deepEqual([kind, categoryCode], ['UNKNOWN', 'NDDT+105'])
    const none = transaction({ bankTransactionCode: null, proprietaryBankTransactionCode: '' })
    assert.deepEqual([none.categoryCode, none.categoryName, none.categoryOrigin], [null, null, null])
  })
})

describe('the amount before an exchange', () => {
  const rate = (changes: object = {}) => ({
    ...{ sourceCurrency: 'EUR', targetCurrency: 'GBP', unitCurrency: 'EUR', exchangeRate: '0.85' },
    ...changes,
  })
  const original = (currencyExchange: unknown) => {
    const { originalAmount, originalCurrency } = transaction({ ...eur('-100.00'), currencyExchange })
    return [originalAmount, originalCurrency]
  }

  test('is told, or the product where that is exact', () => {
    assert.deepEqual(original([rate()]), ['-85', 'GBP'])
    assert.deepEqual(original(rate()), ['-85', 'GBP'])
    assert.deepEqual(original([rate({ instructedAmount: { currency: 'GBP', amount: '84.99' } })]), [
      '-84.99',
      'GBP',
    ])
  })

  test('is left open where it would be rounded', () => {
    assert.deepEqual(original([rate({ exchangeRate: '0.853217' })]), [null, null])
    assert.deepEqual(original([rate({ unitCurrency: 'GBP' })]), [null, null])
    assert.deepEqual(original([rate(), rate()]), [null, null])
    assert.deepEqual(original(null), [null, null])
  })
})

describe('a batch', () => {
  const detail = (amount: unknown, more: object = {}) => ({
    transactionAmount: { currency: 'EUR', amount },
    ...more,
  })

  test('gives its details, signed as the booking is', () => {
    const { records, findings } = mapChanged('transactions', {
      ...eur('-30.00'),
      batchIndicator: true,
      batchNumberOfTransactions: 2,
      entryDetails: [
        detail('10.00', {
          creditorName: 'Ann',
          endToEndId: 'E1',
          remittanceInformationUnstructured: 'Wages',
        }),
        detail('-20.00', { creditorName: 'Bob' }),
      ],
    })
    assert.deepEqual(findings, [])
    const key = 'transactions/DE02120300000000202051-EUR/T-20260303-7'
    const shared = { type: 'TRANSACTION_DETAIL', transactionKey: key, currency: 'EUR' } as const
    assert.deepEqual(records.slice(1), [
      {
        ...{ ...shared, key: `${key}#1`, position: 1, amount: '-10.00' },
        ...{ counterparty: 'Ann', reference: 'E1', description: 'Wages' },
      },
      {
        ...{ ...shared, key: `${key}#2`, position: 2, amount: '-20.00' },
        ...{ counterparty: 'Bob', reference: null, description: null },
      },
    ])
  })

  test('that is told in full has to sum up', () => {
    const entryDetails = [detail('10.00'), detail('15.00')]
    assert.deepEqual(found({ ...eur('-30.00'), entryDetails }), ['LINES_DO_NOT_SUM'])
    assert.deepEqual(found({ ...eur('-30.00'), entryDetails, batchNumberOfTransactions: '3' }), [])
    const half = [...entryDetails, { transactionAmount: { amount: '5.00' } }]
    assert.deepEqual(found({ ...eur('-30.00'), entryDetails: half }), ['LINES_DO_NOT_SUM'])
  })
})
