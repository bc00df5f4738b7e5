import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { latestNight, parseNight, type Night } from '../../src/domain/night.ts'

function night(text: string): Night {
  const parsed = parseNight(text)
  assert.ok(parsed, text)
  return parsed
}

/** The latest night at an instant, as text. */
function at(text: string, now: string) {
  const { beginsAt, endsAt, isToSunday } = latestNight(night(text), new Date(now))
  const short = (it: Date) => it.toISOString().replace(':00.000', '')
  return `${short(beginsAt)} ${short(endsAt)}${isToSunday ? ' to Sunday' : ''}`
}

describe('the night', () => {
  test('goes across midnight, and is the one before until it begins', () => {
    const [before, after] = ['2026-03-04T22:00Z 2026-03-05T05:00Z', '2026-03-05T22:00Z 2026-03-06T05:00Z']
    assert.equal(at('22:00-05:00', '2026-03-05T00:00:00Z'), before)
    assert.equal(at('22:00-05:00', '2026-03-05T12:00:00Z'), before)
    assert.equal(at('22:00-05:00', '2026-03-05T21:59:59.999Z'), before)
    assert.equal(at('22:00-05:00', '2026-03-05T22:00:00Z'), after)
    assert.equal(at('22:00-05:00', '2026-03-05T23:59:59Z'), after)
  })

  test('may lie within one day', () => {
    assert.equal(at('01:00-05:00', '2026-03-05T03:00:00Z'), '2026-03-05T01:00Z 2026-03-05T05:00Z')
    assert.equal(at('01:00-05:00', '2026-03-05T00:59:00Z'), '2026-03-04T01:00Z 2026-03-04T05:00Z')
  })

  test('to Sunday is the one that ends on it, where it is', () => {
    assert.equal(at('22:00-05:00', '2026-03-07T23:00:00Z'), '2026-03-07T22:00Z 2026-03-08T05:00Z to Sunday')
    assert.equal(at('01:00-05:00', '2026-03-08T02:00:00Z'), '2026-03-08T01:00Z 2026-03-08T05:00Z to Sunday')
    assert.equal(at('22:00-05:00', '2026-03-08T23:00:00Z'), '2026-03-08T22:00Z 2026-03-09T05:00Z')
    // In Auckland it is already Sunday evening.
    assert.equal(
      at('22:00-05:00 Pacific/Auckland', '2026-03-07T12:00:00Z'),
      '2026-03-07T09:00Z 2026-03-07T16:00Z to Sunday',
    )
  })

  test('is told in the time of a place, winter and summer', () => {
    const berlin = '22:00-05:00 Europe/Berlin'
    assert.equal(at(berlin, '2026-01-15T23:00:00Z'), '2026-01-15T21:00Z 2026-01-16T04:00Z')
    assert.equal(at(berlin, '2026-07-15T23:00:00Z'), '2026-07-15T20:00Z 2026-07-16T03:00Z')
    assert.equal(
      at('22:00-05:00 America/Los_Angeles', '2026-01-16T08:00:00Z'),
      '2026-01-16T06:00Z 2026-01-16T13:00Z',
    )
    assert.equal(
      at('22:00-05:00 Asia/Kolkata', '2026-01-15T18:00:00Z'),
      '2026-01-15T16:30Z 2026-01-15T23:30Z',
    )
  })

  test('is an hour shorter or longer when the clocks change', () => {
    const berlin = '22:00-05:00 Europe/Berlin'
    assert.equal(at(berlin, '2026-03-29T00:30:00Z'), '2026-03-28T21:00Z 2026-03-29T03:00Z to Sunday')
    assert.equal(at(berlin, '2026-10-25T00:30:00Z'), '2026-10-24T20:00Z 2026-10-25T04:00Z to Sunday')
  })

  test('begins after an hour that is left out, and in the first of one that comes twice', () => {
    const berlin = '02:30-05:00 Europe/Berlin'
    assert.equal(at(berlin, '2026-03-29T02:00:00Z'), '2026-03-29T01:30Z 2026-03-29T03:00Z to Sunday')
    assert.equal(at(berlin, '2026-10-25T01:00:00Z'), '2026-10-25T00:30Z 2026-10-25T04:00Z to Sunday')
  })
})

describe('a night in words', () => {
  test('that is none is refused', () => {
    for (const text of [
      '',
      'night',
      '22-5',
      '22:00-24:00',
      '22:60-05:00',
      '22:00-22:00',
      '22:00-05:00 Europe/Atlantis',
      '22:00-05:00 +02:00',
      '22:00-05:00 Europe/Berlin tonight',
    ]) {
      assert.equal(parseNight(text), null, text)
    }
  })

  test('is UTC where it names no place', () => {
    assert.equal(parseNight('22:00-05:00')?.zone, 'UTC')
    assert.equal(parseNight('22:00-05:00 Europe/Berlin')?.zone, 'Europe/Berlin')
  })
})
