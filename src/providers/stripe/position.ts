import { z } from 'zod'
import type { Checkpoint, Page, Read } from '../provider.ts'
import { eventsReachBackTo } from './changes.ts'
import { secondsOf } from './fields.ts'

// How far the reading of a stream has come. Unix seconds throughout, as on Stripe's wire.

/** A listing from the newest object to the oldest; what is created or changed meanwhile comes by events. */
const listing = z.object({ listing: z.object({ startedAt: z.int(), after: z.string().nullable() }) })
/** Everything up to here is read; events tell what came after. */
const following = z.object({ eventsSince: z.int() })
const position = z.union([listing, following])

type Position = z.infer<typeof position>

/**
 * Where to go on. From the beginning when nothing was read yet, and when the events that would tell the difference
 * are gone.
 */
export function positionOf({ checkpoint, now }: Read): Position {
  if (checkpoint === null) return beginning(now)
  const saved = position.parse(checkpoint)
  const since = 'listing' in saved ? saved.listing.startedAt : saved.eventsSince
  return eventsReachBackTo(since, now) ? saved : beginning(now)
}

export const beginning = (now: Date): z.infer<typeof listing> => ({
  listing: { startedAt: secondsOf(now), after: null },
})

/** For the pages of a listing that goes on after an object: it began in an earlier run. */
export const asOfBeginning = (startedAt: number, after: string | null): Pick<Page, 'asOf'> =>
  after === null ? {} : { asOf: new Date(startedAt * 1000) }

/** The position after a page of the listing; `next` is null on its last page. */
export const afterPage = (startedAt: number, next: string | null): Checkpoint =>
  next === null ? { eventsSince: startedAt } : { listing: { startedAt, after: next } }
