import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canonicalRecord, type CanonicalRecord } from '../../src/domain/entities.ts'
import { apply, type IncomingRecord } from '../../src/store/apply.ts'
import { STORED_TYPES, typedColumns } from '../../src/store/tables.ts'
import { freshDatabase } from '../support/database.ts'
import { contact, feed, invoice, newPlace, page, payment, read, remote, type Place } from './samples.ts'

const { worker } = await freshDatabase()

const write = (place: Place, stream: string, ...records: IncomingRecord[]) =>
  apply(worker, page(place, { stream, records }))

const allocation = (key: string, paymentKey: string, amount: string): CanonicalRecord => ({
  key,
  type: 'PAYMENT_ALLOCATION',
  paymentKey,
  invoiceKey: 'invoices/1',
  amount,
  currency: 'EUR',
})

describe('a table of canonical records', () => {
  for (const type of STORED_TYPES) {
    test(`has a column for every field of ${type} and no other`, () => {
      const entity = canonicalRecord.options.find((it) => it.shape.type.value === type)
      const fields = Object.keys(entity?.shape ?? {}).filter((it) => it !== 'key' && it !== 'type')
      assert.deepEqual(
        typedColumns(type)
          .map((it) => it.field)
          .sort(),
        fields.sort(),
      )
    })
  }
})

describe('canonical records', () => {
  test('keep every digit, and call another number of digits a change', async () => {
    const place = newPlace()
    const exact = { total: '123456789012345678901234567890.10', exchangeRate: '0.10' }
    await write(place, 'invoices', remote('1', [invoice('invoices/1', exact)]))
    await write(place, 'invoices', remote('1', [invoice('invoices/1', { ...exact, exchangeRate: '0.1' })]))
    const rows = await read(worker, place, (tx) => tx`select total, exchange_rate from invoices`)
    assert.deepEqual(rows, [{ total: exact.total, exchange_rate: '0.1' }])
    assert.deepEqual((await feed(worker, place)).at(-1)?.changed, ['exchangeRate'])
  })

  test('that a remote record no longer makes are deleted', async () => {
    const place = newPlace()
    const out = contact('people/1#a')
    const kept = contact('people/1#b')
    await write(place, 'people', remote('1', [out, kept]))
    await write(place, 'people', remote('1', [kept]))
    assert.deepEqual((await feed(worker, place)).slice(2), [
      { kind: 'DELETED', type: 'CONTACT', key: 'people/1#a', version: 2, changed: [] },
    ])
  })

  test('that several remote records make outlive each of them', async () => {
    const place = newPlace()
    const shared: CanonicalRecord = { type: 'DIMENSION', key: 'classes/all', name: 'Class' }
    await write(place, 'classes', remote('1', [shared]), remote('2', [shared]))
    await apply(worker, page(place, { stream: 'classes', deleted: [{ remoteId: '1', at: null }] }))
    assert.deepEqual(
      (await feed(worker, place)).map((it) => it.kind),
      ['CREATED'],
    )
  })
})

describe("a payment's allocations", () => {
  const rows = (place: Place) =>
    read(
      worker,
      place,
      (tx) => tx`
        select key, payment_key, amount from payment_allocations where deleted_at is null order by key`,
    )

  test('are spread as links, which change without a change of their own', async () => {
    const place = newPlace()
    const part = (amount: string) => ({ invoiceKey: 'invoices/1', amount, currency: 'EUR' })
    await write(
      place,
      'payments',
      remote('1', [payment('payments/1', { allocations: [part('2'), part('3')] })]),
    )
    await write(place, 'payments', remote('1', [payment('payments/1', { allocations: [part('5')] })]))
    assert.deepEqual(await rows(place), [
      { key: 'payments/1#allocation-1', payment_key: 'payments/1', amount: '5' },
    ])
    assert.deepEqual(await feed(worker, place), [
      { kind: 'CREATED', type: 'PAYMENT', key: 'payments/1', version: 1, changed: [] },
      { kind: 'UPDATED', type: 'PAYMENT', key: 'payments/1', version: 2, changed: ['allocations'] },
    ])
  })

  test('that come by themselves are changes of the payment that they name by key or alias', async () => {
    const place = newPlace()
    await write(
      place,
      'charges',
      remote('1', [payment('charges/1', { aliasKey: 'intents/1' })]),
      remote('2', [payment('charges/2')]),
    )
    await write(
      place,
      'invoice_payments',
      remote('1', [allocation('invoice_payments/1', 'intents/1', '2')]),
      remote('2', [allocation('invoice_payments/2', 'charges/2', '3')]),
      remote('3', [allocation('invoice_payments/3', 'charges/unknown', '3')]),
    )
    const changed = { kind: 'UPDATED', type: 'PAYMENT', version: 2, changed: ['allocations'] }
    const bumps = (await feed(worker, place)).slice(2).sort((a, b) => (a.key < b.key ? -1 : 1))
    assert.deepEqual(bumps, [
      { ...changed, key: 'charges/1' },
      { ...changed, key: 'charges/2' },
    ])
  })
})

describe('other links', () => {
  test("a dimension's value is a change of the dimension", async () => {
    const place = newPlace()
    const value = (name: string): CanonicalRecord => ({
      type: 'DIMENSION_VALUE',
      key: 'classes/1',
      dimensionKey: 'preferences/class',
      name,
      code: null,
      active: true,
    })
    await write(
      place,
      'preferences',
      remote('class', [{ type: 'DIMENSION', key: 'preferences/class', name: 'Class' }]),
    )
    await write(place, 'classes', remote('1', [value('North')]))
    await write(place, 'classes', remote('1', [value('South')]))
    await apply(worker, page(place, { stream: 'classes', deleted: [{ remoteId: '1', at: null }] }))
    assert.deepEqual(
      (await feed(worker, place)).map((it) => [it.kind, it.version, ...it.changed]),
      [
        ['CREATED', 1],
        ['UPDATED', 2, 'values'],
        ['UPDATED', 3, 'values'],
        ['UPDATED', 4, 'values'],
      ],
    )
  })

  test("a company's profile names the source and fills what the company leaves open", async () => {
    const place = newPlace()
    const { workspaceId, companyId, sourceId } = place
    await read(
      worker,
      place,
      (tx) => tx`
        insert into companies (workspace_id, id, name, country) values (${workspaceId}, ${companyId}, 'Mill', 'AT')`,
    )
    await read(
      worker,
      place,
      (tx) => tx`
        insert into sources (workspace_id, id, company_id, provider, environment, remote_id)
        values (${workspaceId}, ${sourceId}, ${companyId}, 'STRIPE', 'SANDBOX', ${sourceId})`,
    )
    const profile: CanonicalRecord = {
      type: 'COMPANY_PROFILE',
      key: 'company/1',
      name: 'The Mill',
      legalName: 'The Mill Ltd',
      country: 'DE',
      baseCurrency: 'EUR',
      taxNumber: null,
    }
    await write(place, 'company', remote('1', [profile]))
    const rows = await read(
      worker,
      place,
      (tx) => tx`
        select s.remote_name, s.base_currency, c.name, c.legal_name, c.country, c.base_currency as books
        from sources s join companies c on c.id = s.company_id`,
    )
    assert.deepEqual(rows, [
      {
        remote_name: 'The Mill',
        base_currency: 'EUR',
        name: 'Mill',
        legal_name: 'The Mill Ltd',
        country: 'AT',
        books: 'EUR',
      },
    ])
  })
})
