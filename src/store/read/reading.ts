import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/** What is read of a table: all queries name it `t`. */
export interface Reading<Row> {
  readonly table: string
  /** The select list, each column under its TypeScript name. */
  readonly columns: string
  /** The same, taken apart by TypeScript name. */
  readonly parts: ReadonlyMap<string, string>
  /** Never set: it carries the type of a row. */
  readonly row?: Row
}

type Columns<Table extends PgTable> = Table['$inferSelect']

/**
 * `leaveOut`: columns that nobody asks for. `asText`: JSON columns that come unparsed, because most queries do not
 * ask for what is in them.
 */
export function reading<
  Table extends PgTable,
  LeftOut extends keyof Columns<Table> = never,
  AsText extends keyof Columns<Table> = never,
>(
  table: Table,
  { leaveOut = [], asText = [] }: { leaveOut?: readonly LeftOut[]; asText?: readonly AsText[] } = {},
): Reading<Omit<Columns<Table>, LeftOut | AsText> & Record<AsText, string>> {
  const omitted = new Set<PropertyKey>(leaveOut)
  const unparsed = new Set<PropertyKey>(asText)
  const parts = Object.entries(getTableColumns(table))
    .filter(([name]) => !omitted.has(name))
    .map(([name, column]): [string, string] => [
      name,
      `t."${column.name}"${unparsed.has(name) ? '::text' : ''} as "${name}"`,
    ])
  return fromParts(getTableName(table), new Map(parts))
}

const fromParts = <Row>(table: string, parts: ReadonlyMap<string, string>): Reading<Row> => ({
  table,
  parts,
  columns: [...parts.values()].join(', '),
})

const narrow = new WeakMap<object, Map<string, object>>()
// Each is a prepared statement more on each connection.
const MOST_NARROW = 100

/**
 * The same rows with these properties only: whoever asks for it reads no others, although the type has them. The same
 * properties give the same object.
 */
export function narrowed<Row>(from: Reading<Row>, properties: ReadonlySet<string>): Reading<Row> {
  const parts = new Map([...from.parts].filter(([name]) => properties.has(name)))
  const known = narrow.get(from) ?? new Map<string, object>()
  narrow.set(from, known)
  const key = [...parts.keys()].join()
  // What is kept under a reading was made from it, with its type of row.
  const existing = known.get(key) as Reading<Row> | undefined
  if (existing !== undefined) return existing
  if (known.size >= MOST_NARROW) return from
  const made = fromParts<Row>(from.table, parts)
  known.set(key, made)
  return made
}

/** The type of a reading's rows. */
export type RowOf<R> = R extends Reading<infer Row> ? Row : never
