import type { Page, Read } from '../provider.ts'
import { BEGINNING, listing } from './listing.ts'
import type { Entity } from './query.ts'
import { withoutTombstones } from './tombstones.ts'

/** Everything, each time; what is not listed is gone. */
export async function* readWhole(read: Read, entity: Entity): AsyncGenerator<Page> {
  const phase = read.checkpoint === null ? 'backfill' : 'incremental'
  let completeSince: Date | undefined
  for await (const page of listing(read, { select: '*', entity, orderBy: 'Id' }, BEGINNING)) {
    completeSince ??= page.sentAt
    yield {
      ...withoutTombstones(page.rows),
      fetchedAt: page.sentAt,
      phase,
      ...(page.last && { completeSince, checkpoint: { readAt: completeSince.toISOString() } }),
    }
  }
}
