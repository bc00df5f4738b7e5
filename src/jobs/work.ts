import type { PgBoss } from 'pg-boss'
import type { Queue } from './queue.ts'

export interface Job<T> {
  id: string
  data: T
  /** Fires when the job was given to another worker, or took too long. */
  signal: AbortSignal
}

export interface WorkOptions {
  /** Jobs at once, in this process. */
  atOnce: number
  /** Of these, jobs at once for one source. */
  atOncePerSource: number
}

/** Takes jobs of a queue until the queue stops. A job whose handler throws is tried again. */
export async function work<T extends object>(
  { boss }: Queue,
  name: string,
  { atOnce, atOncePerSource }: WorkOptions,
  handle: (job: Job<T>) => Promise<void>,
): Promise<void> {
  const options = {
    localConcurrency: atOnce,
    localGroupConcurrency: atOncePerSource,
    pollingIntervalSeconds: 1,
    // Also how soon a dead worker's job is taken over once it has been noticed.
    notifyPollingIntervalSeconds: 2,
    heartbeatRefreshSeconds: 3,
  }
  await boss.work<T>(name, options, async (jobs) => {
    for (const job of jobs) await handle(job)
    fetchNext(boss, name)
  })
}

/** Else each of the queue's takers waits for the next poll after a short job, however many jobs are queued. */
function fetchNext(boss: PgBoss, name: string): void {
  for (const taker of boss.getWipData()) if (taker.name === name) boss.notifyWorker(taker.id)
}
