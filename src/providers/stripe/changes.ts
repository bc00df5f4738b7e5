import type { HttpClient } from '../toolkit/http.ts'
import { EVENT_TYPES, event, isDeletion, subjectOf, type EventStream } from './events.ts'
import { secondsOf } from './fields.ts'
import { listPages } from './paging.ts'
import { unreadable } from './unreadable.ts'

/** An object that something happened to, as its newest event tells. */
export interface ObjectChange {
  id: string
  /** RFC 3339 UTC. */
  at: string
  deleted: boolean
}

// Events are kept for 30 days; a day less leaves time to read them.
const RETENTION_SECONDS = 29 * 24 * 60 * 60
// Events become visible a little out of order, and clocks differ.
const OVERLAP_SECONDS = 600
// Above that, reading everything anew costs less than reading object by object.
const MOST_EVENTS = 50_000

/** Whether everything that happened since these Unix seconds can still be told from events. */
export const eventsReachBackTo = (since: number, now: Date): boolean =>
  since > secondsOf(now) - RETENTION_SECONDS

/**
 * What happened to a stream's objects since these Unix seconds, oldest first, one entry for each object.
 * Null when there is more than events should be used for.
 */
export async function changesSince(
  http: HttpClient,
  stream: EventStream,
  since: number,
): Promise<ObjectChange[] | null> {
  const query = { 'types[]': EVENT_TYPES[stream], 'created[gte]': since - OVERLAP_SECONDS }
  const newest = new Map<string, ObjectChange>()
  let count = 0
  for await (const page of listPages(http, '/v1/events', query)) {
    count += page.objects.length
    if (count > MOST_EVENTS) return null
    for (const change of page.objects.flatMap((object) => changeOf(object, stream))) {
      // Events come newest first, so the first of an object tells its latest state.
      if (!newest.has(change.id)) newest.set(change.id, change)
    }
  }
  return [...newest.values()].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

function changeOf(object: unknown, stream: EventStream): ObjectChange[] {
  const { data: told } = event.safeParse(object)
  if (told === undefined) throw unreadable('Stripe lists something among its events that is none.')
  const id = subjectOf(told, stream)
  return id === null ? [] : [{ id, at: told.created, deleted: isDeletion(told, stream) }]
}
