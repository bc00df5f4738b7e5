import { isCompanySet, type EntitySet } from './fields.ts'
import { invalidQuery, notImplemented } from './errors.ts'
import { fieldOf, parseFilter, type Test } from './filter.ts'
import { comparable } from './match.ts'
import type { Listed, Stored } from './table.ts'

export interface Query {
  /** Null: all fields. */
  select: readonly string[] | null
  test: Test
  orderBy: readonly { field: string; descending: boolean }[]
  skip: number
  top: number | null
  count: boolean
  /** Without it a set of companies' rows shows those of the service user's company alone. */
  crossCompany: boolean
}

export interface Page {
  rows: readonly Stored[]
  /** How many there are in all, whatever the page. */
  count: number
  /** How many the next page passes over; null: there is none. */
  nextSkip: number | null
}

const OPTIONS = ['$filter', '$select', '$orderby', '$top', '$skip', '$count', '$format']

/** Throws a refusal (400) for what can't be read or isn't there, $expand among it. */
export function readQuery(set: EntitySet, params: URLSearchParams): Query {
  for (const name of params.keys()) {
    if (name === '$expand') throw notImplemented()
    if (name.startsWith('$') && !OPTIONS.includes(name)) {
      throw invalidQuery(`The query parameter '${name}' is not supported.`)
    }
  }
  const select = listOf(params.get('$select')).filter((it) => it !== '*')
  for (const name of select) fieldOf(set, name)
  const filter = params.get('$filter')
  return {
    select: select.length === 0 ? null : select,
    test: filter === null ? () => true : parseFilter(set, filter),
    orderBy: listOf(params.get('$orderby')).map((it) => readOrder(set, it)),
    skip: wholeNumber(params, '$skip') ?? 0,
    top: wholeNumber(params, '$top'),
    count: params.get('$count') === 'true',
    crossCompany: params.get('cross-company')?.toLowerCase() === 'true',
  }
}

export function runQuery(listed: Listed, query: Query, company: string, pageSize: number): Page {
  const mine = query.crossCompany || !isCompanySet(listed.set)
  const found = listed
    .rows()
    .filter(({ values }) => (mine || values.dataAreaId === company) && query.test(values))
  const wanted = ordered(listed.set, found, query.orderBy).slice(query.skip, endOf(query))
  return {
    rows: wanted.slice(0, pageSize),
    count: found.length,
    nextSkip: wanted.length > pageSize ? query.skip + pageSize : null,
  }
}

const endOf = ({ skip, top }: Query) => (top === null ? undefined : skip + top)

function ordered(set: EntitySet, rows: Stored[], orderBy: Query['orderBy']): readonly Stored[] {
  if (orderBy.length === 0) return rows
  return rows.toSorted((a, b) => {
    for (const { field, descending } of orderBy) {
      const kind = fieldOf(set, field)
      const left = comparable(kind, a.values[field] ?? '')
      const right = comparable(kind, b.values[field] ?? '')
      if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1)
    }
    return 0
  })
}

function readOrder(set: EntitySet, text: string): Query['orderBy'][number] {
  const [field = '', direction = 'asc', ...more] = text.split(/\s+/)
  fieldOf(set, field)
  if (more.length > 0 || !['asc', 'desc'].includes(direction)) {
    throw invalidQuery(`Syntax error in '${text}'.`)
  }
  return { field, descending: direction === 'desc' }
}

const listOf = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '')

function wholeNumber(params: URLSearchParams, name: string): number | null {
  const text = params.get(name)
  if (text === null) return null
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw invalidQuery(`Invalid value '${text}' for ${name} query option found.`)
}
