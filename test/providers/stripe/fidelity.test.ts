import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mapAll, streams, type StreamName } from './mapping.ts'

const FEEDS: readonly StreamName[] = [
  'account',
  'balances',
  'customers',
  'tax_rates',
  'invoices',
  'credit_notes',
  'charges',
  'refunds',
  'balance_transactions',
  'payouts',
]

describe('what Stripe’s streams say of their fields', () => {
  for (const stream of FEEDS) {
    test(`is what a full object of ${stream} gives`, () => {
      const [record] = mapAll(stream)
      assert.ok(record)
      const { key: _key, type: _type, ...fields } = record
      const missing = Object.entries(fields).filter(([, value]) => value === null || isEmptyList(value))
      const told = Object.entries(streams[stream].fields)
      assert.deepEqual(Object.keys(fields).sort(), told.map(([field]) => field).sort())
      assert.deepEqual(
        missing.map(([field]) => field).sort(),
        told.flatMap(([field, fidelity]) => (fidelity === 'MISSING' ? [field] : [])).sort(),
      )
    })
  }
})

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0
