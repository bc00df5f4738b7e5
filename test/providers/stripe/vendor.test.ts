import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { EVENT_TYPES } from '../../../src/providers/stripe/events.ts'
import { kindOf } from '../../../src/providers/stripe/transaction-kinds.ts'

// Stripe's own package knows the words that Stripe uses; its types are read as text, as they allow any other word too.
const declarations = (name: string) =>
  readFileSync(new URL(`../../../node_modules/stripe/esm/resources/${name}.d.ts`, import.meta.url), 'utf8')

describe('the words of Stripe’s own package', () => {
  test('include every event that is listened to', () => {
    const known = declarations('Events')
    for (const type of Object.values(EVENT_TYPES).flat()) assert.ok(known.includes(`'${type}'`), type)
  })

  test('for types of balance transactions all have a kind', () => {
    const [, union = ''] = /type Type = ([^;]+);/.exec(declarations('BalanceTransactions')) ?? []
    const types = [...union.matchAll(/'([a-z_]+)'/g)].map(([, type = '']) => type)
    assert.ok(types.length >= 49)
    const without = types.filter((type) => kindOf(type, null) === 'UNKNOWN')
    assert.deepEqual(without, [])
  })
})
