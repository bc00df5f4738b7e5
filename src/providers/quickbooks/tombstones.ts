import { z } from 'zod'
import { identifier, optionalInstant, orNull } from '../toolkit/exact.ts'

export interface Tombstone {
  id: string
  at: string | null
}

// All that is left of a deleted record: {"domain","status":"Deleted","Id","MetaData":{"LastUpdatedTime"}}.
const deleted = z.object({
  Id: identifier,
  status: z.string().refine((status) => status.toLowerCase() === 'deleted'),
  MetaData: orNull(z.object({ LastUpdatedTime: optionalInstant })),
})

/** The tombstone that an answer's row is; null when it is none. */
export function tombstoneOf(row: unknown): Tombstone | null {
  const { data } = deleted.safeParse(row)
  return data === undefined ? null : { id: data.Id, at: data.MetaData?.LastUpdatedTime ?? null }
}

/** Separates the records of an answer from what it says is deleted. */
export function withoutTombstones(rows: readonly unknown[]): { records: unknown[]; deletedIds: Tombstone[] } {
  const records: unknown[] = []
  const deletedIds: Tombstone[] = []
  for (const row of rows) {
    const tombstone = tombstoneOf(row)
    if (tombstone === null) records.push(row)
    else deletedIds.push(tombstone)
  }
  return { records, deletedIds }
}
