import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapFile, only, recordsOf, transactionsOf } from './files.ts'
import { camt053, entry, IBAN, mt940 } from './making.ts'

const booking = (line: string, ...information: string[]) =>
  only(transactionsOf(mt940([`:61:${line}`, ...information.map((it) => `:86:${it}`)])))

describe('an entry in MT940', () => {
  test('may have a blank before its type', () => {
    const { amount, reference, kind, categoryCode } = booking('2603050305C50,00 NTRFNONREF//B7')
    assert.deepEqual([amount, reference, kind, categoryCode], ['50.00', null, 'PAYMENT', 'TRF'])
  })

  test('may have a type of blanks', () => {
    const { amount, kind, categoryCode } = booking('2603050305DF2402,00S   X')
    assert.deepEqual([amount, kind, categoryCode], ['-2402.00', 'UNKNOWN', null])
  })

  test('has no reference where it only says in which field one is', () => {
    assert.equal(booking('260305C5,NTRFEREF//B1', '/EREF/RUN-7//REMI/USTD//Fees/').reference, 'RUN-7')
    for (const word of ['PREF', 'EREF', 'KREF+']) {
      assert.equal(booking(`260305C5,NTRF${word}//B1`, '/REMI/USTD//Fees/').reference, null, word)
    }
  })

  test('may begin its German form with a blank', () => {
    const { counterparty, description, categoryCode } = booking(
      '260305C5,NTRFNONREF',
      ' 166?00GUTSCHRIFT?20Invoice 7?32Anna Weber',
    )
    assert.deepEqual([counterparty, description, categoryCode], ['Anna Weber', 'Invoice 7', '166'])
  })

  test('keeps words apart where a sub-field after a keyword is not full', () => {
    const { description, kind } = booking(
      '260305D20,NTRFNONREF',
      '177?00ONLINE-UEBERWEISUNG?20SVWZ+Paper?21of 4 March?22TAN 002153',
    )
    assert.deepEqual([description, kind], ['Paper of 4 March TAN 002153', 'PAYMENT'])
  })
})

test('an account in MT940 has no slash before it, nor between it and its currency', () => {
  const keyOf = (account: string) => {
    const file = mt940([':61:2603050305C2,NTRFNONREF//B1']).replace(/:25:.*/, `:25:${account}`)
    return only(transactionsOf(file)).accountKey
  }
  assert.equal(keyOf('//AT20111/00012345678/EUR'), 'accounts/AT20111/00012345678-EUR')
  assert.equal(keyOf('BANKHUHB/1234567002/EUR'), 'accounts/BANKHUHB/1234567002-EUR')
})

test('an account in camt has no balance in another currency', () => {
  const file = camt053({ closing: '90.00' }).replace('<Amt Ccy="EUR">90.00', '<Amt Ccy="SEK">90.00')
  const account = only(recordsOf('accounts', file))
  assert.ok(account.type === 'ACCOUNT')
  assert.deepEqual([account.currency, account.balanceCurrent, account.balanceAsOf], ['EUR', null, null])
})

test('an advice without its account’s currency is of the account that its entries are in', () => {
  const advice = fixture('advice.054.001.04.xml')
    .toString()
    .replace(/<Ccy>\w+<\/Ccy>/, '')
  const keys = (file: Buffer | string) =>
    mapFile('notifications', file).flatMap(({ records }) =>
      records.map((it) => it.type === 'TRANSACTION_DETAIL' && it.transactionKey),
    )
  assert.deepEqual(keys(advice), keys(fixture('advice.054.001.04.xml')))
})

test('the first version of camt is read like the others', () => {
  const party = '<RltdPties><Dbtr><Nm>Anna Weber</Nm></Dbtr></RltdPties>'
  const first = camt053({ closing: '108.85', entries: [entry('8.85', `<TxDtls>${party}</TxDtls>`)] })
    .replaceAll('BkToCstmrStmt', 'BkToCstmrStmtV01')
    .replace('<IBAN>', '<PrtryAcct><Id>')
    .replace('</IBAN>', '</Id></PrtryAcct>')
    .replace('<Sts><Cd>BOOK</Cd></Sts>', '<Sts>BOOK</Sts>')
  const { amount, counterparty, accountKey, runningBalance } = only(transactionsOf(first))
  assert.deepEqual(
    [amount, counterparty, accountKey, runningBalance],
    ['8.85', 'Anna Weber', `accounts/${IBAN}-EUR`, '108.85'],
  )
})
