import type { CanonicalRecord } from '../domain/entities.ts'
import { recordKey, type RecordKey } from '../domain/ids.ts'
import { isStored, type StoredType } from './tables.ts'

/** "<TYPE> <key>": how a raw record remembers the canonical records that it made. */
export const nameOf = ({ type, key }: Pick<CanonicalRecord, 'type' | 'key'>): string => `${type} ${key}`

/**
 * The named records that go when their remote record does. One whose key is not the remote record's own, such as a
 * dimension that each of its values brings along, is made by several remote records and outlives each of them.
 */
export function ownOf(
  names: Iterable<string>,
  stream: string,
  remoteId: string,
): { type: StoredType; key: RecordKey }[] {
  const own = recordKey(stream, remoteId)
  return [...names].flatMap((name) => {
    const [type = '', key = ''] = splitOnce(name)
    return isStored(type) && (key === own || key.startsWith(`${own}#`)) ? [{ type, key }] : []
  })
}

function splitOnce(name: string): string[] {
  const space = name.indexOf(' ')
  return [name.slice(0, space), name.slice(space + 1)]
}
