import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apply } from '../../src/store/apply.ts'
import { freshDatabase } from '../support/database.ts'
import { at, customer, feed, newPlace, page, read, type Place } from './samples.ts'

const { worker } = await freshDatabase()

const OLD = '2026-03-05T08:00:00Z'
const NEW = '2026-03-05T08:30:00.5+00:00'

const write = (place: Place, minute: number, name: string, remoteUpdatedAt: string | null) =>
  apply(worker, page(place, { fetchedAt: at(minute), records: [customer('1', name, { remoteUpdatedAt })] }))

const remove = (place: Place, minute: number, when: string | null) =>
  apply(worker, page(place, { fetchedAt: at(minute), deleted: [{ remoteId: '1', at: when }] }))

const state = (place: Place) =>
  read(
    worker,
    place,
    (tx) =>
      tx<{ name: string; deleted: boolean }[]>`select name, deleted_at is not null as deleted from contacts`,
  )

describe('of two versions of a record', () => {
  test('the one with the older stamp never wins, however fresh its fetch', async () => {
    const place = newPlace()
    await write(place, 0, 'newer', NEW)
    const late = await write(place, 5, 'older', OLD)
    assert.equal(late.unchanged, 1)
    assert.deepEqual(await state(place), [{ name: 'newer', deleted: false }])
  })

  test('the one with the newer stamp wins, however old its fetch', async () => {
    const place = newPlace()
    await write(place, 5, 'older', OLD)
    await write(place, 0, 'newer', NEW)
    assert.deepEqual(await state(place), [{ name: 'newer', deleted: false }])
  })

  test('the fresher fetch wins when their stamps are equal', async () => {
    const place = newPlace()
    await write(place, 1, 'first', NEW)
    await write(place, 2, 'fresher', NEW)
    await write(place, 0, 'staler', NEW)
    assert.deepEqual(await state(place), [{ name: 'fresher', deleted: false }])
  })

  test('the fresher fetch wins when one of them has no stamp', async () => {
    const place = newPlace()
    await write(place, 1, 'stamped', NEW)
    await write(place, 2, 'fresher', null)
    await write(place, 0, 'staler', NEW)
    assert.deepEqual(await state(place), [{ name: 'fresher', deleted: false }])
  })

  test('the later writer wins when stamp and fetch are equal', async () => {
    const place = newPlace()
    await write(place, 1, 'first', NEW)
    await write(place, 1, 'second', NEW)
    assert.deepEqual(await state(place), [{ name: 'second', deleted: false }])
  })
})

describe('a deletion', () => {
  test('is kept for a record that has not arrived, and holds off its late versions', async () => {
    const place = newPlace()
    const applied = await remove(place, 1, NEW)
    assert.deepEqual([applied.deleted, applied.position], [0, null])
    await write(place, 2, 'late', OLD)
    assert.deepEqual(await state(place), [])
    await write(place, 3, 'back', '2026-03-05T09:00:00Z')
    assert.deepEqual(await state(place), [{ name: 'back', deleted: false }])
  })

  test('leaves the last state readable', async () => {
    const place = newPlace()
    await write(place, 0, 'Ada', OLD)
    const applied = await remove(place, 1, NEW)
    assert.equal(applied.deleted, 1)
    assert.deepEqual(await state(place), [{ name: 'Ada', deleted: true }])
    assert.deepEqual((await feed(worker, place)).at(-1), {
      kind: 'DELETED',
      type: 'CONTACT',
      key: 'customers/1',
      version: 2,
      changed: [],
    })
  })

  test('that is told again changes nothing', async () => {
    const place = newPlace()
    await write(place, 0, 'Ada', OLD)
    await remove(place, 1, NEW)
    assert.equal((await remove(place, 2, NEW)).position, null)
  })

  test('of an older version than the one that is there changes nothing', async () => {
    const place = newPlace()
    await write(place, 0, 'Ada', NEW)
    assert.equal((await remove(place, 1, OLD)).position, null)
    assert.deepEqual(await state(place), [{ name: 'Ada', deleted: false }])
  })

  test('without an instant wins over all that was fetched before it, whatever its stamp', async () => {
    const place = newPlace()
    await write(place, 0, 'Ada', OLD)
    await remove(place, 2, null)
    await write(place, 1, 'late', NEW)
    assert.deepEqual(await state(place), [{ name: 'Ada', deleted: true }])
  })

  test('is undone by a newer version, even one of equal content', async () => {
    const place = newPlace()
    await write(place, 0, 'Ada', null)
    await remove(place, 1, null)
    const applied = await write(place, 2, 'Ada', null)
    assert.equal(applied.created, 1)
    assert.deepEqual(await state(place), [{ name: 'Ada', deleted: false }])
    assert.deepEqual((await feed(worker, place)).at(-1), {
      kind: 'UPDATED',
      type: 'CONTACT',
      key: 'customers/1',
      version: 3,
      changed: ['deletedAt'],
    })
  })
})
