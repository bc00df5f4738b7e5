import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { freshDatabase } from '../support/database.ts'
import { startTestApi } from './client.ts'
import {
  seedAccount,
  seedBooks,
  seedContact,
  seedInvoice,
  seedPayment,
  seedRecord,
  seedTransaction,
} from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database, { now: () => new Date('2026-03-10T00:30:00Z') })
const books = await seedBooks(database.owner)

const contactA = await seedContact(books, 'customers/a', {
  name: 'Anchor & Sons',
  email: 'hello@anchor.example',
})
await seedContact(books, 'vendors/b', { name: 'Boatyard', roles: ['SUPPLIER'] })
await seedContact(books, 'customers/c', { name: 'Cove', deleted_at: '2026-03-01' })
await seedInvoice(books, 'invoices/1', {
  number: 'A-1',
  contact_key: 'customers/a',
  issue_date: '2026-02-01',
  due_date: '2026-03-09',
  total: '100.00',
})
await seedInvoice(books, 'invoices/2', {
  number: 'A-2',
  due_date: '2026-03-10',
  issue_date: '2026-02-10',
  total: '100.005',
  currency: 'EUR',
  settlement: 'PARTIALLY_PAID',
})
await seedInvoice(books, 'invoices/3', {
  number: 'A-3',
  due_date: '2026-01-01',
  settlement: 'PAID',
  memo: '100% wool_socks',
  updated_at: '2026-03-08 00:00:00+00',
})
await seedInvoice(books, 'bills/4', {
  number: 'B-4',
  direction: 'PURCHASE',
  status: 'DRAFT',
  kind: 'CREDIT_NOTE',
})
await seedInvoice(books, 'invoices/5', { number: 'gone', deleted_at: '2026-03-01' })

async function namesOf(list: string, filter: string, name: string): Promise<string[]> {
  const { data, errors } = await api.query(
    books.key,
    `{ ${list}(filter: ${filter}) { nodes { ${name} } totalCount } }`,
  )
  assert.equal(errors, undefined)
  const nodes = data.list(`${list}.nodes`)
  assert.equal(data.at(`${list}.totalCount`), nodes.length)
  return nodes.map((it) => it.text(name)).sort()
}

describe('invoices are found by', () => {
  const global = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url')
  const cases: Readonly<Record<string, string[]>> = {
    '{}': ['A-1', 'A-2', 'A-3', 'B-4'],
    '{ includeDeleted: true }': ['A-1', 'A-2', 'A-3', 'B-4', 'gone'],
    '{ directions: [PURCHASE] }': ['B-4'],
    '{ kinds: [INVOICE], statuses: [OPEN] }': ['A-1', 'A-2', 'A-3'],
    '{ settlements: [PAID, PARTIALLY_PAID] }': ['A-2', 'A-3'],
    '{ settlements: [] }': [],
    '{ numbers: ["A-1", "nobody"] }': ['A-1'],
    '{ currencies: ["EUR"] }': ['A-2'],
    '{ issued: { from: "2026-02-01", to: "2026-02-09" } }': ['A-1'],
    '{ due: { to: "2026-03-09" } }': ['A-1', 'A-3'],
    '{ total: { min: "100.001" } }': ['A-2'],
    '{ total: { max: "100.00", min: "100" } }': ['A-1'],
    '{ updated: { from: "2026-03-07T23:00:00-02:00" } }': [],
    '{ updated: { from: "2026-03-08T01:00:00+01:00" } }': ['A-3'],
    '{ providers: [QUICKBOOKS] }': ['A-1', 'A-2', 'A-3', 'B-4'],
    '{ providers: [XERO, STRIPE] }': [],
    '{ search: "anchor" }': ['A-1'],
    '{ search: "100%" }': ['A-3'],
    '{ search: "wool_socks" }': ['A-3'],
    '{ search: "wool%socks" }': [],
    [`{ contactIds: ["${global('Contact', contactA)}"] }`]: ['A-1'],
    [`{ sourceIds: ["${global('Source', books.sourceId)}"], companyIds: ["${global('Company', books.companyId)}"], directions: [PURCHASE] }`]:
      ['B-4'],
    [`{ sourceIds: ["${global('Source', books.companyId)}"] }`]: [],
  }
  for (const [filter, numbers] of Object.entries(cases)) {
    test(filter, async () => {
      assert.deepEqual(await namesOf('invoices', filter, 'number'), numbers)
    })
  }

  test('overdue: open, not wholly paid, and past its due date today', async () => {
    assert.deepEqual(await namesOf('invoices', '{ overdue: true }', 'number'), ['A-1'])
    assert.deepEqual(await namesOf('invoices', '{ overdue: false }', 'number'), ['A-2', 'A-3', 'B-4'])
    const { data } = await api.query(books.key, '{ invoices { nodes { number overdue daysOverdue } } }')
    const overdue = data
      .list('invoices.nodes')
      .filter((it) => it.at('overdue') || it.at('daysOverdue') !== null)
    assert.deepEqual(
      overdue.map((it) => it.json),
      [{ number: 'A-1', overdue: true, daysOverdue: 1 }],
    )
  })
})

describe('other records are found by their filters', () => {
  test('contacts by role and text', async () => {
    assert.deepEqual(await namesOf('contacts', '{ roles: [SUPPLIER] }', 'name'), ['Boatyard'])
    assert.deepEqual(await namesOf('contacts', '{ search: "ANCHOR.EX" }', 'name'), ['Anchor & Sons'])
    assert.deepEqual(await namesOf('contacts', '{ includeDeleted: true, search: "cove" }', 'name'), ['Cove'])
  })

  test('accounts by classification, type and status, in the order asked for', async () => {
    await seedAccount(books, 'accounts/1', { name: 'Sales', code: '400' })
    await seedAccount(books, 'accounts/2', {
      name: 'Bank',
      code: '100',
      classification: 'ASSET',
      account_type: 'BANK',
    })
    await seedAccount(books, 'accounts/3', { name: 'Attic', status: 'ARCHIVED' })
    assert.deepEqual(await namesOf('accounts', '{ types: [BANK], classifications: [ASSET] }', 'name'), [
      'Bank',
    ])
    assert.deepEqual(await namesOf('accounts', '{ statuses: [ARCHIVED] }', 'name'), ['Attic'])
    const { data } = await api.query(
      books.key,
      '{ accounts { nodes { name } } coded: accounts(orderBy: { field: CODE, direction: DESC }) { nodes { name } } }',
    )
    const names = (list: string) => data.list(`${list}.nodes`).map((it) => it.at('name'))
    assert.deepEqual(names('accounts'), ['Attic', 'Bank', 'Sales'])
    assert.deepEqual(names('coded'), ['Sales', 'Bank', 'Attic'])
  })

  test('transactions by account, kind, day and amount', async () => {
    await seedTransaction(books, 'deposits/1', {
      account_key: 'accounts/2',
      amount: '50.00',
      date: '2026-03-01',
    })
    await seedTransaction(books, 'purchases/1', {
      account_key: 'accounts/1',
      amount: '-50.00',
      kind: 'PURCHASE',
    })
    const { data } = await api.query(books.key, '{ accounts(filter: { search: "bank" }) { nodes { id } } }')
    const id = data.text('accounts.nodes.0.id')
    assert.deepEqual(await namesOf('transactions', `{ accountIds: ["${id}"] }`, 'description'), [
      'deposits/1',
    ])
    assert.deepEqual(await namesOf('transactions', '{ amount: { max: "0" } }', 'description'), [
      'purchases/1',
    ])
    assert.deepEqual(await namesOf('transactions', '{ date: { to: "2026-03-01" } }', 'description'), [
      'deposits/1',
    ])
    assert.deepEqual(await namesOf('transactions', '{ kinds: [PURCHASE] }', 'description'), ['purchases/1'])
  })

  test('payments by state and day, journal entries by day', async () => {
    await seedPayment(books, 'payments/1', { reference: 'one', paid_on: '2026-03-01' })
    await seedPayment(books, 'payments/2', { reference: 'two', status: 'REFUNDED' })
    assert.deepEqual(await namesOf('payments', '{ statuses: [REFUNDED] }', 'reference'), ['two'])
    assert.deepEqual(await namesOf('payments', '{ paid: { from: "2026-03-01" } }', 'reference'), ['one'])
    await seedRecord(books, 'journal_entries', 'journal_entries/1', {
      number: 'J1',
      date: '2026-03-01',
      currency: 'USD',
      lines: database.owner.sql.json([]),
    })
    assert.deepEqual(await namesOf('journalEntries', '{ date: { from: "2026-03-02" } }', 'number'), [])
    assert.deepEqual(await namesOf('journalEntries', '{ date: { from: "2026-03-01" } }', 'number'), ['J1'])
  })

  test('sources by the health that they have now', async () => {
    assert.deepEqual(await namesOf('sources', '{ statuses: [PAUSED] }', 'remoteId'), [])
    await database.owner.sql`update sources set paused_at = now() where id = ${books.sourceId}`
    assert.deepEqual(
      await namesOf('sources', '{ statuses: [PAUSED], providers: [QUICKBOOKS] }', 'remoteId'),
      [books.sourceId.slice(-12)],
    )
  })
})
