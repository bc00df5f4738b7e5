import type { Logger } from 'pino'
import type { Database } from '../store/database.ts'
import type { Queue, SyncJob, WebhookJob } from './queue.ts'
import { WORK_CHANNEL } from './wake.ts'

const EVERY_MS = 1_000
const AT_MOST = 1_000

interface SchedulerOptions {
  /** In the worker's role. Its end ends the listening. */
  database: Database
  queue: Queue
  log: Logger
}

/** Makes jobs of what is due, and shows that it does: every second, and at once when someone calls wakeWorkers. */
export class Scheduler {
  readonly #options: SchedulerOptions
  #looking: Promise<void> | null = null
  #lookAgain = false
  #stopped = false
  #timer: NodeJS.Timeout | undefined

  private constructor(options: SchedulerOptions) {
    this.#options = options
  }

  static async start(options: SchedulerOptions): Promise<Scheduler> {
    const scheduler = new Scheduler(options)
    const wake = () => {
      scheduler.#wake()
    }
    // Postgres.js listens on a connection of its own, and opens it again, and calls the second one, when it was lost.
    await options.database.sql.listen(WORK_CHANNEL, wake, wake)
    return scheduler
  }

  /** Looks once more after so long. */
  wakeAfter(ms: number): void {
    setTimeout(() => {
      this.#wake()
    }, ms).unref()
  }

  /** Resolves when nothing more is added. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  #wake(): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#lookAgain = true
    this.#looking ??= this.#look()
  }

  async #look(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#stopped) {
        this.#lookAgain = false
        await addDue(this.#options)
      }
    } catch (error) {
      // PostgreSQL may be away for a while; a later look finds what this one did not.
      this.#options.log.warn({ err: error }, 'looking for due work failed')
    }
    this.#looking = null
    this.#timer = setTimeout(() => {
      this.#wake()
    }, EVERY_MS)
    if (this.#stopped) clearTimeout(this.#timer)
  }
}

async function addDue({ database: { sql }, queue }: SchedulerOptions): Promise<void> {
  await sql`select note_worker()`
  const events = await sql<WebhookJob[]>`
    select workspace_id as "workspaceId", source_id as "sourceId" from open_webhook_events(now(), ${AT_MOST})`
  await queue.addWebhooks(events)
  const streams = await sql<SyncJob[]>`
    select workspace_id as "workspaceId", source_id as "sourceId", stream from due_streams(now(), ${AT_MOST})`
  await queue.addSyncs(streams)
}
