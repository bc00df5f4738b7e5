import type { SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import { noResource, noRow, ODataRefusal } from './odata/errors.ts'
import { isCompanySet } from './odata/fields.ts'
import { readKey } from './odata/key.ts'
import { metadataDocument } from './odata/metadata.ts'
import { readQuery, runQuery } from './odata/query.ts'
import { etagOf, type Listed, type Stored } from './odata/table.ts'

/** Rows on one page at the real service. */
export const LARGEST_PAGE = 10_000

export interface Service {
  sets: ReadonlyMap<string, Listed>
  /** The company of the user that the client id is mapped to. */
  company: string
  pageSize: number
}

/** Everything below /data, for a client that may read it. */
export function answerData(service: Service, request: SandboxRequest): SandboxResponse {
  const base = `http://${request.headers.host ?? 'localhost'}/dynamics365-finance/data`
  try {
    return route(service, request, base)
  } catch (error) {
    if (error instanceof ODataRefusal) return json(error.status, error.body())
    throw error
  }
}

function route(service: Service, request: SandboxRequest, base: string): SandboxResponse {
  const path = decodeURIComponent(request.path.slice('/data'.length).replace(/^\/|\/$/g, ''))
  const sets = [...service.sets.values()].map((it) => it.set)
  if (request.method !== 'GET') return notAllowed(request.method)
  if (path === '$metadata') {
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: metadataDocument(sets) }
  }
  if (path === '') {
    const value = sets.map(({ name }) => ({ name, kind: 'EntitySet', url: name }))
    return json(200, { '@odata.context': `${base}/$metadata`, value })
  }
  const [, name = '', key, count] = /^(\w+)(?:\(([\s\S]*)\)|(\/\$count))?$/.exec(path) ?? []
  const listed = service.sets.get(name)
  if (listed === undefined) throw noResource(`${base}/${path}`)
  if (key !== undefined) return answerRow(service, listed, key, request.query, base)
  if (count !== undefined) return answerCount(service, listed, request.query)
  return answerRows(service, listed, request.query, base)
}

function answerRows(service: Service, listed: Listed, params: URLSearchParams, base: string) {
  const query = readQuery(listed.set, params)
  const page = runQuery(listed, query, service.company, service.pageSize)
  return json(200, {
    '@odata.context': contextOf(base, listed, query.select),
    ...(query.count ? { '@odata.count': page.count } : {}),
    value: page.rows.map((row) => shown(listed, row, query.select)),
    ...(page.nextSkip === null
      ? {}
      : { '@odata.nextLink': nextLink(`${base}/${listed.set.name}`, params, page.nextSkip) }),
  })
}

function answerRow(service: Service, listed: Listed, key: string, params: URLSearchParams, base: string) {
  const query = readQuery(listed.set, params)
  const row = listed.find(readKey(listed.set, key))
  const isMine = query.crossCompany || !isCompanySet(listed.set) || row?.values.dataAreaId === service.company
  if (row === undefined || !isMine) throw noRow(listed.set.name)
  const context = `${contextOf(base, listed, query.select)}/$entity`
  return json(200, { '@odata.context': context, ...shown(listed, row, query.select) })
}

function answerCount(service: Service, listed: Listed, params: URLSearchParams): SandboxResponse {
  const { count } = runQuery(listed, readQuery(listed.set, params), service.company, service.pageSize)
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(count) }
}

/** A row as it is answered: its tag, then the fields of its set or those selected. */
export function shown(listed: Listed, row: Stored, select: readonly string[] | null = null) {
  const names = select ?? Object.keys(listed.set.fields)
  const fields = names.map((name) => [name, row.values[name]] as const)
  return { '@odata.etag': etagOf(row), ...Object.fromEntries(fields) }
}

const contextOf = (base: string, { set }: Listed, select: readonly string[] | null): string =>
  `${base}/$metadata#${set.name}${select === null ? '' : `(${select.join(',')})`}`

/** The same query, further on; its own dollars stay as they are, as in the real ones. */
function nextLink(address: string, params: URLSearchParams, skip: number): string {
  const next = new URLSearchParams(params)
  const top = next.get('$top')
  if (top !== null) next.set('$top', String(Number(top) - (skip - Number(params.get('$skip') ?? 0))))
  next.set('$skip', String(skip))
  return `${address}?${next.toString().replaceAll('%24', '$')}`
}

const notAllowed = (method: string): SandboxResponse =>
  json(405, { Message: `The requested resource does not support http method '${method}'.` })

const json = (status: number, value: unknown): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json; odata.metadata=minimal', 'odata-version': '4.0' },
  body: JSON.stringify(value),
})
