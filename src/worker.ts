import type { Logger } from 'pino'
import { decodeId } from './api/ids.ts'
import type { Config } from './config.ts'
import { openQueue, SYNC_QUEUE, WEBHOOK_QUEUE, type SyncJob, type WebhookJob } from './jobs/queue.ts'
import { Scheduler } from './jobs/scheduler.ts'
import { work } from './jobs/work.ts'
import { openDatabase, type Database } from './store/database.ts'
import { runStream } from './sync/run.ts'
import { Watch } from './sync/watch.ts'
import { processWebhooks } from './webhooks/process.ts'

const SYNCS = { atOnce: 10, atOncePerSource: 4 }
const WEBHOOKS = { atOnce: 4, atOncePerSource: 1 }
const CONNECTIONS = 14
const STOP_WITHIN_MS = 10_000
/** Until then a finished job still stands in the way of the next one for the same source and stream. */
const JOB_CLOSED_MS = 30

export interface WorkerOptions {
  /** Of a user that may make roles and tables: the queue keeps its own schema. */
  databaseUrl: string
  config: Config
  log: Logger
}

export interface Worker {
  /** Finishes the pages that are being written; what is left over goes on elsewhere or later. */
  stop(): Promise<void>
}

/** Reads the providers: what is due, what webhooks tell, what is asked for. As many as one likes work side by side. */
export async function startWorker({ databaseUrl, config, log }: WorkerOptions): Promise<Worker> {
  const database = openDatabase({ url: databaseUrl, role: 'daybook_worker', max: CONNECTIONS })
  const queue = await openQueue({ url: databaseUrl, log })
  const scheduler = await Scheduler.start({ database, queue, log })
  const stopping = new AbortController()
  const context = { database, config, log }

  await work<SyncJob>(queue, SYNC_QUEUE, SYNCS, async ({ id, data, signal }) => {
    await runStream({
      ...context,
      workspaceId: data.workspaceId,
      sourceId: data.sourceId,
      stream: data.stream,
      requestId: id,
      signal: AbortSignal.any([signal, stopping.signal]),
    })
    scheduler.wakeAfter(JOB_CLOSED_MS)
  })
  await work<WebhookJob>(queue, WEBHOOK_QUEUE, WEBHOOKS, async ({ id, data, signal }) => {
    await processWebhooks(
      { ...context, requestId: id, signal: AbortSignal.any([signal, stopping.signal]) },
      data,
    )
    scheduler.wakeAfter(JOB_CLOSED_MS)
  })

  const watch =
    config.statementsDir === null ? null : watchFiles({ dir: config.statementsDir, database, log })

  return {
    stop: async () => {
      stopping.abort()
      await watch?.stop()
      await scheduler.stop()
      await queue.boss.stop({ graceful: true, timeout: STOP_WITHIN_MS })
      await database.close()
    },
  }
}

/** Folders are named as the graph names their sources. */
function watchFiles(options: { dir: string; database: Database; log: Logger }): Watch {
  const watch = new Watch({
    ...options,
    sourceOf: (name) => {
      const id = decodeId(name)
      return id?.type === 'Source' ? id.uuid : null
    },
  })
  watch.start()
  return watch
}
