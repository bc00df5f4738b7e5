import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { follow, type Follow } from '../../src/changes/follow.ts'
import type { ChangeRow } from '../../src/changes/read.ts'
import { openWaker, type Waker } from '../../src/changes/wake.ts'
import { apply } from '../../src/store/apply.ts'
import { at, customer, newPlace, page, type Place } from '../store/samples.ts'
import { freshDatabase } from '../support/database.ts'

const { worker, api, owner, url } = await freshDatabase()
const waker = await openWaker(url)
after(() => waker.close())
const NEVER = 3_600_000

/** Follows until as many changes have come. */
async function take(count: number, place: Place, more: Partial<Follow> = {}): Promise<ChangeRow[]> {
  const end = new AbortController()
  const taken: ChangeRow[] = []
  const following = follow({
    database: api,
    waker,
    workspaceId: place.workspaceId,
    after: 0n,
    filter: {},
    signal: end.signal,
    pollMs: NEVER,
    ...more,
  })
  for await (const change of following) {
    taken.push(change)
    if (taken.length === count) end.abort()
  }
  return taken
}

const shuffled = <T>(list: T[]): T[] => list.toSorted(() => Math.random() - 0.5)

describe('following the feed', () => {
  test('while eight writers commit in any order shows every change once and in order', async () => {
    const place = newPlace()
    const writers = 8
    const pages = 12
    const size = 7
    const following = take(writers * pages * size, place)
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (const n of shuffled(Array.from({ length: pages }, (_, index) => index))) {
          const records = Array.from({ length: size }, (_, it) => customer(`${writer}-${n}-${it}`, 'Ada'))
          // Some commit long after they wrote their records: what another took later may become visible sooner.
          await apply(worker, page(place, { records }), async (tx) => {
            if (n % 3 === 0) await tx`select pg_sleep(random() / 50)`
          })
        }
      }),
    )
    const changes = await following
    assert.deepEqual(
      changes.map((it) => it.position),
      changes.map((_, n) => BigInt(n + 1)),
    )
    assert.equal(new Set(changes.map((it) => it.recordId)).size, writers * pages * size)
  })

  test('without a position shows only what comes from now on', async () => {
    const place = newPlace()
    await apply(worker, page(place, { records: [customer('1', 'before')] }))
    const waiting = Promise.withResolvers<undefined>()
    const listening: Waker = {
      ...waker,
      subscribe(workspaceId) {
        const wakes = waker.subscribe(workspaceId)
        return {
          ...wakes,
          next(wait) {
            waiting.resolve(undefined)
            return wakes.next(wait)
          },
        }
      },
    }
    const following = take(1, place, { after: null, waker: listening })
    await waiting.promise
    await apply(worker, page(place, { records: [customer('2', 'after')] }))
    assert.deepEqual(
      (await following).map((it) => it.position),
      [2n],
    )
  })

  test('goes on after its connection was lost', async () => {
    const place = newPlace()
    const following = take(2, place)
    await apply(worker, page(place, { records: [customer('1', 'Ada')] }))
    await owner.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`
    await apply(worker, page(place, { records: [customer('2', 'Grace')] }))
    assert.equal((await following).length, 2)
  })

  test('finds by itself what nobody woke it for', async () => {
    const place = newPlace()
    const deaf = { subscribe: () => waker.subscribe('another workspace'), close: () => Promise.resolve() }
    const following = take(1, place, { waker: deaf, pollMs: 20 })
    await apply(worker, page(place, { records: [customer('1', 'Ada')] }))
    assert.equal((await following).length, 1)
  })

  test('ends at once on the signal while it waits', async () => {
    const ended = take(1, newPlace(), { signal: AbortSignal.timeout(20) })
    assert.deepEqual(await ended, [])
  })

  test('shows only what the filter lets through', async () => {
    const place = newPlace()
    const following = take(1, place, { filter: { kinds: ['DELETED'] } })
    await apply(worker, page(place, { records: [customer('1', 'Ada')] }))
    await apply(worker, page(place, { fetchedAt: at(1), deleted: [{ remoteId: '1', at: null }] }))
    assert.deepEqual(
      (await following).map((it) => it.position),
      [2n],
    )
  })
})
