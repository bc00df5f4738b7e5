import assert from 'node:assert/strict'
import { parseExactJson, stringifyExactJson } from '../../../src/domain/exact-json.ts'
import type { Checkpoint, Page } from '../../../src/providers/provider.ts'
import { HttpFailure, type HttpClient, type HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { instantOf } from '../../../src/providers/xero/dates.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

export interface Row {
  UpdatedDateUTC?: string
  [field: string]: unknown
}

/** An organisation in memory: its records by the names of Xero's answers. */
export type Books = Record<string, Row[]>

export interface Played extends HttpClient {
  calls: HttpRequest[]
  /** Its clock, which goes by what the test sets. */
  at: Date
}

export const START = new Date('2026-03-05T09:00:00Z')
export const HOUR_MS = 3_600_000

interface Ways {
  pageSize?: number
  /** Some answers tell no number of pages. */
  counted?: boolean
  /** As summaries and unpaged lists do. */
  withoutLines?: boolean
}

export function playXero(books: Books, ways: Ways = {}): Played {
  const played: Played = {
    calls: [],
    at: START,
    request: async (request) => {
      await Promise.resolve()
      played.calls.push(request)
      assert.equal(request.headers?.['xero-tenant-id'], SOURCE.remoteId)
      const body = parseExactJson(stringifyExactJson(answer(books, request, { ...ways, at: played.at })))
      const response = { status: 200, headers: {}, body, sentAt: played.at }
      request.check?.(response)
      return response
    },
  }
  return played
}

function answer(books: Books, request: HttpRequest, ways: Ways & { at: Date }): unknown {
  const [, name = '', id] = /^\/api\.xro\/2\.0\/(\w+)(?:\/(.+))?$/.exec(request.path) ?? []
  const plural = name === 'Organisation' ? 'Organisations' : name
  const rows = books[plural] ?? []
  const envelope = { Id: 'e', Status: 'OK', ProviderName: 'Daybook', DateTimeUTC: msDate(ways.at) }
  if (id !== undefined) {
    const found = rows.filter((it) => Object.values(it).includes(decodeURIComponent(id)))
    return found.length > 0 ? { ...envelope, [plural]: found } : notFound(request)
  }
  return { ...envelope, ...listOf(rows, plural, request, ways) }
}

function listOf(rows: readonly Row[], name: string, { query = {}, headers }: HttpRequest, ways: Ways) {
  const since = headers?.['if-modified-since']
  const ids = typeof query['IDs'] === 'string' ? query['IDs'].split(',') : null
  const [order = ''] = String(query['order'] ?? '').split(' ')
  const all = rows
    .filter((it) => since === undefined || instantOfRow(it) >= `${since}Z`)
    .filter((it) => ids === null || ids.some((id) => Object.values(it).includes(id)))
    .sort((a, b) => String(a[order]).localeCompare(String(b[order])))
  const lacking = ways.withoutLines === true && ids === null
  const shown = lacking ? all.map((it) => ({ ...it, LineItems: [], JournalLines: [] })) : all
  if (query['page'] === undefined) return { [name]: shown }
  const size = Math.min(ways.pageSize ?? 2, Number(query['pageSize']))
  const page = Number(query['page'])
  const pagination = { page, pageSize: size, pageCount: Math.ceil(all.length / size), itemCount: all.length }
  return {
    ...(ways.counted !== false && { pagination }),
    [name]: shown.slice((page - 1) * size, page * size),
  }
}

const instantOfRow = ({ UpdatedDateUTC = '' }: Row): string => instantOf(UpdatedDateUTC) ?? ''

export const msDate = (at: Date): string => `/Date(${at.getTime()}+0000)/`

export const minutesLater = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000)

/** Xero says it as text, or in XML. */
function notFound({ method = 'GET', path }: HttpRequest): never {
  throw new HttpFailure(`${method} ${path} answered 404`, {
    kind: 'status',
    status: 404,
    headers: { 'content-type': 'text/html' },
    body: "The resource you're looking for cannot be found",
    method,
    path,
  })
}

interface ReadOptions {
  http: Played
  checkpoint?: Checkpoint | null
  /** Stops as a killed process would, after so many pages. */
  pages?: number
}

export async function read(
  stream: StreamName,
  { http, checkpoint = null, pages = Infinity }: ReadOptions,
): Promise<Page[]> {
  const seen: Page[] = []
  for await (const page of streams[stream].pages({ source: SOURCE, http, checkpoint, now: http.at })) {
    seen.push(page)
    if (seen.length === pages) break
  }
  return seen
}

/** What `fetch` takes. */
export const reading = (http: Played) => ({ source: SOURCE, http, now: http.at })

export function checkpointOf(pages: readonly Page[]): Checkpoint {
  const checkpoint = pages.findLast((it) => it.checkpoint !== undefined)?.checkpoint
  assert.ok(checkpoint)
  // As it comes back from the database.
  return JSON.parse(JSON.stringify(checkpoint)) as Checkpoint
}

export const idsOf = (stream: StreamName, pages: readonly Page[]): string[] =>
  pages.flatMap((page) => page.records.map((it) => streams[stream].id(streams[stream].raw.parse(it))))
