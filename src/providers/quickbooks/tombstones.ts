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

/** Separates the records of an answer from what it says is deleted. */
export function withoutTombstones(rows: readonly unknown[]): { records: unknown[]; deletedIds: Tombstone[] } {
  const records: unknown[] = []
  const deletedIds: Tombstone[] = []
  for (const row of rows) {
    const tombstone = deleted.safeParse(row).data
    if (tombstone === undefined) records.push(row)
    else deletedIds.push({ id: tombstone.Id, at: tombstone.MetaData?.LastUpdatedTime ?? null })
  }
  return { records, deletedIds }
}
