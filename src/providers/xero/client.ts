import { z } from 'zod'
import type { Read } from '../provider.ts'
import { orNull } from '../toolkit/exact.ts'
import { HttpFailure, type HttpRequest, type HttpResponse } from '../toolkit/http.ts'
import { optionalInstant } from './dates.ts'

/** What a call needs of a reading. */
export type Reader = Pick<Read, 'http' | 'source'>

export interface Answer {
  /** As received. */
  rows: unknown[]
  /** Of a paged list; null where Xero does not tell. */
  pageCount: number | null
  sentAt: Date
  /** Xero's own clock when it answered, RFC 3339 UTC; ours when it does not tell. */
  answeredAt: string
}

interface Get {
  /** Below the API's root: "Invoices", "CreditNotes/55d8…". */
  path: string
  /** Under which the answer has its records: "Invoices". */
  name: string
  query?: HttpRequest['query']
  /** RFC 3339 UTC: only what changed since. */
  modifiedSince?: string | null
}

const ROOT = '/api.xro/2.0'

const clock = z.object({ DateTimeUTC: optionalInstant })
const counted = z.object({ pagination: orNull(z.object({ pageCount: orNull(z.int().nonnegative()) })) })

/** Reads from the source's organisation. A body without the records that were asked for fails the call. */
export async function get(
  { http, source }: Reader,
  { path, name, query, modifiedSince }: Get,
): Promise<Answer> {
  const whole = `${ROOT}/${path}`
  const response = await http.request({
    path: whole,
    ...(query !== undefined && { query }),
    headers: {
      'xero-tenant-id': source.remoteId,
      // Xero takes it as UTC, in seconds and without a zone.
      ...(modifiedSince && { 'if-modified-since': modifiedSince.slice(0, 19) }),
    },
    check: (answer) => {
      rowsIn(answer, whole, name)
    },
  })
  return {
    rows: rowsIn(response, whole, name),
    pageCount: counted.safeParse(response.body).data?.pagination?.pageCount ?? null,
    sentAt: response.sentAt,
    // An unreadable clock is no reason to lose the answer.
    answeredAt: clock.safeParse(response.body).data?.DateTimeUTC ?? response.sentAt.toISOString(),
  }
}

function rowsIn(response: HttpResponse, path: string, name: string): unknown[] {
  const rows = z.object({ [name]: z.array(z.unknown()) }).safeParse(response.body).data?.[name]
  if (rows !== undefined) return rows
  throw new HttpFailure(`GET ${path} answered without ${name}`, {
    ...response,
    kind: 'body',
    method: 'GET',
    path,
  })
}
