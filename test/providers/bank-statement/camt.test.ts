import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { validateXML } from 'xmllint-wasm'
import { fixture, mapFile, only, recordsOf, transactionsOf } from './files.ts'

const SCHEMAS = new URL('../../../../shared/specs/camt/', import.meta.url)
const skip = existsSync(SCHEMAS) ? false : 'the official descriptions are not here'

const GERMAN = fixture('german.053.001.08.xml')
const COMPACT = fixture('compact.053.001.02.xml')
const SWISS = fixture('swiss.053.001.04.xml')

describe('our camt files', () => {
  for (const name of [
    'compact.053.001.02',
    'swiss.053.001.04',
    'german.053.001.08',
    'intraday.052.001.08',
    'advice.054.001.04',
  ]) {
    test(`${name} is valid by its own schema`, { skip }, async () => {
      const schema = readFileSync(new URL(`camt.${name.slice(name.indexOf('.') + 1)}.xsd`, SCHEMAS), 'utf8')
      const contents = fixture(`${name}.xml`).toString()
      const { errors } = await validateXML({ xml: [{ fileName: name, contents }], schema })
      assert.deepEqual(errors, [])
    })
  }
})

describe('a camt.053 statement', () => {
  test('of version 02 gives its account and its bookings', () => {
    assert.deepEqual(recordsOf('accounts', COMPACT), [
      {
        type: 'ACCOUNT',
        key: 'accounts/NL13TEST0123456789-EUR',
        name: 'TESTNL2A …6789',
        code: null,
        classification: 'ASSET',
        accountType: 'BANK',
        remoteType: null,
        status: 'ACTIVE',
        currency: 'EUR',
        parentKey: null,
        maskedNumber: '6789',
        institution: 'TESTNL2A',
        balanceCurrent: '7958.25',
        balanceAvailable: null,
        balanceLimit: null,
        balanceAsOf: '2014-01-05T23:59:59Z',
      },
    ])
    const [insurance, customer] = transactionsOf(COMPACT)
    assert.deepEqual(insurance, {
      type: 'TRANSACTION',
      key: 'transactions/NL13TEST0123456789-EUR:2014-01-05:R1:-312.15',
      accountKey: 'accounts/NL13TEST0123456789-EUR',
      kind: 'DIRECT_DEBIT',
      status: 'POSTED',
      date: '2014-01-05',
      postedAt: null,
      currency: 'EUR',
      amount: '-312.15',
      originalAmount: null,
      originalCurrency: null,
      description: 'Insurance policy 2207 PERIOD 01.01.2014 - 31.12.2014',
      counterparty: 'HARBOUR INSURANCE',
      reference: 'POL-2207-Q1',
      categoryCode: 'PMNT-RDDT-ESDD',
      categoryName: 'Received direct debit',
      categoryOrigin: 'PROVIDER',
      categoryConfidence: null,
      pendingKey: 'transactions/NL13TEST0123456789-EUR:interim#R1:-312.15',
      paymentKey: null,
      runningBalance: '7808.25',
    })
    assert.deepEqual(
      [customer?.amount, customer?.counterparty, customer?.reference, customer?.runningBalance],
      ['150.00', 'Customer BV', 'RF172207000123', '7958.25'],
    )
    assert.deepEqual(only(mapFile('statements', COMPACT)), {
      id: 'NL13TEST0123456789-EUR:053:2014-01-05:2:8120.40:7958.25',
      records: [],
      findings: [],
    })
  })

  test('gives a batch as one booking with its payments', () => {
    const batch = mapFile('transactions', GERMAN)[0]
    assert.deepEqual(batch?.findings, [])
    const [booking, ...details] = batch.records
    assert.ok(booking?.type === 'TRANSACTION')
    assert.deepEqual(
      [booking.amount, booking.description, booking.counterparty, booking.reference],
      ['-750.00', 'SAMMEL-UEBERWEISUNG', null, null],
    )
    const key = 'transactions/DE02999900100000412233-EUR:2026-03-05:2026030500001:-750'
    const common = { type: 'TRANSACTION_DETAIL', transactionKey: key, currency: 'EUR' }
    assert.deepEqual(details, [
      {
        ...common,
        key: `${key}#detail-1`,
        position: 1,
        amount: '-500.00',
        counterparty: 'Jörg Öhler & Töchter',
        reference: 'E2E-1',
        description: 'Rechnung 118',
      },
      {
        ...common,
        key: `${key}#detail-2`,
        position: 2,
        amount: '-250.00',
        counterparty: 'Holzhandel Brandt',
        reference: 'B-77',
        description: 'Eiche, 3 Bohlen',
      },
    ])
  })

  test('takes the other side of what came back for the one who had been paid', () => {
    const returned = transactionsOf(GERMAN)[1]
    assert.deepEqual(
      [returned?.amount, returned?.kind, returned?.counterparty, returned?.description, returned?.date],
      ['294.75', 'REFUND', 'Atelier Lindqvist', 'Rechnung 97, zweite Rate', '2026-03-05'],
    )
    assert.deepEqual([returned?.originalAmount, returned?.originalCurrency], [null, null])
  })

  test('reads times, rates that come out exact, fees and nothing at all', () => {
    const [, , card, fee, nothing] = transactionsOf(GERMAN)
    assert.deepEqual(
      [card?.date, card?.postedAt, card?.originalAmount, card?.originalCurrency, card?.description],
      ['2026-03-05', '2026-03-05T17:30:12Z', '-10.85', 'USD', 'KAFFEE 05.03 18.30'],
    )
    assert.match(card?.key ?? '', /:2026-03-05:[\w-]{22}$/)
    assert.equal(card?.pendingKey, null)
    assert.deepEqual([fee?.kind, fee?.amount, fee?.description], ['FEE', '-14.90', 'ENTGELT'])
    assert.deepEqual([nothing?.kind, nothing?.amount, nothing?.categoryCode], ['FEE', '0.00', '805'])
  })

  test('shows what is not booked as pending, apart from the rest and not in its sum', () => {
    const pending = transactionsOf(GERMAN).at(-1)
    assert.equal(pending?.key, 'transactions/DE02999900100000412233-EUR:interim#2026030600001:-77.1')
    assert.deepEqual(
      [pending.status, pending.amount, pending.date, pending.runningBalance],
      ['PENDING', '-77.10', '2026-03-06', null],
    )
    assert.deepEqual(only(mapFile('statements', GERMAN)).findings, [])
  })

  test('tells limit and available balance beside the balance', () => {
    const account = only(recordsOf('accounts', GERMAN))
    assert.ok(account.type === 'ACCOUNT')
    assert.deepEqual(
      [account.institution, account.balanceCurrent, account.balanceAvailable, account.balanceLimit],
      ['Kranichbank eG', '9519.85', '14519.85', '5000.00'],
    )
  })

  test('may be one of several in a file, of one number in several currencies, below zero', () => {
    const accounts = recordsOf('accounts', SWISS).filter((it) => it.type === 'ACCOUNT')
    assert.deepEqual(
      accounts.map((it) => [it.key, it.name, it.balanceCurrent]),
      [
        ['accounts/CH5099999000001234567-CHF', 'Kontokorrent', '-100.05'],
        ['accounts/CH5099999000001234567-EUR', 'Account …4567', '20.00'],
      ],
    )
    assert.deepEqual(
      mapFile('statements', SWISS).map((it) => it.id),
      [
        'CH5099999000001234567-CHF:053:2026-03-05:64:-1000:-100.05',
        'CH5099999000001234567-EUR:053:2026-03-05:12:20.00:20.00',
      ],
    )
  })
})

describe('a camt.054 advice', () => {
  test('tells what the booking of a statement is made of', () => {
    const [booking] = transactionsOf(SWISS)
    const advice = only(mapFile('notifications', fixture('advice.054.001.04.xml')))
    const details = advice.records.filter((it) => it.type === 'TRANSACTION_DETAIL')
    assert.deepEqual(
      details.map((it) => [it.transactionKey, it.amount, it.counterparty, it.reference]),
      [
        [booking?.key, '500.00', 'Käserei Bergblick AG', '210000000003139471430009017'],
        [booking?.key, '400.00', 'Velo Huber', null],
      ],
    )
  })

  test('whose payments do not make the booking is shown with both sums', () => {
    const { findings } = only(mapFile('notifications', fixture('advice.054.001.04.xml')))
    assert.deepEqual(findings, [
      {
        code: 'LINES_DO_NOT_SUM',
        severity: 'WARNING',
        message: 'The booking is 899.95, but its 2 payments sum to 900.00.',
        path: ['entry', 'NtryDtls'],
      },
    ])
  })

  test('gives no booking of its own, and no balance', () => {
    const file = fixture('advice.054.001.04.xml')
    assert.deepEqual(recordsOf('transactions', file), [])
    const account = only(recordsOf('accounts', file))
    assert.ok(account.type === 'ACCOUNT')
    assert.deepEqual([account.balanceCurrent, account.balanceAsOf], [null, null])
  })
})

describe('a camt.052 report', () => {
  const report = fixture('intraday.052.001.08.xml')

  test('brings under the statement’s id what is booked with a reference', () => {
    const [booked] = transactionsOf(report)
    assert.equal(booked?.key, transactionsOf(GERMAN)[0]?.key)
    assert.deepEqual([booked?.status, booked?.runningBalance], ['POSTED', null])
  })

  test('brings everything else as one record, which the statement replaces', () => {
    const interim = (file: Buffer) => mapFile('transactions', file).find((it) => it.id.endsWith(':interim'))
    const reported = interim(report)?.records.filter((it) => it.type === 'TRANSACTION') ?? []
    assert.deepEqual(
      reported.map((it) => [it.description, it.status, it.amount, it.date]),
      [
        ['KARTE', 'POSTED', '-10.00', '2026-03-05'],
        ['RUECKUEBERWEISUNG', 'PENDING', '294.75', '2026-03-05'],
      ],
    )
    assert.equal(interim(GERMAN)?.id, interim(report)?.id)
    assert.equal(transactionsOf(GERMAN)[1]?.pendingKey, reported[1]?.key)
  })

  test('tells the balance at its time', () => {
    const account = only(recordsOf('accounts', report))
    assert.ok(account.type === 'ACCOUNT')
    assert.deepEqual([account.balanceCurrent, account.balanceAsOf], ['9250.00', '2026-03-05T10:44:30Z'])
  })
})
