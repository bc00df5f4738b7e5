import { z } from 'zod'
import type { Page, Read } from '../provider.ts'
import { listOf } from '../toolkit/exact.ts'
import { get, type Answer, type Reader } from './client.ts'
import { BEGINNING, idOf, listing } from './listing.ts'
import { quoted, type Entity } from './query.ts'
import type { ChangesCheckpoint } from './reading.ts'
import { withoutTombstones } from './tombstones.ts'

const DAY_MS = 86_400_000
// Change data capture looks back 30 days, counted on QuickBooks' clock.
const CAPTURE_DAYS = 29
// It gives at most 1,000 objects and does not say when it left some out: from here on it is not trusted to be whole.
const NEARLY_FULL = 950
// A change can carry a time a little before it can be seen; equal content read again writes nothing.
const OVERLAP_MS = 5 * 60_000

/** What changed since the checkpoint: by change data capture where it reaches, else by queries. */
export async function* changesSince(
  read: Read,
  entity: Entity,
  { since, readAt }: ChangesCheckpoint,
): AsyncGenerator<Page> {
  const from = new Date(Date.parse(since) - OVERLAP_MS)
  const captured = withinCapture(read.now, readAt) ? await capture(read, entity, from) : null
  if (captured === null || captured.body.length >= NEARLY_FULL) {
    yield* catchUp(read, entity, from)
    return
  }
  yield {
    ...withoutTombstones(captured.body),
    fetchedAt: captured.sentAt,
    phase: 'incremental',
    checkpoint: readUpTo(captured),
  }
}

const withinCapture = (now: Date, readAt: string): boolean =>
  now.getTime() - Date.parse(readAt) < CAPTURE_DAYS * DAY_MS

/** On QuickBooks' clock, as is the position that it is compared with; `readAt` on ours, for the age of it. */
const readUpTo = ({
  answeredAt,
  sentAt,
}: Pick<Answer<unknown>, 'answeredAt' | 'sentAt'>): ChangesCheckpoint => ({
  phase: 'changes',
  since: answeredAt,
  readAt: sentAt.toISOString(),
})

async function capture(reader: Reader, { name }: Entity, from: Date): Promise<Answer<unknown[]>> {
  const group = z.object({ QueryResponse: listOf(z.object({ [name]: listOf(z.unknown()) })) })
  const schema = z
    .object({ CDCResponse: z.array(group) })
    .transform(({ CDCResponse }) =>
      CDCResponse.flatMap(({ QueryResponse }) => QueryResponse.flatMap((part) => part[name] ?? [])),
    )
  return get(reader, '/cdc', { entities: name, changedSince: toSeconds(from) }, schema)
}

/**
 * The long way: what changed, by its time of update, then the ids of all there is, so that what was deleted shows by
 * its absence. It carries no position before its end: cut off half-way, it begins anew, and misses no deletion.
 */
async function* catchUp(read: Read, entity: Entity, from: Date): AsyncGenerator<Page> {
  const changed = listing(
    read,
    {
      select: '*',
      entity,
      where: [`MetaData.LastUpdatedTime >= ${quoted(toSeconds(from))}`],
      orderBy: 'MetaData.LastUpdatedTime',
    },
    BEGINNING,
  )
  let checkpoint: ChangesCheckpoint | undefined
  for await (const page of changed) {
    checkpoint ??= readUpTo(page)
    yield { ...withoutTombstones(page.rows), fetchedAt: page.sentAt, phase: 'incremental' }
  }
  let completeSince: Date | undefined
  for await (const page of listing(read, { select: 'Id', entity, orderBy: 'Id' }, BEGINNING)) {
    completeSince ??= page.sentAt
    yield {
      records: [],
      presentIds: page.rows.map(idOf).filter((id) => id !== null),
      fetchedAt: page.sentAt,
      phase: 'incremental',
      ...(page.last && { completeSince }),
      ...(page.last && checkpoint !== undefined && { checkpoint }),
    }
  }
}

const toSeconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
