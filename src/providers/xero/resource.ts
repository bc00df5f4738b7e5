import { z } from 'zod'
import { identifier } from '../toolkit/exact.ts'
import type { HttpRequest } from '../toolkit/http.ts'
import type { Reader } from './client.ts'
import { stamped, updatedAt } from './dates.ts'

/** One of the API's kinds of record. */
export interface Resource {
  /** As in paths and answers: "CreditNotes". */
  name: string
  /** The field that holds a record's id: "CreditNoteID". */
  id: string
  paged: boolean
  /** Whether several can be asked for by their ids in one call. */
  byIds?: true
  /** Of lists, beyond paging. */
  query?: HttpRequest['query']
  /** Whether it takes unitdp, which keeps unit prices from being rounded to two digits. */
  unitPrices?: true
  /** Adds to listed records what lists leave out. */
  complete?: (reader: Reader, rows: readonly unknown[]) => Promise<unknown[]>
}

/** The field of a row that has the id; null for a row without a readable one, which the stream's schema refuses. */
export const idOf = ({ id }: Pick<Resource, 'id'>, row: unknown): string | null =>
  z.object({ [id]: identifier }).safeParse(row).data?.[id] ?? null

export const unitDigits = ({ unitPrices }: Resource): HttpRequest['query'] =>
  unitPrices === true ? { unitdp: 4 } : {}

const deleted = z.object({ Status: z.string().regex(/^deleted$/i), ...stamped })

export interface Separated {
  records: unknown[]
  deletedIds: { id: string; at: string | null }[]
}

/** Xero has no tombstones: what was deleted stays listed, with a status that says so. */
export function withoutDeleted(resource: Resource, rows: readonly unknown[]): Separated {
  const separated: Separated = { records: [], deletedIds: [] }
  for (const row of rows) {
    const { data } = deleted.safeParse(row)
    const id = data === undefined ? null : idOf(resource, row)
    if (data === undefined || id === null) separated.records.push(row)
    else separated.deletedIds.push({ id, at: updatedAt(data) })
  }
  return separated
}
