import type { Fault } from '../domain/errors.ts'
import type { ProviderCode } from '../domain/vocabulary.ts'
import { wakeWorkers } from '../jobs/wake.ts'
import type { WebhookChange } from '../providers/provider.ts'
import type { SourceIds } from '../sources/budget.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { rows } from '../store/parameter.ts'

// The rows of webhook_events: kept when they arrive, taken by the worker, settled.

const MOST_ATTEMPTS = 8
const OLDEST = '3 days'
/** Of a source under stress, what events ask for is read together, this often. */
const GATHER_SECONDS = 300
const KEEP_EVENTS = '30 days'

/** A change for a source. */
export interface Event extends SourceIds {
  change: WebhookChange
}

export interface OpenEvent {
  eventId: string
  change: WebhookChange
  receivedAt: Date
  /** How often it was tried before. */
  attempts: number
}

/** Keeps events, once each, and wakes the workers. Resolves to how many were new. */
export async function keepEvents(
  database: Database,
  events: readonly Event[],
  { provider, receivedAt }: { provider: ProviderCode; receivedAt: Date },
): Promise<number> {
  let kept = 0
  for (const [workspaceId, its] of Map.groupBy(events, (it) => it.workspaceId)) {
    kept += await inWorkspace(database, workspaceId, async (tx) => {
      const arrived = its.map(({ sourceId, change }) => ({ sourceId, eventId: change.eventId, change }))
      const result = await tx`
        insert into webhook_events (workspace_id, source_id, event_id, provider, change, received_at, due_at)
        select ${workspaceId}, "sourceId", "eventId", ${provider}, change, ${receivedAt}, ${receivedAt}
        from json_to_recordset(${rows(arrived)}::text::json)
          as it ("sourceId" uuid, "eventId" text, change jsonb)
        on conflict do nothing`
      await wakeWorkers(tx)
      return result.count
    })
  }
  return kept
}

/**
 * A source's events that are due, in the order in which they arrived. While the source is under stress, new ones that
 * would call it are put off first, all to the same instant.
 */
export async function dueEvents(
  database: Database,
  { workspaceId, sourceId }: SourceIds,
  { now, atMost }: { now: Date; atMost: number },
): Promise<OpenEvent[]> {
  const due = await inWorkspace(database, workspaceId, async (tx) => {
    await tx`
        update webhook_events e
        set due_at = to_timestamp(ceil(extract(epoch from ${now}::timestamptz) / ${GATHER_SECONDS}) * ${GATHER_SECONDS})
        from call_figures f
        where e.workspace_id = ${workspaceId} and e.source_id = ${sourceId} and e.processed_at is null
          and e.due_at = e.received_at and e.change -> 'what' ->> 'kind' in ('refetch', 'poll')
          and f.workspace_id = ${workspaceId} and f.source_id = ${sourceId} and f.stressed_at is not null`
    return await tx<{ event_id: string; change: WebhookChange; received_at: string; attempts: number }[]>`
        select event_id, change, received_at, attempts from webhook_events
        where workspace_id = ${workspaceId} and source_id = ${sourceId} and processed_at is null and due_at <= ${now}
        order by received_at, event_id limit ${atMost}`
  })
  return due.map((it) => ({
    eventId: it.event_id,
    change: it.change,
    receivedAt: new Date(it.received_at),
    attempts: it.attempts,
  }))
}

/** Marks events as done and forgets those of long ago. */
export async function settleEvents(
  database: Database,
  { workspaceId, sourceId }: SourceIds,
  { events, now }: { events: readonly OpenEvent[]; now: Date },
): Promise<void> {
  await inWorkspace(database, workspaceId, async (tx) => {
    await tx`
      update webhook_events set processed_at = ${now}, error = null
      where workspace_id = ${workspaceId} and source_id = ${sourceId}
        and event_id = any(${events.map((it) => it.eventId)}::text[])`
    await tx`
      delete from webhook_events
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and processed_at is not null
        and received_at < ${now}::timestamptz - ${KEEP_EVENTS}::interval`
  })
}

/**
 * Puts events off: until `retryAt` where the provider asks to wait, which is no attempt, else for 5 s, 40 s, 135 s, …
 * After the last attempt, when it is too old, or when another attempt can't help, an event is closed with its error:
 * a dead letter. What it told of is left to the stream's next scheduled run.
 */
export async function postponeEvents(
  database: Database,
  { workspaceId, sourceId }: SourceIds,
  {
    events,
    fault,
    retryAt,
    now,
  }: { events: readonly OpenEvent[]; fault: Fault; retryAt: Date | null; now: Date },
): Promise<void> {
  await inWorkspace(
    database,
    workspaceId,
    (tx) => tx`
      update webhook_events
      set attempts = attempts + ${retryAt === null ? 1 : 0}, error = ${JSON.stringify(fault)}::text::jsonb,
          due_at = coalesce(${retryAt}::timestamptz, ${now}::timestamptz + (attempts + 1) ^ 3 * interval '5 s'),
          processed_at = case
            when ${!fault.retryable} or (${retryAt === null} and attempts + 1 >= ${MOST_ATTEMPTS})
              or received_at < ${now}::timestamptz - ${OLDEST}::interval then ${now}::timestamptz end
      where workspace_id = ${workspaceId} and source_id = ${sourceId}
        and event_id = any(${events.map((it) => it.eventId)}::text[])`,
  )
}
