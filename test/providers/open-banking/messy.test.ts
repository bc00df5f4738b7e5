import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openBanking } from '../../../src/providers/open-banking/index.ts'
import { leavesOf, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, SOURCE, streamNames, type StreamName } from './mapping.ts'

const outcome = (stream: StreamName, raw: unknown) => outcomeOf(openBanking, stream, raw, SOURCE)

describe('messy Berlin Group records', () => {
  for (const stream of streamNames) {
    const raw = fixture(stream)
    const clean = outcome(stream, raw)
    // What the adapter itself adds is never messy.
    const leaves = leavesOf(raw).filter(([first]) => first !== 'listed')

    test(`${stream}: without a value, with null or with nothing in it, it maps or names what is missing`, () => {
      for (const path of leaves) {
        if (path.length === 0 || typeof path.at(-1) === 'number') continue
        const [absent, ...others] = [undefined, null, ''].map((it) =>
          outcome(stream, replaced(raw, path, it)),
        )
        for (const it of others) {
          assert.equal(it.refused, absent?.refused, path.join('.'))
          if (it.refused) assert.match(it.reasons.join(), new RegExp(String(path.at(-1))))
          else assert.deepEqual(it, absent, path.join('.'))
        }
      }
    })

    test(`${stream}: only its amounts and their currencies cannot be left out`, () => {
      const needed = leaves.filter((path) => outcome(stream, replaced(raw, path, undefined)).refused)
      assert.ok(
        needed.every((path) => /^(amount|currency)$/.test(String(path.at(-1)))),
        needed.join(' '),
      )
    })

    test(`${stream}: unknown fields change nothing`, () => {
      const grown = rewritten(
        raw,
        (it) => it,
        (it) => ({ ...it, brand_new: { amount: 1 } }),
      )
      assert.deepEqual(outcome(stream, grown), clean)
    })
  }

  test('days with a time, or with a zone, are those days', () => {
    for (const day of [
      '2026-03-03T00:00:00',
      '2026-03-03T23:30:00.000+01:00',
      '2026-03-03+01:00',
      ' 2026-03-03 ',
    ]) {
      assert.deepEqual(
        outcome('transactions', fixture('transactions', { bookingDate: day })),
        outcome('transactions', fixture('transactions')),
        day,
      )
    }
    assert.equal(
      outcome('transactions', fixture('transactions', { bookingDate: '03.03.2026' })).refused,
      true,
    )
  })

  test('an exchange is read as a list, and as one by itself', () => {
    const one = { sourceCurrency: 'EUR', targetCurrency: 'USD', unitCurrency: 'EUR', exchangeRate: 1 }
    assert.deepEqual(
      outcome('transactions', fixture('transactions', { currencyExchange: one })),
      outcome('transactions', fixture('transactions', { currencyExchange: [one] })),
    )
  })
})
