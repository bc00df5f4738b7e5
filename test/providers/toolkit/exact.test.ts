import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import {
  calendarDay,
  exactDecimal,
  flag,
  identifier,
  listOf,
  optionalDecimal,
  optionalText,
} from '../../../src/providers/toolkit/exact.ts'
import { utcInstant } from '../../../src/providers/toolkit/instants.ts'

describe('an exact decimal', () => {
  const cases: [json: string, text: string][] = [
    ['12', '12'],
    ['1204.50', '1204.50'],
    ['-0.10', '-0.10'],
    ['1e3', '1000'],
    ['99999999999999999999.99', '99999999999999999999.99'],
    ['"1204.50"', '1204.50'],
  ]
  for (const [json, text] of cases) {
    test(`${json} is read as ${text}`, () => {
      assert.equal(exactDecimal.parse(parseExactJson(json)), text)
    })
  }

  test('is not read from a number that was rounded on its way, nor from other text', () => {
    for (const value of [0.1, 1e21, Number.NaN, '1,50', '', 'twelve', true, null, {}]) {
      assert.equal(exactDecimal.safeParse(value).success, false)
    }
  })
})

describe('what a provider leaves out', () => {
  test('is null, whether absent, null or empty', () => {
    const shape = z.object({ amount: optionalDecimal, note: optionalText, lines: listOf(z.string()) })
    const nothing = { amount: null, note: null, lines: [] }
    assert.deepEqual(shape.parse({}), nothing)
    assert.deepEqual(shape.parse({ amount: null, note: null, lines: null }), nothing)
    assert.deepEqual(shape.parse({ amount: '', note: '  ' }), nothing)
  })

  test('is not what it sent wrongly', () => {
    assert.equal(optionalDecimal.safeParse('n/a').success, false)
    assert.equal(optionalText.safeParse(5).success, false)
    assert.equal(listOf(z.string()).safeParse('one').success, false)
  })
})

test('an id may come as a number, with all its digits', () => {
  assert.equal(identifier.parse(parseExactJson('300000000000012345678')), '300000000000012345678')
  assert.equal(identifier.parse(58), '58')
  assert.equal(identifier.safeParse(' ').success, false)
})

test('a day is a day that exists, with or without a zone behind it', () => {
  assert.equal(calendarDay.parse('2026-03-01-08:00'), '2026-03-01')
  assert.equal(calendarDay.parse('2026-03-01'), '2026-03-01')
  for (const text of ['2026-02-30', '03/01/2026', '2026-03-01T00:00:00']) {
    assert.equal(calendarDay.safeParse(text).success, false, text)
  }
})

test('true and false may come as words, and nothing else is either', () => {
  assert.deepEqual([flag.parse(true), flag.parse('false')], [true, false])
  for (const value of ['yes', 1, null]) assert.equal(flag.safeParse(value).success, false)
})

describe('an instant', () => {
  const cases: [text: string, utc: string | null][] = [
    ['2026-03-05T09:10:31-08:00', '2026-03-05T17:10:31Z'],
    ['2026-03-05T09:10:31-0800', '2026-03-05T17:10:31Z'],
    ['2026-03-05T18:10:31+01', '2026-03-05T17:10:31Z'],
    ['2026-03-05T17:10:32.179851517Z', '2026-03-05T17:10:32.179851Z'],
    ['2026-03-05T17:10:32.500Z', '2026-03-05T17:10:32.5Z'],
    ['2026-03-05T17:10:32', '2026-03-05T17:10:32Z'],
    ['2025-12-31T23:30:00-01:00', '2026-01-01T00:30:00Z'],
    ['2026-02-30T10:00:00Z', null],
    ['2026-03-05T25:00:00Z', null],
    ['2026-03-05', null],
    ['yesterday', null],
  ]
  for (const [text, utc] of cases) {
    test(`${text} is ${utc ?? 'none'}`, () => {
      assert.equal(utcInstant(text), utc)
    })
  }
})
