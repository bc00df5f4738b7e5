import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { requestSync } from '../../src/sync/request.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { connectPlayed, type Played } from '../support/played.ts'
import { assertSameBooks, assertSamePayouts } from './compare.ts'

const db = await freshDatabase()

describe('the books', () => {
  let played: Played
  let worker: ChildProcess | undefined

  before(async () => {
    played = await connectPlayed(db, { scale: 0.1 })
  })
  after(async () => {
    worker?.kill('SIGKILL')
    await played.close()
  })

  test('are read in full although the worker was killed in the middle', async () => {
    // Slow enough to be killed in the middle of a stream of many pages.
    await played.control('faults', { kind: 'slow', provider: 'stripe', delayMs: 40 })
    const first = await played.startWorker()
    await eventually(async () => {
      const rows = await db.owner.sql`
        select from sync_runs where source_id = ${played.sources.stripe} and status = 'RUNNING' and pages >= 2`
      assert.ok(rows.length > 0, 'a stream is in the middle')
    }, 30_000)
    first.kill('SIGKILL')
    await once(first, 'exit')
    assert.notDeepEqual(await unread(), [])
    await fetch(`${played.sandbox.url}/control/faults`, { method: 'DELETE' })

    worker = await played.startWorker()
    await eventually(async () => {
      assert.deepEqual(await unread(), [])
    }, 60_000)
    await assertSameBooks(db, played, { atRest: true })
    await assertSamePayouts(db, played)
    const setAside = await db.owner.sql`select stream, message from anomalies where rejected`
    assert.deepEqual([...setAside], [], 'every record could be read')
    const doubled = await db.owner.sql`
      select record_id from changes where kind = 'CREATED' group by record_id having count(*) > 1`
    assert.equal(doubled.length, 0, 'no record was created twice')
    const [interrupted] = await db.owner.sql`
      select count(*)::int as n from sync_runs where error->>'actor' = 'OPERATOR' and status in ('PARTIAL', 'FAILED')`
    assert.ok(Number(interrupted?.['n']) > 0, 'the runs of the killed worker were closed')
  })

  test('follow changes, voids and deletions without any webhook', async () => {
    await played.control('webhooks', { mode: 'drop' })
    // The newest: the older ones lie in closed books.
    const [invoice, other, third] = booksOf('quickbooks', 'Invoice')
      .filter((it) => String(it['Balance']) === String(it['TotalAmt']))
      .reverse()
    await played.control('quickbooks/update', {
      entity: 'Invoice',
      id: invoice?.['Id'],
      data: { PrivateNote: 'Changed' },
    })
    await played.control('quickbooks/void', { entity: 'Invoice', id: other?.['Id'] })
    await played.control('quickbooks/delete', { entity: 'Invoice', id: third?.['Id'] })
    await played.control('quickbooks/trade', { times: 10 })
    const open = booksOf('stripe', 'invoices').filter((it) => it['status'] === 'open')
    await played.control('stripe/void_invoice', { invoice: open[0]?.['id'] })
    await played.control('stripe/delete_customer', {
      customer: booksOf('stripe', 'customers').at(-1)?.['id'],
    })
    await played.control('stripe/create_charge', { amount: 12_345 })
    await readNow()
    await assertSameBooks(db, played, { atRest: true })
  })

  for (const mode of ['duplicate', 'shuffle'] as const) {
    test(`follow webhooks that come ${mode === 'duplicate' ? 'twice' : 'out of order'}, without any reading`, async () => {
      await played.control('webhooks', { mode })
      await db.owner.sql`
        update stream_states set next_run_at = now() + interval '1 hour' where next_run_at < now() + interval '1 hour'`
      await played.control('quickbooks/trade', { times: 12 })
      const charge = { amount: 5_000, currency: 'eur' }
      for (let times = 0; times < 8; times++) await played.control('stripe/create_charge', charge)
      await played.control('webhooks', { mode: 'normal' })
      await played.sandbox.deliveries.settled()
      await eventually(async () => {
        await assertSameBooks(db, played)
      }, 20_000)
    })
  }

  test('are read whole again beside their changes, although the worker was killed in the middle', async () => {
    const { workspaceId, sources } = played
    const charges = { workspaceId, sourceId: sources.stripe, streams: ['charges'] }
    const sweeps = (condition: (run: { status: string; pages: number; read: number }) => boolean) =>
      eventually(async () => {
        const rows = await db.owner.sql<{ status: string; pages: number; read: number }[]>`
          select status, pages, read from sync_runs
          where source_id = ${sources.stripe} and stream = 'charges' and trigger = 'SWEEP'`
        assert.ok(rows.some(condition), JSON.stringify(rows))
        return rows
      }, 60_000)
    const [before] = await db.owner.sql<{ charges: number }[]>`
      update stream_states set whole_read_at = now() - interval '9 days'
      where source_id = ${sources.stripe} and stream = 'charges' returning record_count as charges`
    const [head] = await db.owner.sql<{ position: string }[]>`
      select position::text from feed_heads where workspace_id = ${workspaceId}`

    await played.control('faults', { kind: 'slow', provider: 'stripe', delayMs: 100 })
    await requestSync(db.worker, { ...charges, full: false })
    await sweeps((it) => it.status === 'RUNNING' && it.pages >= 1)
    worker?.kill('SIGKILL')
    if (worker) await once(worker, 'exit')
    await fetch(`${played.sandbox.url}/control/faults`, { method: 'DELETE' })

    worker = await played.startWorker()
    const rows = await sweeps((it) => it.status === 'SUCCEEDED')
    assert.ok(rows.length >= 2, 'one for each worker')
    assert.ok(rows.reduce((sum, it) => sum + it.read, 0) >= Number(before?.charges))
    await assertSameBooks(db, played)
    const written = await db.owner.sql`
      select kind, record_id from changes
      where workspace_id = ${workspaceId} and source_id = ${sources.stripe} and position > ${head?.position ?? ''}::bigint`
    assert.deepEqual([...written], [], 'what was the same was not written again')
  })

  const booksOf = (provider: string, name: string) =>
    JSON.parse(
      JSON.stringify(played.sandbox.providers.find((it) => it.name === provider)?.books()[name]),
    ) as Record<string, unknown>[]

  async function unread(): Promise<unknown[]> {
    return [
      ...(await db.owner.sql`select stream, status, last_error from stream_states where fresh_as_of is null`),
    ]
  }

  /** Asks for all streams, and waits until each was read since. */
  async function readNow(): Promise<void> {
    const askedAt = new Date()
    for (const sourceId of Object.values(played.sources)) {
      await requestSync(db.worker, { workspaceId: played.workspaceId, sourceId, streams: null, full: false })
    }
    await eventually(async () => {
      const late = await db.owner
        .sql`select stream, status, last_error from stream_states where fresh_as_of < ${askedAt}`
      assert.deepEqual([...late], [])
    }, 30_000)
  }
})
