import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { getNamedType, isLeafType, isObjectType, type GraphQLField, type GraphQLObjectType } from 'graphql'
import { accounts, contacts } from '../../schema/accounts.ts'
import { invoices } from '../../schema/invoices.ts'
import { accountingPeriods, dimensions, journalEntries, taxRates } from '../../schema/ledger.ts'
import { payments } from '../../schema/payments.ts'
import { transactions } from '../../schema/transactions.ts'
import { schema } from '../../src/api/schema.ts'
import { freshDatabase } from '../support/database.ts'
import { Data, startTestApi } from './client.ts'
import * as seed from './seed.ts'

// A row is read with what the selected fields say they need. Here each field is asked for alone, and must say what it
// says among all the others.

const database = await freshDatabase()
const api = await startTestApi(database)
const books = await seed.seedBooks(database.owner)

const TYPES: Readonly<Record<string, { list: string; table: PgTable }>> = {
  Account: { list: 'accounts', table: accounts },
  Contact: { list: 'contacts', table: contacts },
  Invoice: { list: 'invoices', table: invoices },
  Payment: { list: 'payments', table: payments },
  Transaction: { list: 'transactions', table: transactions },
  JournalEntry: { list: 'journalEntries', table: journalEntries },
  TaxRate: { list: 'taxRates', table: taxRates },
  Dimension: { list: 'dimensions', table: dimensions },
  AccountingPeriod: { list: 'accountingPeriods', table: accountingPeriods },
}

const REFERENCES: Readonly<Record<string, string>> = {
  accountKey: 'accounts/1',
  parentKey: 'accounts/1',
  contactKey: 'customers/1',
  pendingKey: 'deposits/1',
  paymentKey: 'payments/1',
}
const BY_TYPE: Readonly<Record<string, string>> = {
  'timestamp with time zone': '2026-01-02',
  numeric: '7.5',
  date: '2026-01-02',
  boolean: 'true',
  text: 'XXX',
}

await seed.seedAccount(books, 'accounts/1')
await seed.seedContact(books, 'customers/1')
await seed.seedTransaction(books, 'deposits/1', { account_key: 'accounts/1' })
await seed.seedPayment(books, 'payments/1')
await seed.seedInvoice(books, 'invoices/1', { contact_key: 'customers/1', lines: [seed.line(1)] })
await seed.seedRecord(books, 'journal_entries', 'journal_entries/1', {
  date: '2026-01-01',
  currency: 'USD',
  lines: database.owner.sql.json([
    {
      accountKey: 'accounts/1',
      description: 'd',
      debit: '1',
      credit: null,
      contactKey: 'customers/1',
      dimensions: [],
    },
  ]),
})
await seed.seedRecord(books, 'tax_rates', 'tax_rates/1', { name: 'VAT', active: true })
await seed.seedRecord(books, 'dimensions', 'dimensions/1', { name: 'Class' })
await seed.seedRecord(books, 'accounting_periods', 'periods/1', {
  name: 'May',
  ends_on: '2026-05-31',
  locked: true,
})
for (const { table } of Object.values(TYPES)) await fill(table)

// Not filled: the records live, the address is JSON, no payout carried the transaction, and none arrived.
const STAY_NULL = ['deletedAt', 'address', 'payout', 'arrival', 'arrivedPayout']

/** Gives a value to every column that has none, so that no field is null by chance. */
async function fill(table: PgTable): Promise<void> {
  for (const [name, column] of Object.entries(getTableColumns(table))) {
    const value = REFERENCES[name] ?? (name === 'categoryOrigin' ? 'PROVIDER' : BY_TYPE[column.getSQLType()])
    const isFixed = column.notNull || column.generated !== undefined || name === 'deletedAt'
    if (isFixed || value === undefined) continue
    await database.owner.sql.unsafe(
      `update ${getTableName(table)} set "${column.name}" = '${value}' where "${column.name}" is null`,
    )
  }
}

/** The field with something of what is in it; null where it needs arguments or is too deep. */
function selectionOf({ name, type }: GraphQLField<unknown, unknown>, levels: number): string | null {
  const target = getNamedType(type)
  if (isLeafType(target)) return name
  if (!isObjectType(target) || levels === 0) return null
  const inner = selectionsOf(target, levels - 1).map(({ selection }) => selection)
  return inner.length === 0 ? null : `${name} { ${inner.join(' ')} }`
}

const selectionsOf = (type: GraphQLObjectType, levels: number) =>
  Object.values(type.getFields()).flatMap((field) => {
    const selection = selectionOf(field, levels)
    return selection === null ? [] : [{ name: field.name, selection }]
  })

describe('a field asked for alone says what it says among all others', () => {
  for (const [name, { list }] of Object.entries(TYPES)) {
    test(name, async () => {
      const type = schema.getType(name)
      assert.ok(isObjectType(type))
      const fields = selectionsOf(type, 2)
      const nodeOf = async (selection: string) => {
        const { data, errors } = await api.query(books.key, `{ ${list} { nodes { ${selection} } } }`)
        assert.equal(errors, undefined)
        return data.list(`${list}.nodes`)[0] ?? new Data(null)
      }
      const whole = await nodeOf(`... { ${fields.map((it) => it.selection).join(' ')} }`)
      for (const field of fields) {
        const alone = await nodeOf(field.selection)
        assert.deepEqual(alone.at(field.name), whole.at(field.name), field.name)
      }
      const nulls = fields.filter((it) => whole.at(it.name) === null).map((it) => it.name)
      assert.deepEqual(
        nulls.filter((it) => !STAY_NULL.includes(it)),
        [],
      )
    })
  }
})
