import { isExactNumber } from '../../../src/domain/exact-json.ts'
import type { HttpClient, HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'

export type Row = Readonly<Record<string, unknown>>
type Query = Record<string, string>

export interface Call {
  path: string
  query: Query
}

/** Rows of a few entity sets, listed as OData does it: filtered, ordered, in pages that link to the next one. */
export interface Environment extends HttpClient {
  calls: Call[]
  sets: Record<string, Row[]>
  /** Called before each answer. */
  meanwhile: (call: Call) => void
}

const HOST = 'https://larkfield.operations.example'
export const SENT_AT = new Date('2026-03-10T08:00:00Z')

export function environment(sets: Record<string, Row[]>, { pageSize = 1_000 } = {}): Environment {
  const it: Environment = {
    calls: [],
    sets,
    meanwhile: () => undefined,
    request: (request) => {
      const call = callOf(request)
      it.calls.push(call)
      it.meanwhile(call)
      const rows = it.sets[call.path.slice('/data/'.length)]
      if (rows === undefined) return Promise.reject(notServed(call.path))
      return Promise.resolve({
        status: 200,
        headers: {},
        sentAt: SENT_AT,
        body: answer(call, rows, pageSize),
      })
    },
  }
  return it
}

function callOf({ path, query = {} }: HttpRequest): Call {
  const url = new URL(HOST + path)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.append(name, String(value))
  }
  return { path: url.pathname, query: Object.fromEntries(url.searchParams) }
}

function answer({ path, query }: Call, rows: Row[], pageSize: number) {
  const matching = rows.filter((row) => matches(row, query['$filter'] ?? ''))
  const ordered = matching.toSorted((a, b) => order(a, b, (query['$orderby'] ?? '').split(',')))
  const skip = Number(query['$skip'] ?? 0)
  const page = ordered.slice(skip, skip + pageSize)
  const next = new URLSearchParams({ ...query, $skip: `${skip + pageSize}` })
  next.delete('$count')
  return {
    '@odata.context': `${HOST}/data/$metadata#${path.slice(6)}`,
    ...(query['$count'] === 'true' && { '@odata.count': ordered.length }),
    value: page,
    ...(ordered.length > skip + pageSize && { '@odata.nextLink': `${HOST}${path}?${next.toString()}` }),
  }
}

const textOf = (value: unknown): string =>
  (isExactNumber(value) ? value.rawJSON : String(value)).toLowerCase()

/** Conditions joined by "and", in parentheses joined by "or": all that the adapter writes. */
function matches(row: Row, filter: string): boolean {
  if (filter === '') return true
  return filter.split(' and ').every((part) =>
    part
      .replace(/^\(|\)$/g, '')
      .split(' or ')
      .some((condition) => holds(row, condition)),
  )
}

function holds(row: Row, condition: string): boolean {
  const [, field = '', operator, literal = ''] = /^(\w+) (eq|ne|gt) (.+)$/.exec(condition) ?? []
  const value = literal
    .replace(/^[\w.]*'(.*)'$/, '$1')
    .replaceAll("''", "'")
    .toLowerCase()
  const order = compare(textOf(row[field]), value)
  return operator === 'eq' ? order === 0 : operator === 'ne' ? order !== 0 : order > 0
}

function order(a: Row, b: Row, fields: string[]): number {
  return fields.map((field) => compare(textOf(a[field]), textOf(b[field]))).find((it) => it !== 0) ?? 0
}

const compare = (a: string, b: string): number => {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(BigInt(a) - BigInt(b))
  return a < b ? -1 : a > b ? 1 : 0
}

const notServed = (path: string) =>
  new HttpFailure(`GET ${path} answered 404`, {
    ...{ kind: 'status', status: 404, headers: {}, body: null, method: 'GET', path },
  })
