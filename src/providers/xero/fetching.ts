import type { Fetched, Read } from '../provider.ts'
import { HttpFailure } from '../toolkit/http.ts'
import { get, type Answer, type Reader } from './client.ts'
import { idOf, unitDigits, withoutDeleted, type Resource } from './resource.ts'

// Keeps the address below 2,000 characters.
const IDS_PER_CALL = 40

/** Reads these records now. What Xero does not have, or says to be deleted, is missing. */
export async function fetchRecords(
  read: Omit<Read, 'checkpoint'>,
  resource: Resource,
  ids: readonly string[],
): Promise<Fetched> {
  const { rows, fetchedAt } = await readByIds(read, resource, ids)
  const { records } = withoutDeleted(resource, rows)
  const found = new Set(records.map((it) => idOf(resource, it)))
  return {
    records: (await resource.complete?.(read, records)) ?? records,
    missingIds: ids.filter((id) => !found.has(id)),
    fetchedAt: fetchedAt ?? read.now,
  }
}

/** The rows of these ids that Xero has; `fetchedAt` is when the first of them was asked for. */
export async function readByIds(
  reader: Reader,
  resource: Resource,
  ids: readonly string[],
): Promise<{ rows: unknown[]; fetchedAt: Date | null }> {
  const rows: unknown[] = []
  let fetchedAt: Date | null = null
  const size = resource.byIds === true ? IDS_PER_CALL : 1
  for (let start = 0; start < ids.length; start += size) {
    const answer = await ask(reader, resource, ids.slice(start, start + size))
    fetchedAt ??= answer?.sentAt ?? null
    rows.push(...(answer?.rows ?? []))
  }
  return { rows, fetchedAt }
}

/** Null when the one that was asked for does not exist. */
async function ask(reader: Reader, resource: Resource, ids: readonly string[]): Promise<Answer | null> {
  const { name } = resource
  if (resource.byIds === true) {
    // Only pages have the lines of their documents.
    const page = { page: 1, pageSize: IDS_PER_CALL, ...resource.query, ...unitDigits(resource) }
    return get(reader, { path: name, name, query: { IDs: ids.join(','), ...page } })
  }
  const [id = ''] = ids
  try {
    return await get(reader, {
      path: `${name}/${encodeURIComponent(id)}`,
      name,
      query: unitDigits(resource),
    })
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 404) return null
    throw error
  }
}
