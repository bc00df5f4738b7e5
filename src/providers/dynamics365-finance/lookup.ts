import { allRows, type Reader } from './listing.ts'
import { every, keyValueOf, oneOf, type EntityQuery, type KeyValue } from './query.ts'

/** Filters travel in the address, of which some gateways take 2,048 characters. */
const FILTER_CHARACTERS = 1_000
const MOST_VALUES = 40
/** One journal can have thousands of lines; no filter's worth of them has this many. */
const MOST_ROWS = 200_000

export interface Lookup extends EntityQuery {
  /** The field that holds one of the values looked for. */
  by: string
}

/** The rows that hold one of the values. */
export async function rowsOf(
  reader: Reader,
  lookup: Lookup,
  values: readonly KeyValue[],
): Promise<unknown[]> {
  const rows: unknown[] = []
  for (const part of partsOf([...new Set(values)], lookup.by)) {
    const filter = every(lookup.filter, oneOf(lookup.by, part))
    const found = await allRows(reader, { ...lookup, filter }, MOST_ROWS)
    for (const row of found.rows) rows.push(row)
  }
  return rows
}

function partsOf(values: readonly KeyValue[], field: string): KeyValue[][] {
  const most = (part: readonly KeyValue[]) => oneOf(field, part).length
  const parts: KeyValue[][] = []
  for (const value of values) {
    const part = parts.at(-1)
    const fits =
      part !== undefined && part.length < MOST_VALUES && most([...part, value]) <= FILTER_CHARACTERS
    if (fits) part.push(value)
    else parts.push([value])
  }
  return parts
}

/** The values of a field in rows; rows without one have none. */
export const valuesOf = (rows: readonly unknown[], field: string): KeyValue[] =>
  rows.flatMap((row) => keyValueOf(row, field) ?? [])

/** Rows by the value of a field. Text is compared as Dynamics does: without regard to case. */
export function groupedBy(rows: readonly unknown[], field: string): (value: KeyValue | null) => unknown[] {
  const groups = Map.groupBy(rows, (row) => folded(keyValueOf(row, field)))
  return (value) => (value === null ? [] : (groups.get(folded(value)) ?? []))
}

const folded = (value: KeyValue | null): string => `${value}`.trim().toLowerCase()
