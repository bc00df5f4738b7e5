import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { quickbooks } from '../../../src/providers/quickbooks/index.ts'
import { leavesOf, numberAsText, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, mapOne, mapped, SOURCE, streamNames, streams, type StreamName } from './mapping.ts'

const outcome = (stream: StreamName, raw: unknown, baseCurrency: string | null = 'USD') =>
  outcomeOf(quickbooks, stream, raw, { ...SOURCE, baseCurrency })

describe('messy QuickBooks records', () => {
  for (const stream of streamNames) {
    const raw = fixture(stream)
    const clean = outcome(stream, raw)

    test(`${stream}: an absent value, null and an empty one mean the same`, () => {
      for (const path of leavesOf(raw)) {
        // What stands in a list by itself cannot be absent.
        if (typeof path.at(-1) === 'number') continue
        const [absent, none, empty] = [undefined, null, ' '].map((it) =>
          outcome(stream, replaced(raw, path, it)),
        )
        assert.equal(none?.refused, absent?.refused, path.join('.'))
        if (absent?.refused === false) assert.deepEqual([none, empty], [absent, absent], path.join('.'))
        else
          assert.match(
            absent?.reasons.join() ?? '',
            new RegExp(`${String(path.at(-1))}|balance|currency`, 'i'),
          )
      }
    })

    test(`${stream}: numbers as text and unknown fields change nothing`, () => {
      const textual = rewritten(raw, numberAsText, (it) => it)
      const grown = rewritten(
        raw,
        (it) => it,
        (it) => ({ ...it, BrandNew: { value: 1 }, another: [] }),
      )
      assert.deepEqual(outcome(stream, textual), clean)
      assert.deepEqual(outcome(stream, grown), clean)
    })
  }

  test('every digit of an amount stays, however many there are', () => {
    const record = mapOne('payments', { TotalAmt: '1204.500000000000000001', Line: [] })
    assert.equal(record.type === 'PAYMENT' && record.amount, '1204.500000000000000001')
  })

  test('a single-currency company needs its base currency, and the refusal says where to give it', () => {
    const documents: StreamName[] = ['invoices', 'bills', 'payments', 'bill_payments', 'purchases']
    for (const stream of [...documents, 'deposits', 'transfers', 'journal_entries'] as const) {
      const raw = fixture(stream, { CurrencyRef: undefined, ExchangeRate: undefined })
      const refused = outcome(stream, raw, null)
      assert.match(refused.refused ? refused.reasons.join() : '', /--base-currency/, stream)
      assert.equal(outcome(stream, raw, 'CHF').refused, false, stream)
    }
  })

  test('a settings record needs no id: a company has only one', () => {
    for (const stream of ['preferences', 'company_info'] as const) {
      assert.deepEqual(outcome(stream, fixture(stream, { Id: undefined })), outcome(stream, fixture(stream)))
    }
  })

  test('a tax-inclusive amount of 0 beside a price tells nothing', () => {
    const line = {
      Amount: 12.5,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: { TaxInclusiveAmt: 0 },
    }
    const record = mapOne('invoices', {
      GlobalTaxCalculation: 'TaxInclusive',
      Line: [{ ...line, Amount: '12.50' }],
    })
    assert.ok(record.type === 'INVOICE')
    assert.equal(record.amountsIncludeTax, false)
    assert.deepEqual(
      record.lines.map((it) => it.amount),
      ['12.50'],
    )
  })

  test('cash that a deposit gives back is not in its amount', () => {
    const [record] = mapped(
      'deposits',
      fixture('deposits', { TotalAmt: 70, CashBack: { Amount: 30 } }),
    ).records
    assert.equal(record?.type === 'TRANSACTION' && record.amount, '70')
  })

  test('a tombstone is known as one, and a whole record is not', () => {
    const tombstone = {
      domain: 'QBO',
      status: 'Deleted',
      Id: '77',
      MetaData: { LastUpdatedTime: '2026-03-05T09:10:31-08:00' },
    }
    assert.equal(streams.invoices.deletedId?.(tombstone), '77')
    assert.equal(streams.invoices.deletedId(fixture('invoices')), null)
  })
})
