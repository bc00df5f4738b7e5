import type { Books } from './books.ts'
import { timestamp } from './clock.ts'
import { findEntityName, kindOf, type EntityName } from './entities.ts'
import { invalidQuery, missing } from './faults.ts'
import type { Json, JsonObject } from './json.ts'

const DAYS_KEPT = 30
/** Of all entities together. */
export const MOST_CHANGES = 1000

/** Change data capture: what changed since an instant, whole, with a stub for what is gone. */
export function changedData(books: Books, query: URLSearchParams, now: Date): JsonObject {
  const entities = query.get('entities')
  const changedSince = query.get('changedSince')
  if (entities === null || entities === '') throw missing('entities')
  if (changedSince === null) throw missing('changedSince')
  const since = Date.parse(changedSince)
  if (Number.isNaN(since)) throw invalidQuery(`changedSince ${changedSince} is not a date`)
  if (since < now.getTime() - DAYS_KEPT * 86_400_000) {
    throw invalidQuery(`changedSince ${changedSince} lies more than ${DAYS_KEPT} days back`)
  }
  let left = MOST_CHANGES
  const answers = entities.split(',').map((asked) => {
    const name = capturedEntity(asked.trim())
    const changes = changesOf(books, name, since).slice(0, left)
    left -= changes.length
    if (changes.length === 0) return {}
    const counted = kindOf(name).counted ? { totalCount: changes.length } : {}
    return { [name]: changes, startPosition: 1, maxResults: changes.length, ...counted }
  })
  return { CDCResponse: [{ QueryResponse: answers }], time: timestamp(now, true) }
}

function capturedEntity(asked: string): EntityName {
  const name = findEntityName(asked)
  if (name === undefined || kindOf(name).uncaptured)
    throw invalidQuery(`Entity ${asked} is not supported by CDC`)
  return name
}

function changesOf(books: Books, name: EntityName, since: number): Json[] {
  const changed: Json[] = []
  for (const entity of books.all(name)) {
    if (Date.parse(entity.MetaData.LastUpdatedTime) >= since) changed.push(entity)
  }
  for (const { id, at } of books.tombstones(name)) {
    const stamp = timestamp(at)
    if (Date.parse(stamp) < since) continue
    changed.push({ domain: 'QBO', status: 'Deleted', Id: id, MetaData: { LastUpdatedTime: stamp } })
  }
  return changed
}
