import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapFile, only, read, recordsOf, transactionsOf } from './files.ts'
import { mt940 } from './making.ts'

const GERMAN = fixture('german.mt940.sta')

const booking = (line: string, ...information: string[]) =>
  only(transactionsOf(mt940([`:61:${line}`, ...information.map((it) => `:86:${it}`)])))

describe('an MT940 statement', () => {
  test('in the German form gives its account and its bookings', () => {
    assert.deepEqual(recordsOf('accounts', GERMAN), [
      {
        type: 'ACCOUNT',
        key: 'accounts/99990090/4400112233-EUR',
        name: 'Account …2233',
        code: null,
        classification: 'ASSET',
        accountType: 'BANK',
        remoteType: null,
        status: 'ACTIVE',
        currency: 'EUR',
        parentKey: null,
        maskedNumber: '2233',
        institution: null,
        balanceCurrent: '91565.08',
        balanceAvailable: '91565.08',
        balanceLimit: null,
        balanceAsOf: '2020-01-02T23:59:59Z',
      },
    ])
    const [telekom, transfer, reversal] = transactionsOf(GERMAN)
    assert.deepEqual(telekom, {
      type: 'TRANSACTION',
      key: 'transactions/99990090/4400112233-EUR:2020-01-01:D0042TEST000061:-84.17',
      accountKey: 'accounts/99990090/4400112233-EUR',
      kind: 'DIRECT_DEBIT',
      status: 'POSTED',
      date: '2020-01-01',
      postedAt: null,
      currency: 'EUR',
      amount: '-84.17',
      originalAmount: null,
      originalCurrency: null,
      description: 'RECH.NR. 4400-17',
      counterparty: 'NORDLICHT TELEFON GMBH',
      reference: '12345',
      categoryCode: '004',
      categoryName: 'LASTSCHRIFT',
      categoryOrigin: 'PROVIDER',
      categoryConfidence: null,
      pendingKey: 'transactions/99990090/4400112233-EUR:interim#D0042TEST000061:-84.17',
      paymentKey: null,
      runningBalance: '90126.33',
    })
    assert.deepEqual(
      [transfer?.amount, transfer?.description, transfer?.counterparty, transfer?.reference],
      ['1500', 'UEBERTRAG', 'BRANDT SABINE', null],
    )
    assert.deepEqual(
      [reversal?.amount, reversal?.description, reversal?.date, reversal?.runningBalance],
      ['-61.25', 'KORREKTUR', '2020-01-02', '91565.08'],
    )
    assert.deepEqual(only(mapFile('statements', GERMAN)).findings, [])
  })

  test('in the Dutch form, in SWIFT’s own envelope, is read through its cut lines', () => {
    const file = fixture('dutch.mt940.sta')
    const [bakery, devries] = transactionsOf(file)
    assert.deepEqual(
      [bakery?.accountKey, bakery?.amount, bakery?.counterparty, bakery?.description, bakery?.reference],
      [
        'accounts/NL91ABNA0417164300-EUR',
        '-60',
        'BAKKERIJ DE KORENBLOEM',
        'Factuur 2026/031 en levering vrijdag',
        'E2E-NL-1',
      ],
    )
    assert.equal(bakery?.categoryName, 'SEPA OVERBOEKING')
    assert.deepEqual(
      [devries?.amount, devries?.counterparty, devries?.description, devries?.runningBalance],
      ['12.345', 'J. de Vries', '9000000012345678', '952.845'],
    )
  })

  test('may go over several pages, which are one statement', () => {
    const file = fixture('paged.mt940.sta')
    const { statements, accounts } = read(file)
    assert.deepEqual([statements?.length, accounts?.length], [1, 1])
    assert.deepEqual(only(mapFile('statements', file)).findings, [])
    const [refund, dash, expected] = transactionsOf(file)
    assert.deepEqual(
      [refund?.date, refund?.amount, refund?.description, refund?.reference, refund?.runningBalance],
      ['2026-01-02', '30.00', 'Card refund - from the shop', '12345678', '-20.00'],
    )
    assert.deepEqual(
      [dash?.description, dash?.originalAmount, dash?.originalCurrency, dash?.runningBalance],
      ['- - a text that begins with a dash :and one with a colon', '-6.30', 'USD', '-25.00'],
    )
    assert.deepEqual([expected?.status, expected?.amount, expected?.date], ['PENDING', '7.00', '2026-01-02'])
  })

  test('takes the sign from the mark, whatever letter of the currency follows', () => {
    const amountOf = (line: string) => booking(line).amount
    assert.equal(amountOf('2603050305CR300,NTRFNONREF'), '300')
    assert.equal(amountOf('2603050305DD212,39NTRFNONREF'), '-212.39')
    assert.equal(amountOf('260305RCR61,25NRTINONREF'), '-61.25')
    assert.equal(amountOf('260305RD61,25NRTINONREF'), '61.25')
    assert.equal(amountOf('260305    C380115,1NTRFNONREF'), '380115.1')
    assert.equal(amountOf('260305D000000000025,00NTRFNONREF'), '-25.00')
    assert.equal(amountOf('260305C00,12NTRFNONREF'), '0.12')
    assert.equal(amountOf('260305C90071992547409931,12NTRFNONREF'), '90071992547409931.12')
  })

  test('takes the year of the entry from the value’s day', () => {
    assert.equal(booking('2512310102C1,NTRFNONREF').date, '2026-01-02')
    assert.equal(booking('2601011231C1,NTRFNONREF').date, '2025-12-31')
    assert.equal(booking('8001010101C1,NTRFNONREF').date, '1980-01-01')
    assert.equal(booking('260305C1,NTRFNONREF').date, '2026-03-05')
  })

  test('with a day that does not exist takes the month’s last one, and says so', () => {
    const [mapped] = mapFile('transactions', mt940([':61:1602300230C1,NTRFNONREF']))
    assert.deepEqual(
      mapped?.records.map((it) => it.type === 'TRANSACTION' && it.date),
      ['2016-02-29'],
    )
    assert.deepEqual(
      mapped.findings.map((it) => it.message),
      [
        "The day 160230 does not exist; taken is the month's last, 2016-02-29.",
        "The day 0230 does not exist; taken is the month's last, 2016-02-29.",
      ],
    )
  })

  test('reads keywords wherever they are cut', () => {
    const cut = booking(
      '2603050305C10,NTRFNONREF//B1',
      '166<00GUTSCHRIFT<20EREF+2026-000000000000004711<21 MREF+M1 CR\r\nED+DE98ZZZ09999999999 SV<22WZ+Miete Maerz 2026 und Nebe<23nkosten ABWA+Amt fuer Mieten<32Anna <33Muster',
    )
    assert.deepEqual(
      [cut.reference, cut.description, cut.counterparty, cut.kind],
      ['2026-000000000000004711', 'Miete Maerz 2026 und Nebenkosten', 'Anna Muster', 'PAYMENT'],
    )
  })

  test('joins sub-fields without keywords by whether they are full', () => {
    const { description } = booking(
      '2603050305C10,NTRFNONREF//B1',
      '051?00UEBERWEISUNG?20RECHNUNG VOM ZWOELFTEN DEZE?21MBER?22VIELEN DANK?60AUCH SO',
    )
    assert.equal(description, 'RECHNUNG VOM ZWOELFTEN DEZEMBER VIELEN DANK AUCH SO')
  })

  test('without text falls back to what the booking is, then to nothing', () => {
    assert.equal(booking('2603050305D1,NCHGNONREF//B1\r\nKONTOFUEHRUNG').description, 'KONTOFUEHRUNG')
    const bare = booking('2603050305D1,NCHGNONREF//B1')
    assert.deepEqual([bare.description, bare.kind, bare.categoryCode], ['', 'FEE', 'CHG'])
  })

  test('keeps a booking that cannot be read apart, with its line', () => {
    const file = mt940([':61:sometime C1,', ':61:2603050305C2,NTRFNONREF'], 'C260305EUR102,00')
    const { transactions = [] } = read(file)
    assert.deepEqual(transactions[0], {
      ...(transactions[0] as object),
      entry: { unreadable: 'line 5, ":61:sometime C1,"', information: [] },
    })
    assert.deepEqual(only(mapFile('statements', file)).findings, [])
  })

  test('without a closing balance, or with one that cannot be read, keeps its bookings', () => {
    const open = mt940([':61:2603050305C2,NTRFNONREF//B1']).replace(/:62F:.*\r\n/, '')
    const account = only(recordsOf('accounts', open))
    assert.ok(account.type === 'ACCOUNT')
    assert.deepEqual([account.balanceCurrent, only(transactionsOf(open)).date], [null, '2026-03-05'])
    const broken = mt940([], 'Dnullnull7414,3')
    assert.deepEqual(
      only(mapFile('statements', broken)).findings.map((it) => it.message),
      ['The balance in line 5, ":62F:Dnullnull7414,3" cannot be read.'],
    )
  })

  test('names its account with or without a currency after it', () => {
    const keyOf = (account: string) => {
      const file = mt940([':61:2603050305C2,NTRFNONREF//B1']).replace(/:25:.*/, `:25:${account}`)
      return only(transactionsOf(file)).accountKey
    }
    assert.equal(keyOf('NL91ABNA0417164300 EUR'), 'accounts/NL91ABNA0417164300-EUR')
    assert.equal(keyOf('NL91ABNA0417164300EUR'), 'accounts/NL91ABNA0417164300-EUR')
    assert.equal(keyOf('99990090/4400112233EUR'), 'accounts/99990090/4400112233-EUR')
    assert.equal(keyOf('MU43BOMM0101123456789101000MUR'), 'accounts/MU43BOMM0101123456789101000MUR-EUR')
  })
})

describe('an MT942 report', () => {
  test('brings what is known so far as one record, which the statement replaces', () => {
    const [interim, ...others] = mapFile('transactions', fixture('interim.mt942.sta'))
    assert.deepEqual(others, [])
    assert.equal(interim?.id, '99990090/4400112233-EUR:interim')
    const [debit] = interim.records
    assert.ok(debit?.type === 'TRANSACTION')
    assert.deepEqual(
      [debit.amount, debit.currency, debit.counterparty, debit.date, debit.status],
      ['-84.17', 'EUR', 'ZEITUNGSVERLAG NORD', '2020-01-03', 'PENDING'],
    )
  })
})
