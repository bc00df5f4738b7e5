import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { pino } from 'pino'
import { newId } from '../../src/domain/ids.ts'
import { openQueue, SYNC_QUEUE, WEBHOOK_QUEUE, type Queue, type SyncJob } from '../../src/jobs/queue.ts'
import { Scheduler } from '../../src/jobs/scheduler.ts'
import { wakeWorkers } from '../../src/jobs/wake.ts'
import { work, type Job } from '../../src/jobs/work.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

const log = pino({ level: 'silent' })
const workspaceId = newId()
const sourceId = newId()

const db = await freshDatabase()

describe('the job queue', () => {
  let queue: Queue
  let scheduler: Scheduler
  const running: Job<SyncJob>[] = []
  let finish = Promise.withResolvers<undefined>()

  before(async () => {
    await addSource(db)
    queue = await openQueue({ url: db.url, log })
    scheduler = await Scheduler.start({ database: db.worker, queue, log })
    await work<SyncJob>(queue, SYNC_QUEUE, { atOnce: 2, atOncePerSource: 2 }, async (job) => {
      running.push(job)
      await finish.promise
      running.splice(running.indexOf(job), 1)
    })
  })
  after(async () => {
    await scheduler.stop()
    await queue.boss.stop({ graceful: true, timeout: 5_000 })
  })

  test('makes a job of a stream that is due, as soon as someone wakes the workers', async () => {
    const startedAt = performance.now()
    await makeDue(db, 'invoices')
    await eventually(() => {
      assert.deepEqual(
        running.map((it) => it.data),
        [{ workspaceId, sourceId, stream: 'invoices' }],
      )
    })
    assert.ok(performance.now() - startedAt < 900, 'it did not wait for the next look')
  })

  test('drops a second job for a stream that is being read', async () => {
    await makeDue(db, 'invoices')
    await makeDue(db, 'bills')
    await eventually(() => {
      assert.deepEqual(running.map((it) => it.data.stream).sort(), ['bills', 'invoices'])
    })
    const [row] = await db.owner.sql`select count(*)::int as n from jobs.job where name = ${SYNC_QUEUE}`
    assert.equal(row?.['n'], 2)
  })

  test('makes another job once the first is done, while the stream is still due', async () => {
    const [first] = running.map((it) => it.id)
    finish.resolve(undefined)
    finish = Promise.withResolvers<undefined>()
    await eventually(() => {
      assert.equal(running.length, 2)
      assert.ok(running.every((it) => it.id !== first))
    })
    await db.owner.sql`update stream_states set next_run_at = null`
    finish.resolve(undefined)
    finish = Promise.withResolvers<undefined>()
    await eventually(() => {
      assert.equal(running.length, 0)
    })
  })

  test('goes on after every connection to PostgreSQL was lost', async () => {
    await db.owner.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    await eventually(() => makeDue(db, 'payments'))
    await eventually(() => {
      assert.deepEqual(
        running.map((it) => it.data.stream),
        ['payments'],
      )
    })
    await db.owner.sql`update stream_states set next_run_at = null`
    finish.resolve(undefined)
  })

  test('makes one job per source of the webhook events that are open and due', async () => {
    const now = new Date()
    const later = new Date(now.getTime() + 60_000)
    for (const [id, dueAt] of [
      ['a', now],
      ['b', now],
      ['c', later],
    ] as const) {
      await db.owner.sql`
        insert into webhook_events (workspace_id, source_id, event_id, provider, change, received_at, due_at)
        values (${workspaceId}, ${sourceId}, ${id}, 'STRIPE', '{}', ${now}, ${dueAt})`
    }
    await wakeWorkers(db.worker.sql)
    await eventually(async () => {
      const jobs = await db.owner.sql`select data from jobs.job where name = ${WEBHOOK_QUEUE}`
      assert.deepEqual(
        jobs.map((it) => it['data'] as unknown),
        [{ workspaceId, sourceId }],
      )
    })
  })
})

async function addSource({ owner }: TestDatabase) {
  await owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await owner.sql`
    insert into sources (workspace_id, id, company_id, provider, environment, remote_id)
    values (${workspaceId}, ${sourceId}, ${newId()}, 'STRIPE', 'SANDBOX', 'acct_test')`
}

async function makeDue({ worker }: TestDatabase, stream: string) {
  await inWorkspace(worker, workspaceId, async (tx) => {
    await tx`
      insert into stream_states (workspace_id, source_id, stream) values (${workspaceId}, ${sourceId}, ${stream})
      on conflict (workspace_id, source_id, stream) do update set next_run_at = now()`
    await wakeWorkers(tx)
  })
}
