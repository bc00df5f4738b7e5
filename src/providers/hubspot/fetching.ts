import type { Fetched, Read } from '../provider.ts'
import type { Kind } from './kind.ts'
import { readObjects } from './objects.ts'
import { idOf } from './records.ts'

/** Reads these records now. The id of one that was merged into another may bring that one: then it is missing. */
export async function fetchObjects(
  { http, now }: Pick<Read, 'http' | 'now'>,
  kind: Kind,
  ids: readonly string[],
): Promise<Fetched> {
  const { records, sentAt } = await readObjects(http, kind, ids)
  const byId = new Map(records.map((it) => [idOf(it), it]))
  const wanted = ids.filter((id) => byId.has(id)).map((id) => byId.get(id))
  return {
    records: (await kind.complete?.(http, wanted)) ?? wanted,
    missingIds: ids.filter((id) => !byId.has(id)),
    fetchedAt: sentAt ?? now,
  }
}
