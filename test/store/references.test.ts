import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apply } from '../../src/store/apply.ts'
import { checkReferences } from '../../src/store/references.ts'
import { freshDatabase } from '../support/database.ts'
import { customer, invoice, newPlace, page, payment, read, remote, type Place } from './samples.ts'

const { worker } = await freshDatabase()

const open = (place: Place) =>
  read(
    worker,
    place,
    (tx) => tx<{ id: string; stream: string; remote_id: string; path: string[]; message: string }[]>`
      select id, stream, remote_id, path, message from anomalies
      where code = 'MISSING_REFERENCE' and resolved_at is null order by message`,
  )

const write = (place: Place, ...names: (string | null)[]) =>
  apply(
    worker,
    page(place, {
      stream: 'invoices',
      records: names.map((contactKey, n) => remote(String(n), [invoice(`invoices/${n}`, { contactKey })])),
    }),
  )

describe('a reference', () => {
  test('whose target has not arrived is an anomaly until it has', async () => {
    const place = newPlace()
    await write(place, 'customers/1', 'customers/2', null)
    await apply(worker, page(place, { records: [customer('2', 'Ada')] }))
    await checkReferences(worker, place)
    const [missing, ...more] = await open(place)
    assert.deepEqual(more, [])
    assert.deepEqual(
      { ...missing, id: '' },
      {
        id: '',
        stream: 'invoices',
        remote_id: '0',
        path: ['contactKey'],
        message: 'This invoice names the contact "customers/1", which has not arrived.',
      },
    )
    await checkReferences(worker, place)
    assert.equal((await open(place))[0]?.id, missing?.id)
    await apply(worker, page(place, { records: [customer('1', 'Grace')] }))
    await checkReferences(worker, place)
    assert.deepEqual(await open(place), [])
  })

  test('that is no longer made is no longer missing', async () => {
    const place = newPlace()
    await write(place, 'customers/1')
    await checkReferences(worker, place)
    await write(place, null)
    await checkReferences(worker, place)
    assert.deepEqual(await open(place), [])
  })

  test('to a payment holds by its alias too', async () => {
    const place = newPlace()
    const charge = payment('charges/1', { aliasKey: 'intents/1' })
    const link = {
      type: 'PAYMENT_ALLOCATION' as const,
      key: 'invoice_payments/1',
      paymentKey: 'intents/1',
      invoiceKey: null,
      amount: '1',
      currency: 'EUR',
    }
    await apply(worker, page(place, { stream: 'invoice_payments', records: [remote('1', [link])] }))
    await checkReferences(worker, place)
    assert.equal((await open(place)).length, 1)
    await apply(worker, page(place, { stream: 'charges', records: [remote('1', [charge])] }))
    await checkReferences(worker, place)
    assert.deepEqual(await open(place), [])
  })
})
