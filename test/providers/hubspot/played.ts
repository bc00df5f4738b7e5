import assert from 'node:assert/strict'
import { parseExactJson, stringifyExactJson } from '../../../src/domain/exact-json.ts'
import type { Checkpoint, Page } from '../../../src/providers/provider.ts'
import type { HttpClient, HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

export interface Entry {
  id: string
  /** When it was modified last. */
  at: string
  archivedAt?: string
}

/** An account in memory: its records by type, and which record is associated with which, as "invoices/1 line_items/2". */
export interface Books {
  records: Record<string, Entry[]>
  associations: string[]
}

export interface Played extends HttpClient {
  calls: HttpRequest[]
  /** Its clock, which goes by what the test sets. */
  at: Date
}

export const START = new Date('2026-03-05T09:00:00Z')
export const LONG_AGO = '2024-01-01T00:00:00Z'
export const minutesLater = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000)

/** Answers as HubSpot does, with pages of this many records whatever is asked for. */
export function playHubSpot(books: Books, { pageSize = 2 } = {}): Played {
  const played: Played = {
    calls: [],
    at: START,
    request: async (request) => {
      await Promise.resolve()
      played.calls.push(request)
      const { status, body } = answer(books, request, pageSize)
      const response = {
        ...{ status, headers: {}, sentAt: played.at },
        body: parseExactJson(stringifyExactJson(body)),
      }
      request.check?.(response)
      return response
    },
  }
  return played
}

interface Answer {
  status: number
  body: unknown
}

function answer(books: Books, request: HttpRequest, pageSize: number): Answer {
  const [, family, from = '', to = ''] =
    /^\/crm\/v[34]\/(objects|associations)\/(\w+)(?:\/(\w+))?/.exec(request.path) ?? []
  if (family === 'associations') return associated(books, { from, to }, inputsOf(request))
  const records = books.records[from] ?? []
  if (to === 'search') return ok(search(records, request, pageSize))
  if (to === 'batch') return read(records, inputsOf(request))
  const bin = request.query?.['archived'] === 'true'
  const listed = sorted(records.filter((it) => (it.archivedAt !== undefined) === bin))
  const start = listed.findIndex((it) => it.id === request.query?.['after'])
  return ok(slice(listed, Math.max(start, 0), pageSize))
}

const ok = (body: unknown): Answer => ({ status: 200, body })

const inputsOf = ({ json }: HttpRequest) => (json as { inputs: { id: string; after?: string }[] }).inputs

const sorted = (records: readonly Entry[]) => records.toSorted((a, b) => Number(a.id) - Number(b.id))

function slice(records: readonly Entry[], start: number, size: number) {
  const next = records[start + size]
  return {
    results: records.slice(start, start + size).map(shown),
    ...(next !== undefined && { paging: { next: { after: next.id } } }),
  }
}

const shown = ({ id, at, archivedAt }: Entry) => ({
  ...{ id, properties: { hs_object_id: id }, createdAt: LONG_AGO, updatedAt: at },
  ...(archivedAt === undefined ? { archived: false } : { archived: true, archivedAt }),
})

interface Search {
  filterGroups: [{ filters: { propertyName: string; operator: string; value: string }[] }]
  sorts: unknown
}

function search(records: readonly Entry[], { json }: HttpRequest, pageSize: number) {
  const { filterGroups, sorts } = json as Search
  assert.deepEqual(sorts, [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }])
  const value = (operator: string) => filterGroups[0].filters.find((it) => it.operator === operator)?.value
  const [since, beyond] = [Number(value('GTE')), Number(value('GT') ?? '0')]
  const found = sorted(records)
    .filter((it) => it.archivedAt === undefined)
    .filter((it) => Date.parse(it.at) >= since && Number(it.id) > beyond)
  return { total: found.length, ...slice(found, 0, pageSize) }
}

function read(records: readonly Entry[], inputs: readonly { id: string }[]): Answer {
  const has = (id: string) => records.find((it) => it.id === id && it.archivedAt === undefined)
  const results = inputs.flatMap(({ id }) => has(id) ?? []).map(shown)
  const lacking = inputs.filter(({ id }) => has(id) === undefined)
  if (lacking.length === 0) return ok({ status: 'COMPLETE', results })
  const errors = [{ status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids: lacking } }]
  return { status: 207, body: { status: 'COMPLETE', results, numErrors: 1, errors } }
}

function associated(
  { associations }: Books,
  { from, to }: { from: string; to: string },
  inputs: readonly { id: string; after?: string }[],
): Answer {
  const all = inputs.map(({ id, after }) => {
    const others = associations
      .map((it) => it.split(' '))
      .flatMap(([a = '', b = '']) => (a === `${from}/${id}` ? [b] : b === `${from}/${id}` ? [a] : []))
      .filter((it) => it.startsWith(`${to}/`))
      .map((it) => Number(it.slice(to.length + 1)))
    return { id, others: others.slice(Number(after ?? 0)), after: Number(after ?? 0) }
  })
  const results = all
    .filter(({ others }) => others.length > 0)
    .map(({ id, others, after }) => ({
      from: { id },
      to: others.slice(0, 2).map((toObjectId) => ({ toObjectId, associationTypes: [] })),
      ...(others.length > 2 && { paging: { next: { after: `${after + 2}` } } }),
    }))
  const errors = all
    .filter(({ others }) => others.length === 0)
    .map(({ id }) => ({
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      context: { fromObjectId: [id] },
    }))
  if (errors.length === 0) return ok({ status: 'COMPLETE', results })
  return { status: 207, body: { status: 'COMPLETE', results, numErrors: errors.length, errors } }
}

interface ReadOptions {
  http: Played
  checkpoint?: Checkpoint | null
  /** Stops as a killed process would, after so many pages. */
  pages?: number
}

export async function readStream(
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

export function checkpointOf(pages: readonly Page[]): Checkpoint {
  const checkpoint = pages.findLast((it) => it.checkpoint !== undefined)?.checkpoint
  assert.ok(checkpoint)
  // As it comes back from the database.
  return JSON.parse(JSON.stringify(checkpoint)) as Checkpoint
}

export const idsOf = (pages: readonly Page[]): string[] =>
  pages.flatMap((page) => page.records.map((it) => (it as { id: string }).id))

export const deletedIdsOf = (pages: readonly Page[]): string[] =>
  pages.flatMap((page) => page.deletedIds ?? []).map((it) => it.id)
