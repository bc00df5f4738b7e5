import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { instantOf, optionalDay, optionalInstant } from '../../../src/providers/xero/dates.ts'

describe('Xero’s dates', () => {
  test('are milliseconds in UTC, with or without an offset', () => {
    assert.equal(instantOf('/Date(1772730631490+0000)/'), '2026-03-05T17:10:31.49Z')
    assert.equal(instantOf('/Date(1772730631490)/'), '2026-03-05T17:10:31.49Z')
    assert.equal(instantOf('/Date(1772730631490+1300)/'), '2026-03-05T17:10:31.49Z')
    assert.equal(instantOf('/Date(-86400000+0000)/'), '1969-12-31T00:00:00Z')
  })

  test('are ISO text elsewhere, without a zone', () => {
    assert.equal(instantOf('2026-03-05T17:10:32.123'), '2026-03-05T17:10:32.123Z')
    assert.equal(optionalInstant.parse('2026-03-05T17:10:31Z'), '2026-03-05T17:10:31Z')
  })

  test('as days are the day in UTC, or the day as it is written', () => {
    for (const day of [
      '/Date(1772409600000+0000)/',
      '/Date(1772409600000)/',
      '2026-03-02T00:00:00',
      '2026-03-02',
      '/Date(1772485800000+0000)/',
    ]) {
      assert.equal(optionalDay.parse(day), '2026-03-02', day)
    }
    assert.deepEqual(
      [optionalDay.parse(''), optionalDay.parse(null), optionalDay.parse(undefined)],
      [null, null, null],
    )
  })

  test('as days are those of the zone beside them where that zone has midnight, and UTC has none', () => {
    const days = {
      '/Date(1398254400000+1200)/': '2014-04-24',
      '/Date(1388660400000+1300)/': '2014-01-03',
      '/Date(1398232800000-0600)/': '2014-04-23',
      '/Date(1398211200000-0600)/': '2014-04-23',
      '/Date(1398211200000+1200)/': '2014-04-23',
      '/Date(1398250000000+1200)/': '2014-04-23',
    }
    for (const [told, day] of Object.entries(days)) assert.equal(optionalDay.parse(told), day, told)
  })

  test('that are none are refused', () => {
    for (const text of [
      '/Date()/',
      '/Date(abc)/',
      '/Date(999999999999999999999)/',
      'soon',
      '/Date(9999999999999999)/',
    ]) {
      assert.equal(optionalInstant.safeParse(text).success, false, text)
      assert.equal(optionalDay.safeParse(text).success, false, text)
    }
    assert.equal(optionalDay.safeParse('2026-02-30').success, false)
  })
})
