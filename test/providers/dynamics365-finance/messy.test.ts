import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import { leavesOf, numberAsText, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, SOURCE, streamNames, type StreamName } from './mapping.ts'

const outcome = (stream: StreamName, raw: unknown) => outcomeOf(dynamics365Finance, stream, raw, SOURCE)

describe('messy Dynamics records', () => {
  for (const stream of streamNames) {
    const raw = fixture(stream)
    const clean = outcome(stream, raw)
    const paths = leavesOf(raw).filter((path) => path.length > 0 && typeof path.at(-1) !== 'number')

    test(`${stream}: a value that is absent, null or empty is the same, or its name is in the refusal`, () => {
      for (const path of paths) {
        const [absent, none, empty] = [undefined, null, ''].map((it) =>
          outcome(stream, replaced(raw, path, it)),
        )
        if (absent?.refused === true) {
          assert.match(absent.reasons.join(), new RegExp(String(path.at(-1))), path.join('.'))
          assert.ok(none?.refused === true && empty?.refused === true, path.join('.'))
        } else {
          assert.deepEqual(none, absent, path.join('.'))
          assert.deepEqual(empty, absent, path.join('.'))
        }
      }
    })

    test(`${stream}: numbers as text are numbers`, () => {
      assert.deepEqual(
        outcome(
          stream,
          rewritten(raw, numberAsText, (it) => it),
        ),
        clean,
      )
    })

    test(`${stream}: unknown fields change nothing`, () => {
      const grown = rewritten(
        raw,
        (it) => it,
        (it) => ({ ...it, BrandNewField: { amount: 1 } }),
      )
      assert.deepEqual(outcome(stream, grown), clean)
    })

    test(`${stream}: something else is refused`, () => {
      for (const wrong of [null, 'text', 7, [], {}]) assert.equal(outcome(stream, wrong).refused, true)
    })
  }

  test('dates come as noon, as midnight, with an offset or as a day; 1900 is none', () => {
    const due = (DueDate: unknown) => {
      const it = outcome('free_text_invoices', fixture('free_text_invoices', { DueDate }))
      const [invoice] = it.refused ? [] : it.records
      return it.refused ? 'refused' : invoice?.type === 'INVOICE' && invoice.dueDate
    }
    for (const told of [
      '2026-04-01T12:00:00Z',
      '2026-04-01',
      '2026-04-01T12:00:00',
      '2026-04-01T13:00:00+01:00',
    ]) {
      assert.equal(due(told), '2026-04-01', told)
    }
    assert.equal(due('1900-01-01T12:00:00Z'), null)
    assert.equal(due('1900-01-01T00:00:00Z'), null)
    assert.equal(due('2026-02-30T12:00:00Z'), 'refused')
  })

  test('yes and no are read in any case, and as true and false; another word is refused', () => {
    const status = (IsPosted: unknown) => {
      const it = outcome('free_text_invoices', fixture('free_text_invoices', { IsPosted }))
      const [invoice] = it.refused ? [] : it.records
      return it.refused ? 'refused' : invoice?.type === 'INVOICE' && invoice.status
    }
    assert.deepEqual(['Yes', 'YES', true].map(status), ['OPEN', 'OPEN', 'OPEN'])
    assert.deepEqual(['No', false].map(status), ['DRAFT', 'DRAFT'])
    assert.deepEqual([null, 'Perhaps'].map(status), ['UNKNOWN', 'refused'])
  })
})
