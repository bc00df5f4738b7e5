import type { Page, Read } from '../provider.ts'
import { associatedIds } from './associations.ts'
import { fetchObjects } from './fetching.ts'
import type { Kind } from './kind.ts'
import { readBin, searching } from './listing.ts'
import { OVERLAP_MS, type Changes } from './position.ts'

// The recycling bin can only be read whole; webhooks tell of deletions at once.
const BIN_EVERY_MS = 30 * 60_000

/** What was modified, also only in its parts, and from time to time what was deleted. */
export async function* readChanges(read: Read, kind: Kind, state: Changes): AsyncGenerator<Page> {
  const brought = new Set<string>()
  for await (const ids of searching(read.http, kind, state)) {
    for (const id of ids) brought.add(id)
    const checkpoint = { changes: { ...state, afterId: ids.at(-1) } }
    yield { ...(await readPage(read, kind, ids)), checkpoint }
  }
  for await (const ids of ownersOfParts(read, kind, state)) {
    const lacking = ids.filter((id) => !brought.has(id))
    for (const id of lacking) brought.add(id)
    if (lacking.length > 0) yield await readPage(read, kind, lacking)
  }
  yield await lastPage(read, kind, state)
}

/** The records as they are now. One that was found and is not there was deleted since. */
async function readPage(read: Read, kind: Kind, ids: readonly string[]): Promise<Page> {
  const { records, missingIds, fetchedAt } = await fetchObjects(read, kind, ids)
  return { records, deletedIds: deletions(missingIds), fetchedAt, phase: 'incremental' }
}

/** Ids of the records of which a part was modified. */
async function* ownersOfParts(
  { http }: Read,
  { type, parts }: Kind,
  { modifiedSince }: Changes,
): AsyncGenerator<string[]> {
  if (parts === undefined) return
  for await (const ids of searching(http, parts, { modifiedSince, afterId: null })) {
    const owners = await associatedIds(http, { from: parts.type, to: type }, ids)
    yield [...new Set([...owners.values()].flat())]
  }
}

/** Has what was deleted, when it is time, and the position from which the next reading begins. */
async function lastPage({ http, now }: Read, kind: Kind, state: Changes): Promise<Page> {
  const { startedAt, binReadAt } = state
  const isTime = now.getTime() - Date.parse(binReadAt) >= BIN_EVERY_MS
  const since = new Date(Date.parse(binReadAt) - OVERLAP_MS).toISOString()
  const bin = isTime ? await readBin(http, kind, since) : { ids: [], readAt: null }
  return {
    records: [],
    deletedIds: deletions(bin.ids),
    fetchedAt: bin.readAt ?? now,
    phase: 'incremental',
    asOf: new Date(startedAt),
    checkpoint: { since: startedAt, binReadAt: isTime ? now.toISOString() : binReadAt },
  }
}

/**
 * Without the instant, though the bin tells it: as a version stamp it would outrank the record when it is restored,
 * which is not known to move the record's own date.
 */
const deletions = (ids: readonly string[]) => ids.map((id) => ({ id, at: null }))
