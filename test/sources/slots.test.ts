import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { takeSlot, type Slot } from '../../src/sources/slots.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const now = new Date('2026-03-05T09:00:00Z')

describe('calls at once', () => {
  const newSource = () => ({ workspaceId: newId(), sourceId: newId() })

  test('are never more than the limit, over all workers, and all of it is used', async () => {
    const ids = newSource()
    const take = () => takeSlot(db.worker, ids, { atOnce: 4, now })
    const held: Slot[] = []
    // Who loses a race for a slot looks again, as a waiting call does.
    for (let round = 0; round < 20; round++) {
      const taken = await Promise.all(Array.from({ length: 10 }, take))
      held.push(...taken.filter((it) => it !== null))
      assert.ok(held.length <= 4)
    }
    assert.equal(held.length, 4)
    await held[2]?.leave()
    assert.notEqual(await take(), null)
    assert.equal(await take(), null)
  })

  test('of a worker that died are forgotten after a while, and its late end frees nobody else’s', async () => {
    const ids = newSource()
    const dead = await takeSlot(db.worker, ids, { atOnce: 1, now })
    const later = new Date(now.getTime() + 150_000)
    assert.equal(await takeSlot(db.worker, ids, { atOnce: 1, now: new Date(later.getTime() - 1) }), null)
    assert.notEqual(await takeSlot(db.worker, ids, { atOnce: 1, now: later }), null)
    await dead?.leave()
    assert.equal(await takeSlot(db.worker, ids, { atOnce: 1, now: later }), null)
  })
})
