import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bankStatement } from '../../../src/providers/bank-statement/index.ts'
import { bankStatements } from '../../../src/sandbox/bank-statement/index.ts'
import { outcomeOf, replaced } from '../messy.ts'
import { mapFile, only, read, SOURCE, transactionsOf } from './files.ts'
import { camt053, entry, mt940, type Made } from './making.ts'

const findingsOf = (file: string) => only(mapFile('statements', file)).findings

/** What is found between statements, as the engine asks: of all of them, in any order. */
function between(...files: readonly (string | Buffer)[]): string[] {
  const records = files.flatMap((it) => read(it)['statements'] ?? [])
  const found = bankStatement.files.between.find(records.toReversed())
  return found.map(({ id, finding }) => `${id} ${finding.code} ${finding.severity}: ${finding.message}`)
}

const day = (on: string, number: number, opening: string, closing: string, more: Made = {}) =>
  camt053({ id: `S${number}`, number, on, opening, closing, ...more })

describe('a statement whose balances and bookings do not fit', () => {
  test('is shown with what it would have to close with', () => {
    const file = camt053({ number: 7, closing: '90.00', entries: [entry('-5.00'), entry('-4.99')] })
    assert.deepEqual(findingsOf(file), [
      {
        code: 'BALANCE_MISMATCH',
        severity: 'WARNING',
        message:
          'The statement 7 of 2026-03-05 (account …0014) opens with 100.00 EUR and books -9.99, which makes 90.01; it closes with 90.00, a difference of -0.01.',
        path: ['statement'],
      },
    ])
    assert.equal(transactionsOf(file)[0]?.runningBalance, null)
  })

  test('keeps all its bookings as they are', () => {
    const file = mt940([':61:2603050305C2,NTRFNONREF//B1'], 'C260305EUR500,00')
    assert.equal(findingsOf(file)[0]?.code, 'BALANCE_MISMATCH')
    assert.equal(only(transactionsOf(file)).amount, '2')
  })

  test('is not held against it when one of its bookings cannot be read', () => {
    const file = camt053({ closing: '90.00', entries: [entry('-5.00').replace('DBIT', 'OUT')] })
    assert.deepEqual(findingsOf(file), [])
  })

  test('has no running balances either when it begins with its newest booking', () => {
    const entries = [entry('1.00', '', '2026-03-05'), entry('2.00', '', '2026-03-04')]
    const balances = (all: string[]) =>
      transactionsOf(camt053({ closing: '103.00', entries: all })).map((it) => it.runningBalance)
    assert.deepEqual(balances(entries), [null, null])
    assert.deepEqual(balances(entries.toReversed()), ['102.00', '103.00'])
  })
})

describe('between statements of an account', () => {
  const monday = day('2026-03-02', 1, '100.00', '110.00')
  const tuesday = day('2026-03-03', 2, '110.00', '90.00')
  const friday = day('2026-03-06', 3, '90.00', '95.00')

  test('that chain nothing is found, whatever days they leave out', () => {
    assert.deepEqual(between(monday, tuesday, friday), [])
  })

  test('a missing one is named by its neighbours and what moved meanwhile', () => {
    assert.deepEqual(between(monday, friday), [
      'DE18999900100000730014-EUR:053:2026-03-06:3:90.00:95.00 STATEMENT_GAP WARNING: The statement 1 of 2026-03-02 (account …0014) closes with 110.00 EUR, but the statement 3 of 2026-03-06 (account …0014) opens with 90.00: movements of -20.00 EUR between them are in no statement.',
    ])
  })

  test('a missing one that moved nothing is told by its number', () => {
    const later = day('2026-03-04', 3, '110.00', '120.00')
    assert.match(
      between(monday, later).join(),
      /STATEMENT_GAP INFO: Between the statement 1 .* fit at 110.00 EUR/,
    )
  })

  test('days that are told twice are found, though their bookings are not doubled', () => {
    const month = day('2026-03-31', 9, '100.00', '95.00', { entries: [entry('10.00', '', '2026-03-02')] })
    const [found, ...others] = between(monday, tuesday, friday, month)
    assert.deepEqual(others, [])
    assert.match(
      found ?? '',
      /:2026-03-31:9:100\.00:95\.00 STATEMENT_OVERLAP WARNING: .* opens with 100.00 EUR .* 95.00 EUR\.$/,
    )
  })

  test('of one day that are all numbered alike the order is that of their balances too', () => {
    const [first, second] = [day('2026-03-02', 1, '0', '5'), day('2026-03-02', 1, '5', '-3')]
    assert.deepEqual(between(second, first), [])
  })

  test('of one day the order is that of their balances', () => {
    const [morning, noon, evening] = [
      day('2026-03-02', 0, '100.00', '110.00', { id: 'C' }),
      day('2026-03-02', 0, '110.00', '70.00', { id: 'A' }),
      day('2026-03-02', 0, '70.00', '75.00', { id: 'B' }),
    ]
    const before = day('2026-03-01', 0, '90.00', '100.00', { id: 'Z' })
    assert.deepEqual(between(before, morning, noon, evening), [])
  })

  test('nothing is found in what the played bank sends, one of them in two formats; a lost one is missed', () => {
    const files = bankStatements({ seed: 3, now: new Date('2026-03-05T10:00:00Z') }).map((it) => it.bytes)
    assert.deepEqual(between(...files), [])
    assert.equal(between(...files.toSpliced(5, 1)).length, 1)
  })
})

describe('what nobody knew', () => {
  test('is a finding, and the booking is kept', () => {
    const [one] = mapFile(
      'transactions',
      camt053({ entries: [entry('1.00').replace('BOOK', 'DONE'), entry('2.00')] }),
    ).filter((it) => it.id.endsWith(':interim'))
    const [record] = one?.records ?? []
    assert.ok(record?.type === 'TRANSACTION')
    assert.deepEqual([record.status, record.amount], ['UNKNOWN', '1.00'])
    assert.deepEqual(
      one?.findings.map((it) => it.message),
      ['The bank\'s status "DONE" is not known here.'],
    )
  })

  test('of a transaction’s code leaves its kind open', () => {
    const code =
      '<BkTxCd><Domn><Cd>NEWS</Cd><Fmly><Cd>AAAA</Cd><SubFmlyCd>BBBB</SubFmlyCd></Fmly></Domn></BkTxCd>'
    const file = camt053({ entries: [entry('1.00', code)] })
    const [booking] = mapFile('transactions', file)
    assert.equal(transactionsOf(file)[0]?.kind, 'UNKNOWN')
    assert.equal(transactionsOf(file)[0]?.categoryCode, 'NEWS-AAAA-BBBB')
    assert.deepEqual(
      booking?.findings.map((it) => it.code),
      ['UNKNOWN_VALUE'],
    )
  })
})

describe('what a file leaves out though its standard has it', () => {
  const messagesOf = (stream: 'statements' | 'transactions', file: string) =>
    mapFile(stream, file).flatMap(({ findings }) => findings.map((it) => it.message))

  test('an entry of a report without a status may be booked or not; one of a statement is booked', () => {
    const unmarked = entry('-5.00', '<AcctSvcrRef>B1</AcctSvcrRef>').replace(/<Sts>.*<\/Sts>/, '')
    const statement = camt053({ closing: '95.00', entries: [unmarked] })
    assert.deepEqual(messagesOf('transactions', statement), [])
    assert.equal(only(transactionsOf(statement)).status, 'POSTED')
    const report = statement
      .replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt')
      .replaceAll('Stmt>', 'Rpt>')
      .replace('camt.053', 'camt.052')
    assert.equal(only(transactionsOf(report)).status, 'UNKNOWN')
    assert.match(only(messagesOf('transactions', report)), /whether an entry of its report is booked/)
  })

  test('a booking without any day is of the statement’s, and says so', () => {
    const undated = entry('-5.00').replace(/<BookgDt>.*<\/BookgDt>/, '')
    const file = camt053({ closing: '95.00', entries: [undated] })
    assert.equal(only(transactionsOf(file)).date, '2026-03-05')
    assert.deepEqual(messagesOf('transactions', file), [
      "A booking tells no day; taken is the statement's, 2026-03-05.",
    ])
    const valued = file.replace('</Sts>', '</Sts><ValDt><Dt>2026-03-04</Dt></ValDt>')
    assert.deepEqual(messagesOf('transactions', valued), [
      'A booking does not tell its day; taken is the value date, 2026-03-04.',
    ])
  })

  test('an entry date that is none leaves the value date, and says so', () => {
    const file = mt940([':61:2603051332D5,NTRFNONREF//B1'], 'C260305EUR95,00')
    assert.equal(only(transactionsOf(file)).date, '2026-03-05')
    assert.deepEqual(messagesOf('transactions', file), [
      'The entry date 1332 is no day; taken is the value date, 2026-03-05.',
    ])
  })

  test('a balance without its day is none', () => {
    const file = camt053().replaceAll('<Dt><Dt>2026-03-05</Dt></Dt>', '')
    const { records, findings } = only(mapFile('accounts', file))
    const [account] = records
    assert.deepEqual([account?.type === 'ACCOUNT' && account.balanceCurrent, findings], [null, []])
    const unread = 'A balance of the statement cannot be read, and counts for nothing.'
    assert.deepEqual(messagesOf('statements', file), [unread, unread])
    assert.deepEqual(messagesOf('statements', mt940([], 'C261305EUR100,00')), [
      'The balance in :62F:, of the day 261305 cannot be read.',
    ])
    assert.deepEqual(messagesOf('statements', mt940([], 'C260431EUR100,00')), [
      "The day 260431 does not exist; taken is the month's last, 2026-04-30.",
    ])
  })

  test('a balance that does not tell its direction is none', () => {
    const [record] = read(mt940([]))['accounts'] ?? []
    const raw = replaced(record, ['statement', 'closing', 'mark'], undefined)
    const outcome = outcomeOf(bankStatement, 'accounts', raw, SOURCE)
    const [account] = outcome.refused ? [] : outcome.records
    assert.ok(account?.type === 'ACCOUNT')
    assert.equal(account.balanceCurrent, null)
  })
})
