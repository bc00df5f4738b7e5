import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { takeCalls, type SourceIds, type Window } from '../../src/sources/budget.ts'
import { readBudgets } from '../../src/store/read/health.ts'
import { Snapshot } from '../../src/store/snapshot.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const windows: Window[] = [{ countsAs: '', seconds: 60, limit: 500 }]
const at = (seconds: number) => new Date(Date.parse('2026-03-05T09:00:00Z') + seconds * 1000)

let apps = 0
/** Sources of one app, each in a workspace of its own. */
function newApp() {
  const name = `APP-${(apps += 1)}/PRODUCTION`
  return {
    name,
    take: async (
      ids: SourceIds,
      wanted: number,
      now: Date,
      also: { interactive?: boolean; own?: Window[] } = {},
    ) =>
      await takeCalls(db.worker, ids, also.own ?? [], {
        wanted,
        interactive: also.interactive ?? false,
        now,
        app: { name, windows },
      }),
    sources: (count: number): SourceIds[] =>
      Array.from({ length: count }, () => ({ workspaceId: newId(), sourceId: newId() })),
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, it) => total + it, 0)

describe('a limit on the whole app', () => {
  test('is divided evenly among the sources that are busy', async () => {
    const app = newApp()
    const sources = app.sources(50)
    for (const ids of sources) await app.take(ids, 1, at(-30))
    const grants = await Promise.all(sources.map((ids) => app.take(ids, 100, at(1))))
    // 500 less the tenth that is kept for whoever waits, among 50; each has made one call in this minute.
    assert.deepEqual(new Set(grants.map((it) => it.calls + 1)), new Set([9]))
    assert.deepEqual((await app.take(sources[0] ?? assert.fail(), 1, at(2))).calls, 0)
  })

  test('lends what others leave of their shares, more and more as the window passes', async () => {
    const app = newApp()
    const [eager, ...others] = app.sources(50)
    assert.ok(eager)
    for (const ids of others) await app.take(ids, 1, at(-5))
    const granted: number[] = []
    for (let second = 0; second < 60; second += 6)
      granted.push((await app.take(eager, 500, at(second))).calls)
    assert.equal(granted[0], 9, 'its share at first')
    assert.ok(granted.slice(3).every((it) => it > 0))
    assert.ok(sum(granted) > 380 && sum(granted) < 450, String(granted))
    assert.ok((await app.take(others[0] ?? assert.fail(), 5, at(59))).calls > 0)
  })

  test('gives everything to a source that is alone', async () => {
    const app = newApp()
    const [only] = app.sources(1)
    assert.equal((await app.take(only ?? assert.fail(), 500, at(0))).calls, 450)
  })

  test('gives a new one among busy sources its share within a window', async () => {
    const app = newApp()
    const sources = app.sources(11)
    const made = new Map<SourceIds, number>()
    for (let second = 0; second < 180; second += 3) {
      // The new one asks last.
      for (const ids of second < 60 ? sources.slice(0, 10) : sources) {
        const { calls } = await app.take(ids, 8, at(second))
        if (second >= 120) made.set(ids, (made.get(ids) ?? 0) + calls)
      }
    }
    // In its second minute: 450 among 11, where it takes 66 seconds until a call no longer counts.
    const calls = [...made.values()]
    assert.equal(calls.length, 11)
    assert.ok(Math.min(...calls) >= 36 && Math.max(...calls) <= 42, String(calls))
  })

  test('gives a source that wakes up its share from what one hogs, within a window', async () => {
    const app = newApp()
    const [hog, waking] = app.sources(2)
    assert.ok(hog && waking)
    for (let second = 0; second < 60; second += 1) await app.take(hog, 500, at(second))
    const made = { hog: 0, waking: 0 }
    for (let second = 60; second < 132; second += 1) {
      made.hog += (await app.take(hog, 500, at(second))).calls
      made.waking += (await app.take(waking, 500, at(second))).calls
    }
    assert.ok(made.waking >= 225, JSON.stringify(made))
  })

  test('lends one source what many idle ones leave, and never so much that one that wakes up waits for a window', async () => {
    const app = newApp()
    const [hog, ...others] = app.sources(50)
    assert.ok(hog)
    for (const ids of others) await app.take(ids, 1, at(0))
    let lent = 0
    for (let second = 1; second < 240; second += 1) {
      lent += (await app.take(hog, 500, at(second))).calls
      if (second % 50 !== 0) continue
      const waking = others[second / 50] ?? assert.fail()
      let got = 0
      for (let waited = 0; waited < 12 && got < 9; waited += 1) {
        got += (await app.take(waking, 9 - got, at(second + waited / 10))).calls
        if (got < 9) lent += (await app.take(hog, 500, at(second + waited / 10))).calls
      }
      assert.equal(got, 9, `who woke up at ${second}`)
    }
    assert.ok(lent > 1_000, String(lent))
  })

  test('is never overdrawn, and keeps its last tenth for whoever waits for the answer', async () => {
    const app = newApp()
    const sources = app.sources(20)
    const taken = await Promise.all(
      Array.from({ length: 200 }, (_, n) => app.take(sources[n % 20] ?? assert.fail(), 7, at(59))),
    )
    assert.equal(sum(taken.map((it) => it.calls)), 450)
    const waiting = await app.take(sources[0] ?? assert.fail(), 80, at(59), { interactive: true })
    assert.equal(waiting.calls, 50)
    assert.deepEqual(await app.take(sources[0] ?? assert.fail(), 1, at(59), { interactive: true }), {
      calls: 0,
      roomAt: at(120),
    })
  })

  test('counts nothing in the source’s own windows that it does not grant', async () => {
    const app = newApp()
    const [one, other] = app.sources(2)
    assert.ok(one && other)
    const own = [{ countsAs: '', seconds: 60, limit: 1_000 }]
    await app.take(other, 1, at(0))
    const { calls } = await app.take(one, 800, at(0), { own })
    assert.equal(calls, 225)
    const [row] = await db.owner
      .sql`select calls_in(slices) as calls from rate_windows where source_id = ${one.sourceId}`
    assert.equal(row?.['calls'], 225)
  })

  test('shows in the budget of each of its sources', async () => {
    const [workspaceId, sourceId] = [newId(), newId()]
    await db.owner.sql`
      insert into sources (workspace_id, id, company_id, provider, environment, remote_id)
      values (${workspaceId}, ${sourceId}, ${newId()}, 'XERO', 'PRODUCTION', 'x')`
    const app = { name: 'XERO/PRODUCTION', windows }
    const elsewhere = { workspaceId: newId(), sourceId: newId() }
    await takeCalls(db.worker, elsewhere, [], { wanted: 40, interactive: false, now: at(0), app })
    const snapshot = new Snapshot(db.api, workspaceId)
    const budgets = await readBudgets(snapshot, [sourceId], at(1))
    await snapshot.release()
    assert.deepEqual(
      [...budgets],
      [
        {
          ...{ sourceId, scope: 'APP', countsAs: null, limit: 500, remaining: 460, windowSeconds: 60 },
          resetsAt: '2026-03-05 09:01:06+00',
        },
      ],
    )
  })
})
