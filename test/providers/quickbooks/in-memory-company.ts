import type { HttpClient, HttpRequest, HttpResponse } from '../../../src/providers/toolkit/http.ts'

export interface Row {
  Id: string
  Active?: boolean
  status?: string
  MetaData: { LastUpdatedTime: string }
}

/** Rows of one entity, answered as QuickBooks answers queries and change data capture, as far as the adapter asks. */
export class InMemoryCompany implements HttpClient {
  readonly requests: string[] = []
  rows: Row[]
  /** Rows and tombstones that change data capture has. */
  captured: Row[] = []
  /** What QuickBooks' clock shows. */
  time = '2026-03-05T09:00:00-0800'
  /** What happens at QuickBooks after the answer to this request. */
  afterRequest: (request: string) => void = () => undefined

  readonly entity: string
  readonly now: Date

  constructor(entity: string, rows: Row[], now: Date) {
    this.entity = entity
    this.rows = rows
    this.now = now
  }

  request(request: HttpRequest): Promise<HttpResponse> {
    const path = request.path.replace('/v3/company/9341450000000001', '')
    const query = request.query ?? {}
    const asked = path === '/query' ? String(query['query']) : `${path} ${JSON.stringify(query)}`
    this.requests.push(asked)
    const answer = path === '/query' ? this.#query(asked) : this.#captured()
    const response = { status: 200, headers: {}, body: { ...answer, time: this.time }, sentAt: this.now }
    this.afterRequest(asked)
    request.check?.(response)
    return Promise.resolve(response)
  }

  #captured() {
    return { CDCResponse: [{ QueryResponse: [{ [this.entity]: this.captured, startPosition: 1 }] }] }
  }

  #query(text: string) {
    const matching = this.rows.filter((row) => matches(row, text))
    if (text.includes('count(*)')) return { QueryResponse: { totalCount: matching.length } }
    const sorted = matching.sort(text.includes('ORDERBY MetaData.LastUpdatedTime') ? byUpdate : byId)
    const start = numberAfter(text, 'STARTPOSITION') ?? 1
    const page = sorted.slice(start - 1, start - 1 + (numberAfter(text, 'MAXRESULTS') ?? 100))
    const rows = text.startsWith('SELECT Id ') ? page.map(({ Id }) => ({ Id, domain: 'QBO' })) : page
    return { QueryResponse: rows.length === 0 ? {} : { [this.entity]: rows, startPosition: start } }
  }
}

function matches(row: Row, text: string): boolean {
  const since = /LastUpdatedTime >= '([^']+)'/.exec(text)?.[1]
  const ids = /Id IN \(([^)]+)\)/.exec(text)?.[1]
  return (
    (row.Active !== false || text.includes('Active IN (true, false)')) &&
    (since === undefined || Date.parse(row.MetaData.LastUpdatedTime) >= Date.parse(since)) &&
    (ids === undefined || ids.split(', ').includes(`'${row.Id}'`))
  )
}

const numberAfter = (text: string, word: string): number | undefined => {
  const digits = new RegExp(`${word} (\\d+)`).exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
const byId = (a: Row, b: Row) => Number(a.Id) - Number(b.Id)
const byUpdate = (a: Row, b: Row) =>
  Date.parse(a.MetaData.LastUpdatedTime) - Date.parse(b.MetaData.LastUpdatedTime) || byId(a, b)

export const rows = (from: number, to: number, LastUpdatedTime = '2026-03-01T00:00:00Z'): Row[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    Id: String(from + index),
    MetaData: { LastUpdatedTime },
  }))
