import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { freshDatabase } from '../support/database.ts'
import { startTestApi } from './client.ts'
import {
  seedBooks,
  seedContact,
  seedInvoice,
  seedPayment,
  seedTransaction,
  seedAccount,
  seedRecord,
} from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database)
const books = await seedBooks(database.owner)

// Ties and gaps in every order: dates repeat, and some are missing.
const dates = ['2026-01-02', null, '2026-01-01', '2026-01-02', null, '2026-01-03', '2026-01-01']
for (const [index, date] of dates.entries()) {
  await seedInvoice(books, `invoices/${index}`, {
    number: `N${index}`,
    issue_date: date,
    due_date: date,
    total: index % 2 === 0 ? '9' : '10.50',
    contact_key: `customers/${index % 2}`,
  })
}
await seedInvoice(books, 'invoices/gone', { number: 'gone', deleted_at: '2026-03-01' })
await seedContact(books, 'customers/0')
await seedContact(books, 'customers/1')

interface Page {
  nodes: { number: string }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
}

async function page(args: string): Promise<Page> {
  const { data, errors } = await api.query(
    books.key,
    `{ invoices(${args}) { nodes { number } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
  )
  assert.deepEqual(errors, undefined)
  return data.at('invoices') as Page
}

async function walk(orderBy: string, size: number, forward: boolean): Promise<string[]> {
  const seen: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 20; pages++) {
    const { nodes, pageInfo } = await page(
      forward ? `first: ${size} ${orderBy} ${cursor}` : `last: ${size} ${orderBy} ${cursor}`,
    )
    const numbers = nodes.map((it) => it.number)
    if (forward) seen.push(...numbers)
    else seen.unshift(...numbers)
    assert.equal(forward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage, pages > 0)
    if (!(forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return seen
    cursor = forward ? `after: "${pageInfo.endCursor}"` : `before: "${pageInfo.startCursor}"`
  }
  throw new Error('the pages do not end')
}

describe('paging through ties and missing values', () => {
  for (const field of ['ISSUE_DATE', 'DUE_DATE', 'TOTAL', 'UPDATED_AT']) {
    for (const direction of ['ASC', 'DESC']) {
      test(`${field} ${direction}: forwards and backwards give every record once, in one order`, async () => {
        const orderBy = `orderBy: { field: ${field}, direction: ${direction} }`
        const whole = (await page(`first: 200 ${orderBy}`)).nodes.map((it) => it.number)
        assert.equal(new Set(whole).size, dates.length)
        for (const size of [1, 2, 3]) {
          assert.deepEqual(await walk(orderBy, size, true), whole)
          assert.deepEqual(await walk(orderBy, size, false), whole)
        }
      })
    }
  }

  test('missing dates sort as the oldest', async () => {
    const { nodes } = await page('first: 2 orderBy: { field: ISSUE_DATE, direction: ASC }')
    assert.deepEqual(
      nodes.map((it) => it.number),
      ['N1', 'N4'],
    )
  })

  test('an empty page has no cursors', async () => {
    const { nodes, pageInfo } = await page('first: 0')
    assert.deepEqual(nodes, [])
    assert.deepEqual([pageInfo.startCursor, pageInfo.endCursor], [null, null])
    assert.equal(pageInfo.hasNextPage, true)
  })

  test('edges carry the same records, each with a cursor that continues after it', async () => {
    const { data } = await api.query(books.key, '{ invoices(first: 3) { edges { cursor node { number } } } }')
    const [first, second] = data.at('invoices.edges') as { cursor: string; node: { number: string } }[]
    const next = await page(`first: 1 after: "${first?.cursor ?? ''}"`)
    assert.deepEqual(next.nodes, [second?.node])
  })
})

describe('arguments of a page', () => {
  const refused: Readonly<Record<string, string>> = {
    'first: 100000': 'first must be from 0 to 200, not 100000.',
    'first: -1': 'first must be from 0 to 200, not -1.',
    'last: 201': 'last must be from 0 to 200, not 201.',
    'first: 1 last: 1': 'first and last cannot be asked for together.',
    'after: "garbage"': 'after: "garbage" is not a cursor.',
    'after: ""': 'after: "" is not a cursor.',
  }
  for (const [args, message] of Object.entries(refused)) {
    test(`${args} is refused with a code`, async () => {
      const { errors } = await api.query(books.key, `{ invoices(${args}) { nodes { id } } }`)
      assert.equal(errors?.[0]?.message, message)
      assert.equal(errors[0].extensions.code, 'BAD_USER_INPUT')
    })
  }

  test('a cursor from another list, order or filter is refused', async () => {
    const { data } = await api.query(books.key, '{ contacts(first: 1) { pageInfo { endCursor } } }')
    const { endCursor } = (await page('first: 1')).pageInfo
    for (const args of [
      `after: "${data.text('contacts.pageInfo.endCursor')}"`,
      `after: "${endCursor}" orderBy: { field: TOTAL }`,
      `after: "${endCursor}" filter: { numbers: ["N1"] }`,
    ]) {
      const { errors } = await api.query(books.key, `{ invoices(${args}) { nodes { id } } }`)
      assert.match(errors?.[0]?.message ?? '', /comes from another list/)
      assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT')
    }
  })

  test('a forged position in a cursor is bad input, not a fault', async () => {
    const { endCursor } = (await page('first: 1')).pageInfo
    const [print, , id] = JSON.parse(Buffer.from(endCursor, 'base64url').toString()) as string[]
    const forged = Buffer.from(JSON.stringify([print, 'no day', id])).toString('base64url')
    const { errors } = await api.query(books.key, `{ invoices(after: "${forged}") { nodes { id } } }`)
    assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT')
  })
})

describe('lists within records', () => {
  test('a page for each parent comes by one statement, whatever the number of parents', async () => {
    const query = `{ contacts { nodes { name invoices(first: 2, orderBy: { field: ISSUE_DATE, direction: ASC }) {
      totalCount nodes { number } pageInfo { hasNextPage } } } } }`
    const { data } = await api.query(books.key, query)
    assert.deepEqual(data.at('contacts.nodes'), [
      {
        name: 'customers/0',
        invoices: {
          totalCount: 4,
          nodes: [{ number: 'N4' }, { number: 'N2' }],
          pageInfo: { hasNextPage: true },
        },
      },
      {
        name: 'customers/1',
        invoices: {
          totalCount: 3,
          nodes: [{ number: 'N1' }, { number: 'N3' }],
          pageInfo: { hasNextPage: true },
        },
      },
    ])
    assert.equal(api.executed.at(-1)?.statements, 3)
  })

  test('a cursor of one parent is refused by another, and continues its own list', async () => {
    const { data } = await api.query(
      books.key,
      '{ contacts { nodes { id invoices(first: 1) { pageInfo { endCursor } nodes { number } } } } }',
    )
    const after = data.text('contacts.nodes.0.invoices.pageInfo.endCursor')
    const answer = await api.query(
      books.key,
      `{ contacts { nodes { invoices(first: 1, after: "${after}") { nodes { number } } } } }`,
    )
    assert.equal(answer.errors?.[0]?.extensions.code, 'BAD_USER_INPUT')
    const own = await api.query(
      books.key,
      `query ($id: ID!) { node(id: $id) { ... on Contact { invoices(first: 3, after: "${after}") { nodes { number } } } } }`,
      { id: data.text('contacts.nodes.0.id') },
    )
    assert.equal(own.data.at('node.invoices.nodes.length'), 3)
  })

  test('a payout carries the movements that were tied to it, and each knows its payout and payment', async () => {
    await seedAccount(books, 'balance/1', { name: 'Balance' })
    await seedTransaction(books, 'payouts/1', { account_key: 'balance/1', kind: 'PAYOUT' })
    for (const id of ['1', '2', '3']) {
      await seedTransaction(books, `movements/${id}`, { account_key: 'balance/1', payment_key: 'intents/1' })
      await seedRecord(books, 'payout_items', `items/${id}`, {
        payout_key: 'payouts/1',
        transaction_key: `movements/${id}`,
      })
    }
    await seedPayment(books, 'charges/1', { alias_key: 'intents/1', reference: 'charged' })
    await seedRecord(books, 'payment_allocations', 'allocations/1', {
      payment_key: 'intents/1',
      invoice_key: 'invoices/0',
      amount: '9',
      currency: 'USD',
    })
    const { data, errors } = await api.query(
      books.key,
      `{ transactions(filter: { kinds: [PAYOUT] }) { nodes { description carried(first: 2) {
           totalCount nodes { description payout { description } payment { reference allocations { invoice { number payments { payment { reference } amount { amount } } } } } } } } }
         accounts { nodes { name transactions(first: 1) { totalCount } } } }`,
    )
    assert.equal(errors, undefined)
    const movement = (description: string) => ({
      description,
      payout: { description: 'payouts/1' },
      payment: {
        reference: 'charged',
        allocations: [
          {
            invoice: {
              number: 'N0',
              payments: [{ payment: { reference: 'charged' }, amount: { amount: '9' } }],
            },
          },
        ],
      },
    })
    assert.deepEqual(data.at('transactions.nodes'), [
      {
        description: 'payouts/1',
        carried: { totalCount: 3, nodes: [movement('movements/1'), movement('movements/2')] },
      },
    ])
    assert.deepEqual(data.at('accounts.nodes'), [{ name: 'Balance', transactions: { totalCount: 4 } }])
  })
})
