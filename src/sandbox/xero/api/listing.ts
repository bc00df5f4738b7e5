import type { JsonObject } from '../json.ts'
import { badQuery } from './responses.ts'
import { parseWhere, valueAt, type Value } from './where.ts'

export interface Page {
  page: number
  pageSize: number
}

const DEFAULT_SIZE = 100
const LARGEST_SIZE = 1_000

/** Null when the whole list is asked for. A larger page than the largest is the largest. */
export function pageOf(query: URLSearchParams): Page | null {
  if (!query.has('page') && !query.has('pageSize')) return null
  const page = countOf(query, 'page', 1)
  return { page, pageSize: Math.min(countOf(query, 'pageSize', DEFAULT_SIZE), LARGEST_SIZE) }
}

function countOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  if (!/^[1-9]\d{0,6}$/.test(text)) throw badQuery(`${name} must be a positive number`)
  return Number(text)
}

/** As told in the answer. */
export const paginationOf = ({ page, pageSize }: Page, itemCount: number): JsonObject => ({
  page,
  pageSize,
  pageCount: Math.ceil(itemCount / pageSize),
  itemCount,
})

export const slice = <T>(items: readonly T[], { page, pageSize }: Page): T[] =>
  items.slice((page - 1) * pageSize, page * pageSize)

/** "2026-03-01T00:00:00", which is UTC, or a date as HTTP has it. Null when all is asked for. */
export function modifiedSince(header: string | undefined): number | null {
  if (header === undefined) return null
  const since = Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(header) ? `${header}Z` : header)
  if (Number.isNaN(since)) throw badQuery('If-Modified-Since is not a date')
  return since
}

/** What fits `where`, in the order of `order`; `render` gives the fields that both speak of. */
export function select<T>(
  items: readonly T[],
  query: URLSearchParams,
  render: (item: T) => JsonObject,
): readonly T[] {
  const where = query.get('where')
  const order = query.get('order')
  if (where === null && order === null) return items
  const fits = where === null ? () => true : parseWhere(where)
  const rows = items.map((item) => ({ item, row: render(item) })).filter(({ row }) => fits(row))
  if (order !== null) rows.sort(comparison(order))
  return rows.map(({ item }) => item)
}

/** "Date DESC, InvoiceNumber": rows that are equal by it stay in the order of their making. */
function comparison(order: string) {
  const keys = order.split(',').map((key) => {
    const [, field, direction] = /^\s*([\w.]+)(?:\s+(asc|desc))?\s*$/i.exec(key) ?? []
    if (field === undefined) throw badQuery(`"${key}" is nothing to order by`)
    return { field, sign: direction?.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return (one: { row: JsonObject }, other: { row: JsonObject }): number => {
    for (const { field, sign } of keys) {
      const difference = compare(valueAt(one.row, field), valueAt(other.row, field))
      if (difference !== 0) return difference * sign
    }
    return 0
  }
}

function compare(one: Value, other: Value): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? -1 : 1
  return one < other ? -1 : 1
}
