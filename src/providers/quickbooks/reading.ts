import { z } from 'zod'
import type { Page, Read } from '../provider.ts'
import { instant } from '../toolkit/exact.ts'
import { changesSince } from './changes.ts'
import { BEGINNING, listing } from './listing.ts'
import { queryCount, type Entity } from './query.ts'
import { withoutTombstones } from './tombstones.ts'

// Where a stream stands: within its backfill, or knowing everything up to an instant on QuickBooks' clock.
// `startedAt` and `readAt` are on ours.
const backfillCheckpoint = z.object({
  phase: z.literal('backfill'),
  since: instant,
  startedAt: instant,
  total: z.int().nullable(),
  seen: z.int(),
  lastId: z.string().nullable(),
})
const changesCheckpoint = z.object({ phase: z.literal('changes'), since: instant, readAt: instant })
const checkpointSchema = z.discriminatedUnion('phase', [backfillCheckpoint, changesCheckpoint]).nullable()

type Backfill = z.output<typeof backfillCheckpoint>
export type ChangesCheckpoint = z.output<typeof changesCheckpoint>

/** Everything once, in pages that can be resumed; from then on what changed. */
export async function* readEntity(read: Read, entity: Entity): AsyncGenerator<Page> {
  const checkpoint = checkpointSchema.parse(read.checkpoint)
  if (checkpoint?.phase === 'changes') yield* changesSince(read, entity, checkpoint)
  else yield* backfill(read, entity, checkpoint ?? (await beginBackfill(read, entity)))
}

async function beginBackfill(read: Read, entity: Entity): Promise<Backfill> {
  const { body: total, answeredAt, sentAt } = await queryCount(read, entity)
  // What changes while the backfill runs is read again by the first changes, which begin where it began.
  return { phase: 'backfill', since: answeredAt, startedAt: sentAt.toISOString(), total, ...BEGINNING }
}

async function* backfill(read: Read, entity: Entity, start: Backfill): AsyncGenerator<Page> {
  for await (const page of listing(read, { select: '*', entity, orderBy: 'Id' }, start)) {
    const done: ChangesCheckpoint = { phase: 'changes', since: start.since, readAt: start.startedAt }
    yield {
      ...withoutTombstones(page.rows),
      fetchedAt: page.sentAt,
      phase: 'backfill',
      ...(start.total !== null && { progress: page.last ? 1 : share(page.position.seen, start.total) }),
      checkpoint: page.last ? done : { ...start, ...page.position },
      ...(page.last && { completeSince: new Date(start.startedAt), asOf: new Date(start.startedAt) }),
    }
  }
}

const share = (seen: number, total: number): number => (total === 0 ? 1 : Math.min(1, seen / total))
