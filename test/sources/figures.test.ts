import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { measure, writeFigures } from '../../src/sources/figures.ts'
import { isStressed, type Figures } from '../../src/sources/stress.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const start = Date.parse('2026-03-05T09:00:00Z')

describe('stress', () => {
  const now = new Date(start)
  const well: Figures = {
    recentCalls: 40,
    recentErrors: 0,
    recentMs: 40 * 300,
    usualCalls: 5_000,
    usualMs: 5_000 * 300,
    stressedAt: null,
  }
  const stressed = (also: Partial<Figures>) => isStressed({ ...well, ...also }, now)
  const longAgo = new Date(start - 600_000)

  test('is what fails more often, or takes far longer, than usual', () => {
    assert.equal(stressed({}), false)
    assert.equal(stressed({ recentErrors: 12 }), true)
    assert.equal(stressed({ recentErrors: 11 }), false)
    assert.equal(stressed({ recentMs: 40 * 2_100 }), true)
    assert.equal(stressed({ recentMs: 40 * 1_900 }), false, 'under two seconds nothing is slow')
    assert.equal(stressed({ recentMs: 40 * 9_000, usualMs: 5_000 * 3_000 }), false, 'it always takes long')
  })

  test('is not seen in a few calls', () => {
    assert.equal(stressed({ recentCalls: 4, recentErrors: 4 }), false)
    assert.equal(stressed({ usualCalls: 10, usualMs: 3_000, recentMs: 40 * 9_000 }), false)
  })

  test('ends at gentler figures than it begins with, and not within two minutes', () => {
    assert.equal(stressed({ stressedAt: longAgo }), false)
    assert.equal(stressed({ stressedAt: new Date(start - 119_000) }), true)
    assert.equal(stressed({ stressedAt: longAgo, recentErrors: 5 }), true)
    assert.equal(stressed({ stressedAt: longAgo, recentMs: 40 * 2_100, usualMs: 5_000 * 1_000 }), true)
  })
})

describe('the figures of a source', () => {
  async function addSource() {
    const ids = { workspaceId: newId(), sourceId: newId() }
    for (const stream of ['invoices', 'bills']) {
      await db.owner.sql`
        insert into stream_states (workspace_id, source_id, stream, status, next_run_at)
        values (${ids.workspaceId}, ${ids.sourceId}, ${stream}, 'LIVE', '2026-03-05T12:00:00Z')`
    }
    let at = start
    return {
      ids,
      pass: (ms: number) => (at += ms),
      call: async (times: number, call: { ms: number; failed: boolean }) => {
        for (let n = 0; n < times; n++) {
          at += call.ms
          await measure(db.worker, ids, { ...call, now: new Date(at) })
        }
      },
      write: () => writeFigures(db.worker, ids),
      rows: () => db.owner.sql<{ recent_calls: number; usual_calls: number; stressed: boolean }[]>`
        select recent_calls, usual_calls, stressed_at is not null as stressed
        from call_figures where source_id = ${ids.sourceId}`,
      gatherEvent: () => db.owner.sql`
        insert into webhook_events (workspace_id, source_id, event_id, provider, change, received_at, due_at)
        values (${ids.workspaceId}, ${ids.sourceId}, 'event', 'STRIPE', '{}', now(), '2027-01-01T00:00:00Z')`,
      openEventsDue: async () =>
        (
          await db.owner.sql`
            select from webhook_events where source_id = ${ids.sourceId} and due_at <= ${new Date(at)}`
        ).count,
      modes: async () =>
        (
          await db.owner.sql<{ mode: string; due: string }[]>`
            select distinct mode, next_run_at < '2026-03-05T12:00:00Z' as due from stream_states
            where source_id = ${ids.sourceId}`
        ).map((it) => [it.mode, it.due]),
    }
  }

  test('are written once for many calls', async () => {
    const source = await addSource()
    await source.call(49, { ms: 100, failed: false })
    assert.equal((await source.rows()).length, 0)
    await source.call(1, { ms: 100, failed: false })
    assert.deepEqual([...(await source.rows())], [{ recent_calls: 50, usual_calls: 50, stressed: false }])
    await source.call(3, { ms: 10_000, failed: false })
    assert.ok(((await source.rows())[0]?.usual_calls ?? 0) > 50, 'or when ten seconds have passed')
  })

  test('turn its streams to BATCH while it fails, and back when it is well again', async () => {
    const source = await addSource()
    await source.call(50, { ms: 200, failed: false })
    await source.call(30, { ms: 200, failed: true })
    await source.write()
    assert.deepEqual(await source.modes(), [['BATCH', false]])
    const [inStress] = await source.rows()
    assert.equal(inStress?.stressed, true)
    await source.gatherEvent()
    assert.equal(await source.openEventsDue(), 0)

    source.pass(900_000)
    await source.call(3, { ms: 200, failed: false })
    await source.write()
    assert.deepEqual(await source.modes(), [['REALTIME', true]])
    assert.equal(await source.openEventsDue(), 1, 'what was gathered meanwhile is asked for at once')
  })

  test('turn its streams to BATCH when it takes far longer than it did', async () => {
    const source = await addSource()
    await source.call(200, { ms: 300, failed: false })
    source.pass(600_000)
    await source.call(12, { ms: 8_000, failed: false })
    assert.deepEqual(await source.modes(), [['BATCH', false]])
    const before = (await source.rows())[0]?.usual_calls
    source.pass(60_000)
    await source.call(20, { ms: 8_000, failed: false })
    await source.write()
    assert.equal((await source.rows())[0]?.usual_calls, before, 'what is usual is not learned under stress')
  })
})
