import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { freshDatabase } from '../support/database.ts'
import { startTestApi } from './client.ts'
import { insert, line, seedAccount, seedBooks, seedContact, seedInvoice, seedRecord } from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database)
const books = await seedBooks(database.owner)

describe('an invoice', () => {
  test('shows its lines with what they name, and leaves open what has not arrived', async () => {
    await seedAccount(books, 'accounts/7', { name: 'Sales' })
    await seedRecord(books, 'tax_rates', 'tax_rates/3', { name: 'VAT', rate: '19.00', active: true })
    await seedRecord(books, 'dimensions', 'dimensions/class', { name: 'Class' })
    await seedRecord(books, 'dimension_values', 'classes/1', {
      dimension_key: 'dimensions/class',
      name: 'North',
      active: true,
    })
    await seedInvoice(books, 'invoices/1', {
      lines: [
        line(1, {
          amount: '12345678901234567890.123456789',
          accountKey: 'accounts/7',
          taxRateKey: 'tax_rates/3',
          dimensions: [
            { valueKey: 'classes/1', name: 'old name' },
            { valueKey: 'classes/2', name: 'South' },
            { valueKey: 'classes/3', name: null },
          ],
        }),
        line(2, { accountKey: 'accounts/8', quantity: null }),
      ],
    })
    const { data, errors } = await api.query(
      books.key,
      `{ invoices { nodes { lines { position quantity amount { amount currency } account { name } taxRate { rate }
           dimensions { name code active } } } } dimensions { nodes { name values { name } } } }`,
    )
    assert.equal(errors, undefined)
    assert.deepEqual(data.at('invoices.nodes.0.lines'), [
      {
        position: 1,
        quantity: '1',
        amount: { amount: '12345678901234567890.123456789', currency: 'USD' },
        account: { name: 'Sales' },
        taxRate: { rate: '19.00' },
        dimensions: [
          { name: 'North', code: null, active: true },
          { name: 'South', code: null, active: true },
        ],
      },
      {
        position: 2,
        quantity: null,
        amount: { amount: '10.00', currency: 'USD' },
        account: null,
        taxRate: null,
        dimensions: [],
      },
    ])
    assert.deepEqual(data.at('dimensions.nodes'), [{ name: 'Class', values: [{ name: 'North' }] }])
  })
})

describe('provenance', () => {
  test('brings the raw record back digit for digit', async () => {
    const raw =
      '{"Id":"9","Amount":0.10000000000000000000001,"Big":12345678901234567890,"Zero":1.00,"Text":"ä"}'
    const runId = newId()
    await seedInvoice(
      books,
      'invoices/9',
      { number: 'raw' },
      {
        raw,
        remote_url: 'https://books.example/9',
        sync_run_id: runId,
        remote_updated_at: '2026-03-05 09:12:44+00',
      },
    )
    const response = await api.post(
      {
        query:
          '{ invoices(filter: { numbers: ["raw"] }) { nodes { provenance { provider remoteId remoteUrl remoteUpdatedAt fetchedAt via raw } } } }',
      },
      { authorization: `Bearer ${books.key}` },
    )
    const text = await response.text()
    assert.ok(text.includes(`"raw":${raw}`), text)
    assert.match(text, /"remoteUpdatedAt":"2026-03-05T09:12:44Z","fetchedAt":"2026-03-05T09:12:44.12Z"/)
  })

  test('an anomaly names its record, and the record its open anomalies', async () => {
    await seedContact(books, 'customers/odd', { name: 'Odd' })
    await database.owner.sql`
      update raw_records set produced = array['DIMENSION_VALUE x/1', 'CONTACT customers/odd'] where remote_id = 'odd'`
    for (const resolved of [null, '2026-03-01']) {
      await insert(database.owner, 'anomalies', {
        workspace_id: books.workspaceId,
        id: newId(),
        source_id: books.sourceId,
        stream: 'customers',
        remote_id: 'odd',
        code: 'UNKNOWN_VALUE',
        severity: 'WARNING',
        message: 'odd',
        path: ['a', 'b'],
        detected_at: '2026-03-01',
        resolved_at: resolved,
      })
    }
    const { data, errors } = await api.query(
      books.key,
      `{ anomalies(filter: { resolved: false, codes: [UNKNOWN_VALUE] }) { totalCount nodes { path record { __typename id ... on Contact {
           name provenance { anomalies { message source { id } } } } } } } }`,
    )
    assert.equal(errors, undefined)
    const [first] = data.list('anomalies.nodes')
    assert.deepEqual(first?.at('path'), ['a', 'b'])
    assert.deepEqual([first.at('record.__typename'), first.at('record.name')], ['Contact', 'Odd'])
    assert.equal(first.list('record.provenance.anomalies').length, 1)
  })
})

describe('ids', () => {
  test('are bound to their type; unknown, malformed and other ids are the same NOT_FOUND', async () => {
    const { data } = await api.query(
      books.key,
      '{ contacts(first: 1) { nodes { id } } invoices(first: 1) { nodes { id } } }',
    )
    const contactId = data.text('contacts.nodes.0.id')
    const unknown = Buffer.from(`Invoice:${newId()}`).toString('base64url')
    for (const id of [
      contactId,
      unknown,
      'x',
      '',
      'SW52b2ljZTo',
      `${data.text('invoices.nodes.0.id')}=`,
      'ü'.repeat(500),
    ]) {
      const answer = await api.query(books.key, 'query ($id: ID!) { invoice(id: $id) { id } }', { id })
      assert.deepEqual(answer.data.json, { invoice: null })
      assert.equal(answer.errors?.[0]?.extensions.code, 'NOT_FOUND')
      assert.equal(answer.errors[0].message, `There is no invoice with the id "${id.slice(0, 100)}".`)
    }
  })

  test('node and nodes find every type by its id', async () => {
    const { data } = await api.query(
      books.key,
      '{ workspace { id } companies { nodes { id } } sources { nodes { id } } contacts(first: 1) { nodes { id } } invoices(first: 1) { nodes { id } } taxRates { nodes { id } } anomalies(first: 1) { nodes { id } } }',
    )
    const lists = ['companies', 'sources', 'contacts', 'invoices', 'taxRates', 'anomalies']
    const ids = [data.text('workspace.id'), ...lists.map((it) => data.text(`${it}.nodes.0.id`))]
    const answer = await api.query(books.key, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids: [...ids, 'nobody'],
    })
    assert.deepEqual(
      answer.data.list('nodes').map((it) => it.at('__typename')),
      ['Workspace', 'Company', 'Source', 'Contact', 'Invoice', 'TaxRate', 'Anomaly', undefined],
    )
    assert.deepEqual(
      answer.data.list('nodes').map((it) => it.at('id')),
      [...ids, undefined],
    )
  })
})

test('the workspace is as fresh as its oldest stream, and unknown while one was never read', async () => {
  const own = await seedBooks(database.owner)
  const stream = (name: string, freshAsOf: string | null) =>
    insert(database.owner, 'stream_states', {
      workspace_id: own.workspaceId,
      source_id: own.sourceId,
      stream: name,
      fresh_as_of: freshAsOf,
    })
  const freshAsOf = async () =>
    (await api.query(own.key, '{ workspace { freshAsOf } }')).data.at('workspace.freshAsOf')
  await stream('invoices', '2026-03-05 10:00:00+00')
  await stream('customers', '2026-03-05 09:00:00+00')
  assert.equal(await freshAsOf(), '2026-03-05T09:00:00Z')
  await stream('bills', null)
  assert.equal(await freshAsOf(), null)
  const { data } = await api.query(
    own.key,
    '{ sources { nodes { health { status reason } streams { name recordType status } } } }',
  )
  assert.equal(data.at('sources.nodes.0.health.status'), 'SYNCING')
})
