import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapFile, read, transactionsOf } from './files.ts'
import { camt053, entry, mt940 } from './making.ts'

const keysOf = (file: string) => transactionsOf(file).map((it) => it.key)
const reference = (it: string) => `<AcctSvcrRef>${it}</AcctSvcrRef>`
const said = (it: string) => `<AddtlNtryInf>${it}</AddtlNtryInf>`

describe('the id of a booking', () => {
  test('is the same in a daily statement and in one of the month', () => {
    const coffee = entry('-3.50', said('COFFEE'))
    const day = camt053({ entries: [coffee, coffee, entry('9.00', reference('R9'))] })
    const month = camt053({
      id: 'MONTH',
      number: 3,
      on: '2026-03-31',
      entries: [
        entry('-3.50', said('COFFEE'), '2026-03-04'),
        coffee,
        coffee,
        entry('9.00', reference('R9')),
        entry('-3.50', said('COFFEE'), '2026-03-06'),
      ],
    })
    assert.equal(new Set(keysOf(month)).size, 5)
    assert.deepEqual(keysOf(month).slice(1, 4), keysOf(day))
  })

  test('tells equal bookings of a day apart, with and without a reference', () => {
    const twice = [entry('1.00', reference('R')), entry('1.00', reference('R'))]
    assert.equal(new Set(keysOf(camt053({ entries: twice }))).size, 2)
    const bare = [entry('1.00'), entry('1.00'), entry('1.00')]
    assert.equal(new Set(keysOf(camt053({ entries: bare }))).size, 3)
  })

  test('tells a payment from its fee under the same reference, and from the next day’s', () => {
    const entries = [
      entry('-100.00', reference('R')),
      entry('-0.50', reference('R')),
      entry('-100.00', reference('R'), '2026-03-06'),
    ]
    const whole = keysOf(camt053({ on: '2026-03-06', entries }))
    assert.equal(new Set(whole).size, 3)
    assert.deepEqual(keysOf(camt053({ entries: entries.slice(0, 1) })), whole.slice(0, 1))
  })

  test('takes words that mean none for no reference', () => {
    for (const word of ['NONREF', 'NOTPROVIDED', 'notprovided', '000000', '-']) {
      const [key = ''] = keysOf(camt053({ entries: [entry('1.00', reference(word))] }))
      assert.match(key, /:2026-03-05:[\w-]{22}$/)
    }
  })

  test('is the same in MT940 as in camt by the bank’s reference, and the camt version holds', () => {
    const bookingOf = (file: string) => (read(file)['transactions'] as { id: string; asOf: string }[])[0]
    const camt = bookingOf(camt053({ entries: [entry('2.00', reference('R7'))] }))
    const mt = bookingOf(mt940([':61:2603050305C2,NTRFNONREF//R7'], 'C260305EUR102,00'))
    assert.equal(camt?.id, mt?.id)
    assert.ok(Date.parse(camt?.asOf ?? '') > Date.parse(mt?.asOf ?? ''))
    assert.ok((camt?.asOf ?? '') > (mt?.asOf ?? ''))
  })

  test('does not depend on how the amount’s zeros are written', () => {
    const [short, long] = ['2', '2.00'].map((it) => keysOf(camt053({ entries: [entry(it, reference('R'))] })))
    assert.deepEqual(short, long)
  })
})

describe('a statement', () => {
  test('that comes again as a copy is the same record to the letter', () => {
    const original = camt053({ entries: [entry('1.00', reference('R'))] })
    const copy = camt053({
      entries: [entry('1.00', reference('R'))],
      more: '<CpyDplctInd>DUPL</CpyDplctInd>',
    })
    assert.deepEqual(read(copy), read(original))
  })

  test('twice in one file is there once', () => {
    const xml = fixture('compact.053.001.02.xml').toString()
    const [statement = ''] = /<Stmt>[\s\S]*<\/Stmt>/.exec(xml) ?? []
    assert.deepEqual(read(xml.replace('</Stmt>', `</Stmt>${statement}`)), read(xml))
  })

  test('of today wins over yesterday’s, whichever is read first', () => {
    const [yesterday, today] = [
      camt053({ on: '2026-03-04', closing: '50.00' }),
      camt053({ on: '2026-03-05', closing: '70.00' }),
    ].map((it) => mapFile('accounts', it))
    assert.equal(yesterday?.[0]?.id, today?.[0]?.id)
    const stampOf = (on: string) => (read(camt053({ on }))['accounts'] as { asOf: string }[])[0]?.asOf ?? ''
    assert.ok(stampOf('2026-03-04') < stampOf('2026-03-05'))
  })
})
