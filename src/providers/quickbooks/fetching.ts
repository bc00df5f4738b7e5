import type { Fetched, Read } from '../provider.ts'
import { idOf } from './listing.ts'
import { queryRows, quoted, type Entity } from './query.ts'
import { withoutTombstones } from './tombstones.ts'

// Keeps the query, which travels in the address, below 2,000 characters.
const IDS_PER_QUERY = 100

/** Reads these records now. What QuickBooks no longer lists, or lists as deleted, is missing. */
export async function fetchEntity(
  read: Omit<Read, 'checkpoint'>,
  entity: Entity,
  ids: readonly string[],
): Promise<Fetched> {
  const missing = new Set(ids)
  const records: unknown[] = []
  let fetchedAt = read.now
  for (const [index, chunk] of chunks([...missing], IDS_PER_QUERY).entries()) {
    const answer = await queryRows(read, {
      select: '*',
      entity,
      where: [`Id IN (${chunk.map(quoted).join(', ')})`],
      maxResults: chunk.length,
    })
    if (index === 0) fetchedAt = answer.sentAt
    records.push(...withoutTombstones(answer.body).records)
  }
  for (const record of records) missing.delete(idOf(record) ?? '')
  return { records, missingIds: [...missing], fetchedAt }
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
