import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseNight } from '../../src/domain/night.ts'
import { isTimeToReread } from '../../src/sync/windows.ts'

const night = parseNight('22:00-04:00') ?? assert.fail()

const isTime = (now: string, lastAt: string, more: Partial<Parameters<typeof isTimeToReread>[0]> = {}) =>
  isTimeToReread(
    { rhythm: 'nightly', mode: 'REALTIME', turn: 0, lastAt: new Date(lastAt), ...more },
    { night, now: new Date(now) },
  )

describe('a nightly reading', () => {
  // A Wednesday.
  const before = '2026-03-04T09:00:00Z'

  test('has its time from the beginning of the night to before its end', () => {
    assert.equal(isTime('2026-03-04T12:00:00Z', before), false)
    assert.equal(isTime('2026-03-04T21:59:59.999Z', before), false)
    assert.equal(isTime('2026-03-04T22:00:00Z', before), true)
    assert.equal(isTime('2026-03-05T03:59:59.999Z', before), true)
    assert.equal(isTime('2026-03-05T04:00:00Z', before), false)
  })

  test('has it once a night', () => {
    assert.equal(isTime('2026-03-04T23:00:00Z', '2026-03-04T22:00:00Z'), false)
    assert.equal(isTime('2026-03-04T23:00:00Z', '2026-03-04T21:59:59Z'), true)
    assert.equal(isTime('2026-03-05T22:00:00Z', '2026-03-05T03:59:59Z'), true)
  })

  test('is done at any hour when the night passed without it', () => {
    assert.equal(isTime('2026-03-05T20:59:59Z', before), false)
    assert.equal(isTime('2026-03-05T21:00:00Z', before), true)
  })

  test('spares a source under stress for longer, but at night', () => {
    const mode = 'BATCH'
    assert.equal(isTime('2026-03-04T23:00:00Z', before, { mode }), true)
    assert.equal(isTime('2026-03-06T12:00:00Z', before, { mode }), false)
    assert.equal(isTime('2026-03-07T09:00:00Z', before, { mode }), true)
  })

  test('begins in the first half of the night, each source when it has its turn', () => {
    assert.equal(isTime('2026-03-04T23:29:59Z', before, { turn: 0.5 }), false)
    assert.equal(isTime('2026-03-04T23:30:00Z', before, { turn: 0.5 }), true)
    assert.equal(isTime('2026-03-05T01:00:00Z', before, { turn: 0.999999 }), true)
  })
})

describe('a weekly reading', () => {
  const rhythm = 'weekly'
  const monday = '2026-03-02T09:00:00Z'

  test('has its time in the night to Sunday only', () => {
    assert.equal(isTime('2026-03-06T23:00:00Z', monday, { rhythm }), false)
    assert.equal(isTime('2026-03-07T12:00:00Z', monday, { rhythm }), false)
    assert.equal(isTime('2026-03-07T22:00:00Z', monday, { rhythm }), true)
    assert.equal(isTime('2026-03-08T03:59:00Z', monday, { rhythm }), true)
    assert.equal(isTime('2026-03-08T04:00:00Z', monday, { rhythm }), false)
    assert.equal(isTime('2026-03-08T22:00:00Z', monday, { rhythm }), false)
  })

  test('is done at any hour when that night passed without it', () => {
    assert.equal(isTime('2026-03-10T08:59:59Z', monday, { rhythm }), false)
    assert.equal(isTime('2026-03-10T09:00:00Z', monday, { rhythm }), true)
  })

  test('leaves a source under stress alone', () => {
    assert.equal(isTime('2026-03-07T23:00:00Z', monday, { rhythm, mode: 'BATCH' }), false)
    assert.equal(isTime('2026-06-07T12:00:00Z', monday, { rhythm, mode: 'BATCH' }), false)
  })
})
