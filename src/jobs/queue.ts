import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'

/** Read one stream of a source. */
export interface SyncJob {
  workspaceId: string
  sourceId: string
  stream: string
}

/** Process a source's open webhook events. */
export interface WebhookJob {
  workspaceId: string
  sourceId: string
}

export const SYNC_QUEUE = 'sync'
export const WEBHOOK_QUEUE = 'webhooks'

export interface Queue {
  /** Adds what is not queued or running already; the others are dropped. */
  addSyncs(jobs: readonly SyncJob[]): Promise<void>
  addWebhooks(jobs: readonly WebhookJob[]): Promise<void>
  readonly boss: PgBoss
}

const SETTINGS = {
  // One job per key is queued or runs, over all workers; what is due is found again every second.
  policy: 'exclusive',
  // A job whose worker was killed is noticed after these seconds and one supervising interval.
  heartbeatSeconds: 10,
  retryLimit: 2,
  retryDelay: 1,
  expireInSeconds: 6 * 3600,
  deleteAfterSeconds: 3600,
  notify: true,
}

/**
 * The queue lies in the same PostgreSQL, in a schema of its own. It only says what is being worked on: what there
 * is to do stands in stream_states and webhook_events, so a lost job is made again.
 */
export async function openQueue({ url, log }: { url: string; log: Logger }): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'jobs',
    application_name: 'daybook_jobs',
    max: 3,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 600,
  })
  boss.on('error', ({ message, stack }) => {
    // The error itself carries the whole connection.
    log.warn({ err: { message, stack } }, 'the job queue met an error')
  })
  boss.on('warning', (warning) => {
    log.warn({ warning }, 'the job queue warns')
  })
  await boss.start()
  for (const name of [SYNC_QUEUE, WEBHOOK_QUEUE]) await boss.createQueue(name, SETTINGS)
  return {
    boss,
    addSyncs: (jobs) => add(boss, SYNC_QUEUE, jobs, (it) => `${it.sourceId}:${it.stream}`),
    addWebhooks: (jobs) => add(boss, WEBHOOK_QUEUE, jobs, (it) => it.sourceId),
  }
}

async function add<T extends SyncJob | WebhookJob>(
  boss: PgBoss,
  queue: string,
  jobs: readonly T[],
  key: (job: T) => string,
): Promise<void> {
  if (jobs.length === 0) return
  await boss.insert(
    queue,
    jobs.map((data) => ({ data, singletonKey: key(data), group: { id: data.sourceId } })),
  )
}
