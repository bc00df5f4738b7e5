import type { Fault } from '../domain/errors.ts'
import type { ProviderCode } from '../domain/vocabulary.ts'
import { wakeWorkers } from '../jobs/wake.ts'
import type { Statements, Transaction } from '../store/database.ts'
import { DEAD_AFTER_FAILURES } from './schedule.ts'

// What was tried until trying again had no sense. Nothing is lost with it: an event's news comes with the stream's next
// run, a stream is tried again once a day. But somebody should look.

/** An event that was given up, or a stream that failed for most of a day. */
export interface DeadLetter {
  sourceId: string
  provider: ProviderCode
  remoteName: string | null
  /** Null for an event that concerns no stream. */
  stream: string | null
  /** The provider's id of the event; null for a stream. */
  eventId: string | null
  attempts: number
  /** When the event arrived, or when the stream last went well; null: never. As PostgreSQL writes instants. */
  since: string | null
  fault: Fault
}

export interface Whose {
  workspaceId: string
  /** Null: all of the workspace's sources. */
  sourceIds: readonly string[] | null
}

/** Of each source the streams, then the newest events, at most so many. */
export async function listDeadLetters(
  sql: Statements,
  { workspaceId, sourceIds }: Whose,
  atMost: number,
): Promise<DeadLetter[]> {
  return await sql<DeadLetter[]>`
    select s.id as "sourceId", s.provider, s.remote_name as "remoteName", dead.stream, dead."eventId", dead.attempts,
      dead.since, dead.fault
    from (
      select *, row_number() over (partition by source_id order by received_at desc nulls first, stream) as place
      from (
      select source_id, stream, null as "eventId", failures as attempts, last_success_at as since,
        last_error as fault, null::timestamptz as received_at
      from stream_states
      where workspace_id = ${workspaceId} and status = 'FAILED' and failures >= ${DEAD_AFTER_FAILURES}
        and last_error is not null
      union all
      select source_id, change -> 'what' ->> 'stream', event_id, attempts, received_at, error, received_at
      from webhook_events
      where workspace_id = ${workspaceId} and processed_at is not null and error is not null
      ) given_up
      where ${sourceIds === null} or source_id = any(${[...(sourceIds ?? [])]}::uuid[])
    ) dead join sources s on s.workspace_id = ${workspaceId} and s.id = dead.source_id
    where dead.place <= ${atMost} order by s.id, dead.place`
}

/** Has them tried again now. Resolves to how many there were. */
export async function redrive(
  tx: Transaction,
  { workspaceId, sourceIds }: Whose,
  now: Date,
): Promise<{ events: number; streams: number }> {
  const ids = [...(sourceIds ?? [])]
  // Not as a first attempt: each is tried by itself, so that a bad one takes no other along.
  const events = await tx`
    update webhook_events set processed_at = null, attempts = 1, due_at = ${now}
    where workspace_id = ${workspaceId} and (${sourceIds === null} or source_id = any(${ids}::uuid[]))
      and processed_at is not null and error is not null`
  const streams = await tx`
    update stream_states set failures = 0, next_run_at = ${now}, next_trigger = 'REQUEST'
    where workspace_id = ${workspaceId} and (${sourceIds === null} or source_id = any(${ids}::uuid[]))
      and status = 'FAILED' and failures >= ${DEAD_AFTER_FAILURES}`
  await wakeWorkers(tx)
  return { events: events.count, streams: streams.count }
}
