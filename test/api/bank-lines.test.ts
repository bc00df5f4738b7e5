import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeId } from '../../src/api/ids.ts'
import { newId } from '../../src/domain/ids.ts'
import type { ProviderCode } from '../../src/domain/vocabulary.ts'
import { freshDatabase } from '../support/database.ts'
import { startTestApi } from './client.ts'
import { insert, seedBooks, seedTransaction, type Books } from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database)

async function sourceOf(books: Books, provider: ProviderCode, companyId = books.companyId): Promise<Books> {
  const sourceId = newId()
  await insert(books.owner, 'sources', {
    workspace_id: books.workspaceId,
    id: sourceId,
    company_id: companyId,
    provider,
    environment: 'SANDBOX',
    remote_id: sourceId,
  })
  return { ...books, sourceId, companyId }
}

async function processorAndBank() {
  const books = await seedBooks(database.owner)
  const stripe = await sourceOf(books, 'STRIPE')
  const bank = await sourceOf(books, 'PLAID')
  const payout = (key: string, values: object = {}) =>
    seedTransaction(stripe, `payouts/${key}`, {
      ...{ kind: 'PAYOUT', amount: '-250.00', date: '2026-03-02', reference: null },
      ...values,
    })
  const line = (key: string, values: object = {}, of = bank) =>
    seedTransaction(of, `transactions/${key}`, {
      ...{ kind: 'OTHER', amount: '250', date: '2026-03-04', description: 'Deposit' },
      ...values,
    })
  return { books, bank, payout, line }
}

const QUERY = `{ transactions(first: 50) { nodes {
  key: provenance { remoteId } arrival { provenance { remoteId } } arrivedPayout { provenance { remoteId } } } } }`

/** "line ← payout" for each line that has one; the payouts must say the same. */
async function arrivals(books: Books): Promise<string[]> {
  const { data, errors } = await api.query(books.key, QUERY)
  assert.equal(errors, undefined)
  const nodes = data.list('transactions.nodes')
  const fromPayouts = nodes.flatMap((it) =>
    it.at('arrival') === null
      ? []
      : [`${it.text('arrival.provenance.remoteId')} ← ${it.text('key.remoteId')}`],
  )
  const fromLines = nodes.flatMap((it) =>
    it.at('arrivedPayout') === null
      ? []
      : [`${it.text('key.remoteId')} ← ${it.text('arrivedPayout.provenance.remoteId')}`],
  )
  assert.deepEqual(fromPayouts.sort(), fromLines.sort())
  return fromLines
}

describe('a payout and its line on the bank account find each other', () => {
  test('by the reference that the line names, among others of that amount', async () => {
    const { books, payout, line } = await processorAndBank()
    await payout('p1', { reference: 'ST-AAA' })
    await payout('p2', { reference: 'ST-BBB' })
    await line('l1', { description: 'STRIPE TRANSFER ST-BBB' })
    await line('l2', { reference: 'ST-AAA' })
    await line('l3')
    assert.deepEqual(await arrivals(books), ['l1 ← p2', 'l2 ← p1'])
  })

  test('where both are the only ones of that amount in those days, however its digits are written', async () => {
    const { books, payout, line } = await processorAndBank()
    await payout('p1', { amount: '-250.0' })
    await payout('later', { date: '2026-03-20' })
    await line('l1', { amount: '250.000' })
    await line('before', { date: '2026-02-28' })
    assert.deepEqual(await arrivals(books), ['l1 ← p1'])
  })

  test('never by a guess', async () => {
    const two = await processorAndBank()
    await two.payout('p1')
    await two.line('l1')
    await two.line('l2')
    assert.deepEqual(await arrivals(two.books), [], 'two lines')

    const twoPayouts = await processorAndBank()
    await twoPayouts.payout('p1')
    await twoPayouts.payout('p2', { date: '2026-03-03' })
    await twoPayouts.line('l1')
    assert.deepEqual(await arrivals(twoPayouts.books), [], 'two payouts')

    const other = await processorAndBank()
    await other.payout('p1')
    await other.line('currency', { currency: 'EUR' })
    await other.line('cent', { amount: '250.01' })
    await other.line('deleted', { deleted_at: '2026-03-05' })
    const companyId = newId()
    await insert(database.owner, 'companies', {
      ...{ workspace_id: other.books.workspaceId, id: companyId, name: 'Other', base_currency: 'USD' },
    })
    await other.line('company', {}, await sourceOf(other.books, 'PLAID', companyId))
    await other.line('books', {}, other.books)
    assert.deepEqual(await arrivals(other.books), [], 'nothing that fits')
  })
})

describe('a pending transaction', () => {
  test('shows what it became, which keeps what a person decided on it', async () => {
    const { books, line } = await processorAndBank()
    const pending = await line('pending', {
      ...{ status: 'PENDING', category_code: 'FOOD', category_name: 'Food', category_origin: 'PROVIDER' },
    })
    const decided = await api.query(
      books.key,
      `mutation ($input: CategorizeTransactionInput!) { categorizeTransaction(input: $input) {
         transaction { version category { code name origin confidence } } userErrors { message } } }`,
      { input: { transactionId: encodeId('Transaction', pending), code: '6610', name: 'Entertainment' } },
    )
    const category = { code: '6610', name: 'Entertainment', origin: 'PERSON', confidence: null }
    assert.deepEqual(decided.data.at('categorizeTransaction'), {
      transaction: { version: 2, category },
      userErrors: [],
    })
    await line('posted', {
      pending_key: 'transactions/pending',
      category_code: 'OTHER',
      category_origin: 'PROVIDER',
    })
    await database.owner.sql`update transactions set deleted_at = now() where id = ${pending}`
    const { data } = await api.query(
      books.key,
      `{ transactions(filter: { includeDeleted: true }, orderBy: { field: DATE, direction: ASC }) { nodes {
           status category { code name origin confidence } becameTransaction { status } } } }`,
    )
    assert.deepEqual(data.at('transactions.nodes'), [
      { status: 'PENDING', category, becameTransaction: { status: 'POSTED' } },
      { status: 'POSTED', category, becameTransaction: null },
    ])
    const feed = await api.query(books.key, `{ changes(first: 10) { changes { kind changedFields } } }`)
    assert.ok(JSON.stringify(feed.data.json).includes('"changedFields":["category"]'), JSON.stringify(feed))
  })

  test('that does not exist is told so, and without the scope nothing is decided', async () => {
    const { books } = await processorAndBank()
    const categorize = `mutation ($input: CategorizeTransactionInput!) { categorizeTransaction(input: $input) {
      transaction { id } userErrors { code path } } }`
    const input = { transactionId: 'nonsense', code: 'A', name: 'B' }
    const { data } = await api.query(books.key, categorize, { input })
    assert.deepEqual(data.at('categorizeTransaction'), {
      transaction: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'transactionId'] }],
    })
    const reader = await seedBooks(database.owner, ['records:read'])
    const refused = await api.query(reader.key, categorize, { input })
    assert.equal(refused.errors?.[0]?.extensions.code, 'FORBIDDEN')
  })
})
