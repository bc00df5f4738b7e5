import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apply } from '../../src/store/apply.ts'
import { sweep } from '../../src/store/sweep.ts'
import { freshDatabase } from '../support/database.ts'
import { at, customer, feed, newPlace, page, read, type Place } from './samples.ts'

const { worker } = await freshDatabase()

const list = (place: Place, minute: number, ids: number[], presentIds: number[] = []) =>
  apply(
    worker,
    page(place, {
      fetchedAt: at(minute),
      records: ids.map((id) => customer(String(id), `customer ${id}`)),
      presentIds: presentIds.map(String),
    }),
  )

const sweepSince = (place: Place, minute: number, maxShare = 0.2) =>
  sweep(worker, {
    ...place,
    stream: 'customers',
    via: 'BACKFILL',
    syncRunId: null,
    completeSince: at(minute),
    maxShare,
  })

const suspicions = (place: Place) =>
  read(
    worker,
    place,
    (tx) => tx<{ message: string; open: boolean }[]>`
      select message, resolved_at is null as open from anomalies
      where code = 'SUSPICIOUS_DELETIONS' order by detected_at`,
  )

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)

describe('a sweep', () => {
  test('deletes what the complete listing did not name', async () => {
    const place = newPlace()
    await list(place, 0, range(0, 20))
    await list(place, 10, range(0, 15), [15, 16])
    assert.deepEqual(await sweepSince(place, 10), { deleted: 3, heldBack: 0 })
    const gone = (await feed(worker, place)).filter((it) => it.kind === 'DELETED').map((it) => it.key)
    assert.deepEqual(gone.sort(), ['customers/17', 'customers/18', 'customers/19'])
    assert.deepEqual(await sweepSince(place, 10), { deleted: 0, heldBack: 0 })
  })

  test('leaves what arrived while it was listed', async () => {
    const place = newPlace()
    await list(place, 10, [1])
    await apply(worker, page(place, { via: 'WEBHOOK', fetchedAt: at(12), records: [customer('2', 'new')] }))
    assert.deepEqual(await sweepSince(place, 10), { deleted: 0, heldBack: 0 })
  })

  test('that would delete a suspicious share deletes nothing and says so once', async () => {
    const place = newPlace()
    await list(place, 0, range(0, 100))
    await list(place, 10, range(0, 50))
    assert.deepEqual(await sweepSince(place, 10), { deleted: 0, heldBack: 50 })
    assert.deepEqual(await sweepSince(place, 10), { deleted: 0, heldBack: 50 })
    assert.deepEqual(await suspicions(place), [
      {
        message: 'A complete listing of customers lacks 50 of 100 records; none of them was deleted.',
        open: true,
      },
    ])
    await list(place, 20, range(0, 100))
    assert.deepEqual(await sweepSince(place, 20), { deleted: 0, heldBack: 0 })
    assert.equal((await suspicions(place))[0]?.open, false)
  })

  test('that is confirmed deletes any share', async () => {
    const place = newPlace()
    await list(place, 0, range(0, 40))
    await list(place, 10, range(0, 1))
    assert.deepEqual(await sweepSince(place, 10, 1), { deleted: 39, heldBack: 0 })
  })

  test('trusts a handful of deletions though they are all there was', async () => {
    const place = newPlace()
    await list(place, 0, range(0, 5))
    assert.deepEqual(await sweepSince(place, 10), { deleted: 5, heldBack: 0 })
  })
})
