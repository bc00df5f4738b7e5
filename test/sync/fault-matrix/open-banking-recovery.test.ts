import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connect } from '../../providers/conformance/setting.ts'
import { conformant } from '../../providers/open-banking/conformant.ts'
import { freshDatabase } from '../../support/database.ts'
import { assertNothingWrong, assertSameBooks } from './books.ts'
import { Reader } from './reader.ts'

const database = await freshDatabase()
const DAY_MS = 86_400_000

/** What is pending is of the day on which it was listed. */
const undated = (text: string) => text.replace(/"(since|date)": ?"2026-03-\d\d"/g, '"$1":"the day"')

describe('A bank that tells an amount otherwise for weeks, and then as before, has the same books', () => {
  for (const [name, dialect] of [
    ['where it has delta lists', { deltaSupported: true }],
    ['where it has none', { deltaSupported: false }],
    ['where it gives no ids', { withoutIds: true }],
  ] as const) {
    test(name, async () => {
      const setting = await connect(database, conformant, { scale: 0.2 })
      const { control, clock, faults } = setting
      control('set_dialect', dialect)
      const reader = new Reader(setting, { stream: 'transactions', undated })
      await reader.readUp()
      const before = await reader.books()

      await faults.inject({
        ...{ kind: 'drift', match: '/transactions' },
        drift: { rename: { from: 'transactionAmount', to: 'amountOfTransaction' } },
      })
      control('create_transaction', { currency: 'EUR', amount: '-12.50' })
      control('create_transaction', { currency: 'EUR', amount: '-3.75', pending: true })
      await reader.readAgain()
      clock.move(20 * DAY_MS)
      control('create_transaction', { currency: 'EUR', amount: '-4.20' })
      await reader.readAgain()
      const meanwhile = await reader.books()
      assertNothingWrong(meanwhile, before)
      assert.ok(meanwhile.setAside.size >= 3)
      assert.equal(meanwhile.rejectedCount, meanwhile.setAside.size)

      await faults.clear()
      clock.move(20 * DAY_MS)
      await reader.readAgain()
      const after = await reader.books()
      assert.deepEqual([after.setAside.size, after.rejectedCount], [0, 0])
      assert.ok(after.records.size > before.records.size)
      const clean = await reader.cleanBooks()
      assertSameBooks(after, clean)
      assert.deepEqual(after.findings, clean.findings)
    })
  }
})
