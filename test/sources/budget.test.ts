import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { takeCalls, windowsOf, type SourceIds, type Window } from '../../src/sources/budget.ts'
import { DeferError, PATIENT } from '../../src/sources/calls.ts'
import { enterLimits, type LimitedBy } from '../../src/sources/limits.ts'
import { readBudgets } from '../../src/store/read/health.ts'
import { Snapshot } from '../../src/store/snapshot.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const now = new Date('2026-03-05T09:00:10Z')
const minute: Window[] = [{ countsAs: '', seconds: 60, limit: 100 }]

const someSource = (): SourceIds => ({ workspaceId: newId(), sourceId: newId() })
const take = (
  ids: SourceIds,
  windows: Window[],
  wanted: number,
  also: { interactive?: boolean; now?: Date } = {},
) => takeCalls(db.worker, ids, windows, { wanted, interactive: false, now, ...also })
const sum = (numbers: readonly number[]) => numbers.reduce((total, it) => total + it, 0)
async function left({ workspaceId, sourceId }: SourceIds, at = now) {
  const snapshot = new Snapshot(db.api, workspaceId)
  const budgets = await readBudgets(snapshot, [sourceId], at)
  await snapshot.release()
  return budgets.map(({ sourceId: _, scope: __, ...budget }) => budget)
}

describe('a budget', () => {
  test('has one window per length, of the smallest limit', () => {
    const windows = windowsOf([
      { scope: 'source', requests: 500, perSeconds: 60 },
      { scope: 'app', requests: 40, perSeconds: 60 },
      { scope: 'stream', requests: 4, perSeconds: 86_400 },
      { scope: 'source', requests: 10, perSeconds: 1 },
      { scope: 'source', atOnce: 10 },
    ])
    assert.deepEqual(windows, [
      { countsAs: '', seconds: 60, limit: 500 },
      { countsAs: '', seconds: 1, limit: 10 },
    ])
  })

  test('keeps the last tenth of a limit for interactive calls', async () => {
    const ids = someSource()
    // Slices of six seconds; the one of these calls lies a minute back as a whole then.
    const resets = new Date('2026-03-05T09:01:12Z')
    assert.deepEqual(await take(ids, minute, 85), { calls: 85, roomAt: null })
    assert.deepEqual(await take(ids, minute, 10), { calls: 5, roomAt: null })
    assert.deepEqual(await take(ids, minute, 10), { calls: 0, roomAt: resets })
    assert.deepEqual(await take(ids, minute, 7, { interactive: true }), { calls: 7, roomAt: null })
    assert.deepEqual(await take(ids, minute, 7, { interactive: true }), { calls: 3, roomAt: null })
    assert.deepEqual(await take(ids, minute, 7, { interactive: true }), { calls: 0, roomAt: resets })
    assert.deepEqual(await left(ids), [
      { countsAs: null, limit: 100, remaining: 0, windowSeconds: 60, resetsAt: '2026-03-05 09:01:12+00' },
    ])
  })

  test('holds for any so many seconds, wherever they begin', async () => {
    const ids = someSource()
    const taken: { at: number; calls: number }[] = []
    for (let second = 0; second < 300; second += 1) {
      const at = new Date(now.getTime() + second * 1000)
      // Now and then someone asks for all there is; what each minute begins and ends with is no matter.
      if (second % 7 < 3) taken.push({ at: second, calls: (await take(ids, minute, 60, { now: at })).calls })
      const lastMinute = taken.filter((it) => it.at > second - 60)
      const used = sum(lastMinute.map((it) => it.calls))
      assert.ok(used <= 90, `${used} in the minute to ${second}`)
      const [budget] = await left(ids, at)
      assert.ok((budget?.remaining ?? 0) <= 100 - used, 'and no more is said to be left')
    }
    assert.ok(sum(taken.map((it) => it.calls)) >= 90 * 4, 'nearly all of it is used')
  })

  test('is full again when all calls lie a window back', async () => {
    const ids = someSource()
    await take(ids, minute, 90)
    const later = new Date('2026-03-05T09:01:12Z')
    assert.deepEqual(await left(ids, later), [
      { countsAs: null, limit: 100, remaining: 100, windowSeconds: 60, resetsAt: null },
    ])
    assert.equal((await take(ids, minute, 90, { now: later })).calls, 90)
  })

  test('does not give a past window back to a worker whose clock is behind', async () => {
    const ids = someSource()
    await take(ids, minute, 90, { now: new Date('2026-03-05T09:01:00Z') })
    assert.deepEqual(await take(ids, minute, 1, { now: new Date('2026-03-05T09:00:59Z') }), {
      calls: 0,
      roomAt: new Date('2026-03-05T09:02:06Z'),
    })
  })

  test('is counted by the database’s clock, so that a worker whose clock is ahead opens no window early', async () => {
    const ids = someSource()
    const ahead = new Date(Date.now() + 3_600_000)
    const granted = async () =>
      await takeCalls(db.worker, ids, minute, {
        wanted: 90,
        interactive: false,
        now: ahead,
        byDatabase: true,
      })
    assert.equal((await granted()).calls, 90)
    const { calls, roomAt } = await granted()
    assert.equal(calls, 0)
    // As long after its own time as the room is away.
    assert.ok(roomAt && roomAt > ahead && roomAt.getTime() - ahead.getTime() <= 66_000, String(roomAt))
  })

  test('with several windows grants what the fullest one has left', async () => {
    const ids = someSource()
    const windows = [...minute, { countsAs: '', seconds: 1, limit: 10 }]
    assert.deepEqual(await take(ids, windows, 20), { calls: 9, roomAt: null })
    assert.deepEqual(await take(ids, windows, 20), { calls: 0, roomAt: new Date('2026-03-05T09:00:11.100Z') })
    const budgets = await left(ids)
    assert.deepEqual(
      budgets.map((it) => it.remaining),
      [1, 91],
    )
  })

  test('is never overdrawn by workers that take at the same time', async () => {
    const ids = someSource()
    const grants = await Promise.all(Array.from({ length: 40 }, () => take(ids, minute, 7)))
    assert.equal(
      grants.reduce((total, it) => total + it.calls, 0),
      90,
    )
  })
})

describe('the limits of a source', () => {
  const limitedBy = (also: Partial<LimitedBy> = {}): LimitedBy => ({
    database: db.worker,
    ids: someSource(),
    provider: { name: 'The provider', limits: [{ scope: 'source', requests: 20, perSeconds: 60 }] },
    app: 'TEST/SANDBOX',
    interactive: false,
    stressed: false,
    patience: PATIENT,
    clock: standingClock('2026-03-05T09:00:50Z'),
    ...also,
  })

  test('let calls through until they are used up, then make them wait until there is room', async () => {
    const clock = standingClock('2026-03-05T09:00:50Z')
    const by = limitedBy({ clock, patience: { maxWaitMs: 70_000 } })
    for (let call = 1; call <= 18; call += 1) await (await enterLimits(by))()
    assert.deepEqual(clock.slept, [])
    await (
      await enterLimits(by)
    )()
    assert.equal(clock.slept.length, 1)
    assert.ok(clock.now() >= new Date('2026-03-05T09:01:54Z'))
  })

  test('put a call off when the wait is longer than its patience', async () => {
    const by = limitedBy({ patience: { maxWaitMs: 5_000 } })
    for (let call = 1; call <= 18; call += 1) await (await enterLimits(by))()
    const error: unknown = await enterLimits(by).catch((error: unknown) => error)
    assert.ok(error instanceof DeferError)
    assert.deepEqual(
      [error.fault.code, error.retryAt.toISOString()],
      ['RATE_LIMITED', '2026-03-05T09:01:54.000Z'],
    )
  })

  test('show what is left after each call', async () => {
    const by = limitedBy({
      provider: { name: 'X', limits: [{ scope: 'source', requests: 100, perSeconds: 60 }] },
    })
    for (let call = 1; call <= 12; call += 1) {
      await (
        await enterLimits(by)
      )()
      assert.equal((await left(by.ids, by.clock.now()))[0]?.remaining, 100 - call)
    }
  })

  test('keep a place among those at once for whoever waits for the answer', async () => {
    const by = limitedBy({
      provider: { name: 'X', limits: [{ scope: 'source', atOnce: 4 }] },
      patience: { maxWaitMs: 1_000 },
    })
    for (let call = 1; call <= 3; call += 1) await enterLimits(by)
    const leave = await enterLimits({ ...by, interactive: true })
    await assert.rejects(enterLimits({ ...by, interactive: true }), DeferError)
    await leave()
    await enterLimits({ ...by, interactive: true })
  })

  test('let only so many through at once, in order of arrival', async () => {
    const by = limitedBy({ provider: { name: 'X', limits: [{ scope: 'source', atOnce: 3 }] } })
    const first = await enterLimits(by)
    await enterLimits(by)
    const entered: string[] = []
    const third = enterLimits(by).then(() => entered.push('third'))
    const fourth = enterLimits(by).then((leave) => {
      entered.push('fourth')
      return leave()
    })
    await new Promise(setImmediate)
    assert.deepEqual(entered, [])
    await first()
    await third
    assert.deepEqual(entered, ['third'])
    const ended: unknown = await Promise.race([
      fourth,
      new Promise((resolve) => setImmediate(resolve, 'still waiting')),
    ])
    assert.equal(ended, 'still waiting')
  })
})
