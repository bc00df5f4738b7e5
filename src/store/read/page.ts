import type { Statements } from '../database.ts'
import type { Fragment, Snapshot } from '../snapshot.ts'
import { allOf } from './conditions.ts'
import type { Reference } from './lookups.ts'
import type { Reading } from './reading.ts'

/** A total order: by one expression, then by id. */
export interface Order<Row> {
  /** SQL over t, never null, and its type; null: by id alone. */
  by: { expression: string; type: 'date' | 'numeric' | 'text' | 'timestamptz' } | null
  descending: boolean
  /** The row's value of the expression, as text, and what of the row it is made of. */
  valueOf(row: Row): string
  property: (keyof Row & string) | null
}

/** A row's place in an order. */
export interface Position {
  value: string
  id: string
}

export interface PageRequest<Row> {
  order: Order<Row>
  size: number
  /** From the end of the list instead of its beginning. */
  backward: boolean
  after: Position | null
  before: Position | null
}

/** Rows in the order's direction, whichever way they were read. */
export interface Slice<Row> {
  rows: Row[]
  /** Whether the list goes on in the direction in which it was read. */
  more: boolean
}

/** Conditions over t, all of which must hold. */
export type Where = (sql: Statements) => readonly Fragment[]

/** Of a parent: conditions that tie t to p.source_id and p.key. */
export interface ChildrenOf {
  parents: readonly Reference[]
  link: (sql: Statements, workspaceId: string) => Fragment
}

export async function readPage<Row extends { id: string }>(
  snapshot: Snapshot,
  from: Reading<Row>,
  where: Where,
  request: PageRequest<Row>,
): Promise<Slice<Row>> {
  const rows = await snapshot.read((sql) => sql<Row[]>`${page(sql, snapshot, from, where(sql), request)}`)
  return slice(rows, request)
}

/** A page for each parent, by one statement; in the parents' order. */
export async function readPagesOf<Row extends { id: string }>(
  snapshot: Snapshot,
  from: Reading<Row>,
  { parents, link }: ChildrenOf,
  where: Where,
  request: PageRequest<Row>,
): Promise<Slice<Row>[]> {
  // A lateral subquery with a limit is a nested loop: rows keep the order of parents and of each page.
  const rows = await snapshot.read(
    (sql) => sql<(Row & { parent: number })[]>`
      select p.place::int as parent, page.* from ${parentRows(sql, parents)}
      cross join lateral (${page(sql, snapshot, from, [link(sql, snapshot.workspaceId), ...where(sql)], request)}) page`,
  )
  const found = parents.map(() => [] as Row[])
  for (const row of rows) found[row.parent - 1]?.push(row)
  return found.map((it) => slice(it, request))
}

export async function countRows(
  snapshot: Snapshot,
  { table }: Reading<unknown>,
  where: Where,
): Promise<number> {
  const [row] = await snapshot.read(
    (sql) => sql<{ count: number }[]>`
      select count(*)::int as count from ${sql(table)} t where ${allOf(sql, snapshot.workspaceId, where(sql))}`,
  )
  return row?.count ?? 0
}

/** A count for each parent, by one statement; in the parents' order. */
export async function countRowsOf(
  snapshot: Snapshot,
  { table }: Reading<unknown>,
  { parents, link }: ChildrenOf,
  where: Where,
): Promise<number[]> {
  const rows = await snapshot.read(
    (sql) => sql<{ count: number }[]>`
      select counted.count from ${parentRows(sql, parents)}
      cross join lateral (
        select count(*)::int as count from ${sql(table)} t
        where ${allOf(sql, snapshot.workspaceId, [link(sql, snapshot.workspaceId), ...where(sql)])}
      ) counted
      order by p.place`,
  )
  return rows.map((it) => it.count)
}

const parentRows = (sql: Statements, parents: readonly Reference[]) => sql`
  unnest(${parents.map((it) => it.sourceId)}::uuid[], ${parents.map((it) => it.key)}::text[])
    with ordinality p (source_id, key, place)`

/** One row more than asked for tells whether the list goes on. */
function page<Row>(
  sql: Statements,
  snapshot: Snapshot,
  { table, columns }: Reading<Row>,
  where: readonly Fragment[],
  { order, size, backward, after, before }: PageRequest<Row>,
): Fragment {
  const upwards = order.descending === backward
  const bounds = [
    ...(after ? [beyond(sql, order, after, !order.descending)] : []),
    ...(before ? [beyond(sql, order, before, order.descending)] : []),
  ]
  const direction = upwards ? sql`asc` : sql`desc`
  const orderBy = order.by
    ? sql`${sql.unsafe(order.by.expression)} ${direction}, t.id ${direction}`
    : sql`t.id ${direction}`
  return sql`
    select ${sql.unsafe(columns)} from ${sql(table)} t
    where ${allOf(sql, snapshot.workspaceId, [...where, ...bounds])}
    order by ${orderBy} limit ${size + 1}`
}

function beyond<Row>(sql: Statements, { by }: Order<Row>, { value, id }: Position, above: boolean): Fragment {
  const than = above ? sql`>` : sql`<`
  if (by === null) return sql`t.id ${than} ${id}::uuid`
  return sql`(${sql.unsafe(by.expression)}, t.id) ${than} (${value}::${sql.unsafe(by.type)}, ${id}::uuid)`
}

function slice<Row>(rows: Row[], { size, backward }: PageRequest<Row>): Slice<Row> {
  const kept = rows.slice(0, size)
  return { rows: backward ? kept.reverse() : kept, more: rows.length > size }
}
