import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/** What is read of a table: all queries name it `t`. */
export interface Reading<Row> {
  readonly table: string
  /** The select list, each column under its TypeScript name. */
  readonly columns: string
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
  const columns = Object.entries(getTableColumns(table))
    .filter(([name]) => !omitted.has(name))
    .map(([name, column]) => `t."${column.name}"${unparsed.has(name) ? '::text' : ''} as "${name}"`)
  return { table: getTableName(table), columns: columns.join(', ') }
}

/** The type of a reading's rows. */
export type RowOf<R> = R extends Reading<infer Row> ? Row : never
