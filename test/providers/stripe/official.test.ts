import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { mapped, streams, type StreamName } from './mapping.ts'

// Objects that nobody here made: Stripe's own examples, and recorded ones.
const FIXTURES = '../shared/specs/stripe/fixtures3.json'
const FACTS = '../shared/providers/payments-and-banking.md'
const skip = (path: string) => ({ skip: existsSync(path) ? false : 'the official descriptions are not here' })

/** Each of Stripe's objects that belongs to a stream: what it maps to, and what is found in it. */
const EXPECTED: Readonly<Record<string, { stream: StreamName; keys: string[]; found?: string[] }>> = {
  account: { stream: 'account', keys: ['account/acct_1PgafTB7WZ01zgkW'] },
  balance: { stream: 'balances', keys: ['balances/balance#usd'] },
  customer: { stream: 'customers', keys: ['customers/cus_QXg1o8vcGmoR32'] },
  tax_rate: { stream: 'tax_rates', keys: ['tax_rates/txr_1Pgc7BB7WZ01zgkW4Iwwvf6z'] },
  invoice: { stream: 'invoices', keys: ['invoices/in_1Pgc6tB7WZ01zgkWu9fdqL6I'] },
  credit_note: { stream: 'credit_notes', keys: ['credit_notes/cn_1Pgc75B7WZ01zgkWJMPt5riP'] },
  charge: { stream: 'charges', keys: ['charges/ch_1PgafuB7WZ01zgkWXYmPNZs8'] },
  refund: { stream: 'refunds', keys: ['refunds/re_1Pgc72B7WZ01zgkWqPvrRrPE'] },
  balance_transaction: {
    stream: 'balance_transactions',
    keys: ['balance_transactions/txn_1PgaxNB7WZ01zgkWEV3TLf40'],
  },
  payout: { stream: 'payouts', keys: ['payouts/po_1Pgc79B7WZ01zgkWu1KToYf4'] },
}

describe('Stripe’s own examples', skip(FIXTURES), () => {
  const { resources } = z
    .object({ resources: z.record(z.string(), z.unknown()) })
    .parse(existsSync(FIXTURES) ? parseExactJson(readFileSync(FIXTURES, 'utf8')) : { resources: {} })

  for (const [name, { stream, keys, found = [] }] of Object.entries(EXPECTED)) {
    test(`${name} maps`, () => {
      const { records, findings } = mapped(stream, resources[name])
      assert.deepEqual(
        records.map((it) => it.key),
        keys,
      )
      assert.deepEqual(
        findings.map((it) => it.code),
        found,
      )
    })
  }

  test('invoice_payment is refused: its currency is the word "currency"', () => {
    const issues = streams.invoice_payments.raw.safeParse(resources['invoice_payment']).error?.issues
    assert.deepEqual(
      issues?.map(({ path, message }) => [path.join('.'), message]),
      [['currency', 'must be an ISO 4217 code']],
    )
  })

  test('stubs of deleted objects are refused: they tell nothing but that the object is gone', () => {
    const reasons = (stream: StreamName, name: string) =>
      streams[stream].raw
        .safeParse(resources[name])
        .error?.issues.map(({ path, message }) => [path[0], message])
    assert.deepEqual(reasons('customers', 'deleted_customer'), [['deleted', 'is a deleted customer']])
    assert.ok(reasons('invoices', 'deleted_invoice')?.some(([field]) => field === 'currency'))
  })
})

describe('recorded Stripe objects', skip(FACTS), () => {
  const STREAMS: Readonly<Record<string, StreamName>> = {
    invoice: 'invoices',
    charge: 'charges',
    balance_transaction: 'balance_transactions',
    customer: 'customers',
    invoice_payment: 'invoice_payments',
    refund: 'refunds',
    credit_note: 'credit_notes',
    payout: 'payouts',
    tax_rate: 'tax_rates',
  }

  test('map without a finding', () => {
    const seen = recorded().map((object) => {
      const name = z.object({ object: z.string() }).parse(object).object
      const stream = STREAMS[name]
      if (stream === undefined) return []
      const { records, findings } = mapped(stream, object)
      assert.deepEqual(findings, [])
      assert.notEqual(records.length, 0)
      return [name]
    })
    assert.deepEqual(seen.flat().sort(), Object.keys(STREAMS).sort())
  })
})

/** The samples stand in the page as one line of JSON each. */
function recorded(): unknown[] {
  const [, samples = ''] = readFileSync(FACTS, 'utf8').split('## 1.10 Samples')
  const [stripe = ''] = samples.split('# 2. Plaid')
  const lines = stripe.split('\n').filter((line) => line.startsWith('{') && !line.includes('…'))
  return lines.map((line) => parseExactJson(line))
}
