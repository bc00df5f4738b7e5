import type { Health, SourceStanding, StreamStanding } from './health.ts'
import { nameOf, timeOf } from './words.ts'

// What shows in a source's health because nobody attends to it.

type Verdict = Pick<Health, 'status' | 'reason' | 'actor'>

/** Each worker shows itself every second. */
const SILENT_MS = 15_000
/** Some minutes of lag are no trouble; that nobody takes up what has been due for so long is. */
const OVERDUE_MS = 60_000

/** Who reads nothing any more cannot say so: it is seen by its silence. */
export function ofWorkers({ workerSeenAt }: SourceStanding, now: Date): Verdict | null {
  if (workerSeenAt === null || now.getTime() - Date.parse(workerSeenAt) <= SILENT_MS) return null
  const reason = `Nothing is read: no worker has been at work since ${timeOf(workerSeenAt)}.`
  return { status: 'STALE', reason, actor: 'OPERATOR' }
}

/** What is due is taken up within seconds, unless all workers are busy for long, or it is never due again. */
export function ofOverdue(
  { events, provider }: SourceStanding,
  streams: readonly StreamStanding[],
  now: Date,
): Verdict | null {
  const isOverdue = (dueAt: string | null) => dueAt === null || now.getTime() - Date.parse(dueAt) > OVERDUE_MS
  const late = streams.filter((it) => !it.running && isOverdue(it.nextRunAt))
  if (late.length > 0) {
    const names = late.map((it) => it.name).join(', ')
    return {
      status: 'STALE',
      reason: `Due to be read, and not taken up by any worker: ${names}.`,
      actor: 'OPERATOR',
    }
  }
  const dueSince = events?.dueSince ?? null
  if (dueSince === null || !isOverdue(dueSince)) return null
  return {
    status: 'STALE',
    reason: `Changes that ${nameOf(provider)} told of have waited for a worker since ${timeOf(dueSince)}.`,
    actor: 'OPERATOR',
  }
}

/** What was told of is not in the records, and its stream was not read up to it since. */
export function ofFailingEvents({ events, provider }: SourceStanding, now: Date): Verdict | null {
  const { failingSince = null, fault = null } = events ?? {}
  if (failingSince === null || fault === null) return null
  if (now.getTime() - Date.parse(failingSince) <= OVERDUE_MS) return null
  const what = `Changes that ${nameOf(provider)} told of since ${timeOf(failingSince)} could not be read yet`
  return { status: 'DEGRADED', reason: `${what}. ${fault.message}`, actor: fault.actor }
}
