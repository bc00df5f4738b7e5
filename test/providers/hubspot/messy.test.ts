import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hubspot } from '../../../src/providers/hubspot/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { leavesOf, numberAsText, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, row, SOURCE, streamNames, streams, type StreamName } from './mapping.ts'

const outcome = (stream: StreamName, raw: unknown) => outcomeOf(hubspot, stream, raw, SOURCE)
const same = (it: unknown) => it

/** Without these a record says nothing. */
const NEEDED: Readonly<Record<StreamName, readonly string[]>> = {
  account: ['portalId'],
  companies: ['id'],
  contacts: ['id'],
  tax_rates: ['id'],
  // The id of a line as well; and the amount of a line that is discounted in percent.
  invoices: ['id', 'hs_currency', 'hs_amount_billed', 'amount'],
  commerce_payments: ['id', 'hs_initial_amount', 'hs_currency_code'],
}

describe('messy HubSpot records', () => {
  for (const stream of streamNames) {
    const raw = fixture(stream)
    const clean = outcome(stream, raw)

    test(`${stream}: without a value, or with null or blanks, it maps unless nothing can be said`, () => {
      for (const path of leavesOf(raw)) {
        const name = String(path.at(-1))
        if (typeof path.at(-1) === 'number') continue
        const [absent, none, blank] = [undefined, null, ' '].map((it) =>
          outcome(stream, replaced(raw, path, it)),
        )
        if (!NEEDED[stream].includes(name)) assert.equal(absent?.refused, false, name)
        assert.equal(none?.refused, absent?.refused, name)
        if (absent?.refused === false) assert.deepEqual([none, blank], [absent, absent], name)
      }
    })

    test(`${stream}: without what it needs it is refused, with the reason`, () => {
      for (const name of NEEDED[stream].filter((it) => it !== 'amount')) {
        const [path] = leavesOf(raw).filter((it) => it.at(-1) === name)
        const refused = outcome(stream, replaced(raw, path ?? [], undefined))
        assert.ok(refused.refused && refused.reasons.some((it) => it.includes(name)), name)
      }
    })

    test(`${stream}: numbers as text and unknown fields change nothing`, () => {
      const texts = rewritten(raw, numberAsText, (it) => it)
      const grown = rewritten(raw, same, (it) => ({ ...it, brand_new: { amount: 1 } }))
      assert.deepEqual(outcome(stream, texts), clean)
      assert.deepEqual(outcome(stream, grown), clean)
    })
  }

  test('amounts keep every digit, as text and as numbers', () => {
    const amounts = (hs_amount_billed: unknown) => {
      const raw = row('invoices', { hs_amount_billed, hs_balance_due: hs_amount_billed, hs_amount_paid: '0' })
      const { accepted } = mapRecords(JSON.stringify(raw), hubspot, 'invoices', SOURCE)
      return accepted.map((it) => it.type === 'INVOICE' && it.total)
    }
    assert.deepEqual(amounts('23631.98050000001'), ['23631.98050000001'])
    assert.deepEqual(amounts(1250), ['1250'])
    assert.deepEqual(amounts('1.25E3'), ['1250'])
  })

  test('what is in the recycling bin is known as such', () => {
    const archived = row('invoices', {}, { archived: true, archivedAt: '2026-01-02T03:04:05Z' })
    const { accepted, deleted } = mapRecords(JSON.stringify([archived]), hubspot, 'invoices', SOURCE)
    assert.deepEqual([accepted, deleted], [[], [{ index: 0, id: archived.id, deleted: true }]])
    assert.equal(streams.invoices.deletedId?.(fixture('invoices')), null)
  })

  test('answers are taken whole: lists, with or without further pages, and batches', () => {
    const results = [fixture('companies'), row('companies', {}, { id: '2' })]
    const paging = { next: { after: '3', link: 'https://api.hubapi.com/crm/v3/objects/companies?after=3' } }
    for (const answer of [
      { results },
      { total: 2, results, paging },
      { status: 'COMPLETE', results, numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND' }] },
    ]) {
      const { accepted, refused } = mapRecords(JSON.stringify(answer), hubspot, 'companies', SOURCE)
      assert.deepEqual([accepted.length, refused], [2, []])
    }
  })
})
