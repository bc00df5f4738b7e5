import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { apply, type Applied } from '../../src/store/apply.ts'
import { freshDatabase } from '../support/database.ts'
import { at, contact, customer, feed, finding, invoice, newPlace, page, read, remote } from './samples.ts'

const { worker } = await freshDatabase()
interface Anomaly {
  id: string
  message: string
  detected_at: string
}

const counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0, settled: 0 }

describe('apply', () => {
  test('writes new records once, with a change each', async () => {
    const place = newPlace()
    const applied = await apply(
      worker,
      page(place, { records: [customer('1', 'Ada'), customer('2', 'Grace')] }),
    )
    assert.deepEqual(applied, { ...counts, created: 2, position: 2n })
    assert.deepEqual(await feed(worker, place), [
      { kind: 'CREATED', type: 'CONTACT', key: 'customers/1', version: 1, changed: [] },
      { kind: 'CREATED', type: 'CONTACT', key: 'customers/2', version: 1, changed: [] },
    ])
  })

  test('writes nothing when the content is equal, whatever the order of its keys, but knows that it is fresh', async () => {
    const place = newPlace()
    const first = customer('1', 'Ada', { raw: '{"id":1,"name":"Ada","total":1.50}' })
    await apply(worker, page(place, { records: [first], fetchedAt: at(0) }))
    const again = { ...first, raw: '{ "total":1.50, "name":"Ada","id":1}' }
    const applied = await apply(worker, page(place, { records: [again], fetchedAt: at(5), via: 'WEBHOOK' }))
    assert.deepEqual(applied, { ...counts, unchanged: 1, position: null })
    const raws = await read(
      worker,
      place,
      (tx) =>
        tx`select raw, via, fetched_at, seen_at, (select version from contacts) as version from raw_records`,
    )
    assert.deepEqual(raws, [
      {
        raw: '{"id":1,"name":"Ada","total":1.50}',
        via: 'INCREMENTAL',
        fetched_at: '2026-03-05 09:05:00+00',
        seen_at: '2026-03-05 09:05:00+00',
        version: 1,
      },
    ])
  })

  test('makes no version when only the raw changed and nothing that is read from it', async () => {
    const place = newPlace()
    await apply(worker, page(place, { records: [customer('1', 'Ada', { raw: '{"etag":1}' })] }))
    const applied = await apply(
      worker,
      page(place, { records: [customer('1', 'Ada', { raw: '{"etag":2}' })] }),
    )
    assert.deepEqual(applied, { ...counts, updated: 1, position: null })
    assert.equal((await feed(worker, place)).length, 1)
  })

  test('names the fields that changed', async () => {
    const place = newPlace()
    const before = contact('customers/1', { name: 'Ada', email: 'ada@example.com', roles: ['CUSTOMER'] })
    const after = { ...before, email: null, roles: ['CUSTOMER', 'SUPPLIER'] as typeof before.roles }
    await apply(worker, page(place, { records: [remote('1', [before])] }))
    await apply(worker, page(place, { records: [remote('1', [after])] }))
    assert.deepEqual((await feed(worker, place)).at(-1), {
      kind: 'UPDATED',
      type: 'CONTACT',
      key: 'customers/1',
      version: 2,
      changed: ['roles', 'email'],
    })
  })

  test('sets an unreadable record aside and applies the rest of the page', async () => {
    const place = newPlace()
    await apply(worker, page(place, { records: [customer('1', 'Ada')] }))
    const unreadable = remote('1', null, { raw: '{"id":false}', findings: [finding('id is not a text')] })
    const applied = await apply(worker, page(place, { records: [unreadable, customer('2', 'Grace')] }))
    assert.deepEqual(applied, { ...counts, created: 1, rejected: 1, position: 2n })
    const [row] = await read(
      worker,
      place,
      (tx) => tx`
        select r.raw, r.rejected, c.name, c.version, a.message, a.rejected as "isReason", a.resolved_at
        from raw_records r join contacts c using (remote_id) join anomalies a using (remote_id)
        where r.remote_id = '1'`,
    )
    assert.deepEqual(row, {
      raw: '{"id":false}',
      rejected: true,
      name: 'Ada',
      version: 1,
      message: 'id is not a text',
      isReason: true,
      resolved_at: null,
    })
  })

  test('reads a record that was set aside as soon as it can be read, though its content is the same', async () => {
    const place = newPlace()
    const raw = '{"id":1}'
    await apply(worker, page(place, { records: [remote('1', null, { raw, findings: [finding('odd')] })] }))
    const applied = await apply(worker, page(place, { records: [customer('1', 'Ada', { raw })] }))
    assert.deepEqual(applied, { ...counts, created: 1, position: 1n })
    const open = await read(worker, place, (tx) => tx`select 1 from anomalies where resolved_at is null`)
    assert.deepEqual(open, [])
  })

  test('settles what was set aside when it is deleted', async () => {
    const place = newPlace()
    const unreadable = remote('1', null, { raw: '{"id":1}', findings: [finding('odd')] })
    await apply(worker, page(place, { records: [unreadable], fetchedAt: at(0) }))
    const deletion = page(place, { deleted: [{ remoteId: '1', at: null }], fetchedAt: at(1) })
    assert.deepEqual(await apply(worker, deletion), { ...counts, settled: 1, position: null })
    const open = await read(worker, place, (tx) => tx`select 1 from anomalies where resolved_at is null`)
    assert.deepEqual(open, [])
    assert.deepEqual(await apply(worker, deletion), { ...counts, unchanged: 1, position: null })
  })

  test('sets a record aside that PostgreSQL cannot hold, and applies the rest with what is added', async () => {
    const place = newPlace()
    // Random, because the index compresses what repeats.
    const number = randomBytes(4_000).toString('hex')
    const records = Array.from({ length: 9 }, (_, n) =>
      remote(String(n), [invoice(`invoices/${n}`, { number: n === 5 ? number : '1' })]),
    )
    const seen: Applied[] = []
    const applied = await apply(worker, page(place, { stream: 'invoices', records }), async (tx, counts) => {
      await tx`select 1`
      seen.push(counts)
    })
    assert.deepEqual(applied, { ...counts, created: 8, rejected: 1, position: 8n })
    assert.deepEqual(seen, [{ ...applied, position: null }])
    const [reason] = await read(worker, place, (tx) => tx`select remote_id, code, message from anomalies`)
    assert.deepEqual([reason?.['remote_id'], reason?.['code']], ['5', 'UNREADABLE_RECORD'])
  })

  test('keeps a finding that stays, resolves one that is gone, adds one that is new', async () => {
    const place = newPlace()
    const findings = (fetchedAt: Date, name: string, ...messages: string[]) =>
      apply(
        worker,
        page(place, { fetchedAt, records: [customer('1', name, { findings: messages.map(finding) })] }),
      )
    await findings(at(0), 'Ada', 'stays', 'goes')
    const before = await read(
      worker,
      place,
      (tx) => tx<Anomaly[]>`select id, message, detected_at from anomalies`,
    )
    await findings(at(1), 'Grace', 'stays', 'comes')
    const after = await read(
      worker,
      place,
      (tx) =>
        tx<
          Anomaly[]
        >`select id, message, detected_at from anomalies where resolved_at is null order by message desc`,
    )
    assert.deepEqual(
      after[0],
      before.find((it) => it.message === 'stays'),
    )
    assert.deepEqual(
      after.map((it) => it.message),
      ['stays', 'comes'],
    )
  })

  test('commits what is added to it, or neither', async () => {
    const place = newPlace()
    const failing = apply(worker, page(place, { records: [customer('1', 'Ada')] }), async (tx, applied) => {
      assert.equal(applied.created, 1)
      await tx`insert into workspaces (workspace_id, name) values (${place.workspaceId}, 'Demo')`
      throw new Error('no checkpoint')
    })
    await assert.rejects(failing, /no checkpoint/)
    assert.deepEqual(await feed(worker, place), [])
    assert.deepEqual(await read(worker, place, (tx) => tx`select 1 from raw_records`), [])
  })

  test('runs only what is added to it when the page is empty', async () => {
    const place = newPlace()
    let ran = 0
    const applied = await apply(worker, page(place), async () => {
      await Promise.resolve(ran++)
    })
    assert.deepEqual([ran, applied], [1, { ...counts, position: null }])
  })

  test('takes of a record that a page names twice the newer version', async () => {
    const place = newPlace()
    const records = [
      customer('1', 'newer', { remoteUpdatedAt: '2026-03-05T09:02:00Z' }),
      customer('1', 'older', { remoteUpdatedAt: '2026-03-05T09:01:00Z' }),
    ]
    await apply(worker, page(place, { records }))
    assert.deepEqual(await read(worker, place, (tx) => tx`select name from contacts`), [{ name: 'newer' }])
  })

  test('stores text that PostgreSQL cannot hold with the unholdable characters replaced', async () => {
    const place = newPlace()
    await apply(worker, page(place, { records: [customer('1', 'A\u0000d\uD800a')] }))
    assert.deepEqual(await read(worker, place, (tx) => tx`select name from contacts`), [
      { name: 'A\uFFFDd\uFFFDa' },
    ])
  })
})
