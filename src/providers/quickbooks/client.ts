import { z } from 'zod'
import type { Read } from '../provider.ts'
import { optionalInstant } from '../toolkit/exact.ts'
import { HttpFailure, type HttpRequest, type HttpResponse } from '../toolkit/http.ts'
import { refuseFault } from './errors.ts'

/** What a call needs of a reading. */
export type Reader = Pick<Read, 'http' | 'source'>

export interface Answer<Body> {
  body: Body
  sentAt: Date
  /** QuickBooks' own clock when it answered, RFC 3339 UTC; ours when it does not tell. */
  answeredAt: string
}

// The lowest version that QuickBooks still serves; a missing or lower one is served as this.
const MINOR_VERSION = 75

const clock = z.object({ time: optionalInstant })

/** Reads from the source's company. A fault of any status, and a body that is not as asked, fail the call. */
export async function get<Body>(
  { http, source }: Reader,
  path: string,
  query: HttpRequest['query'],
  schema: z.ZodType<Body>,
): Promise<Answer<Body>> {
  const companyPath = `/v3/company/${encodeURIComponent(source.remoteId)}${path}`
  const response = await http.request({
    path: companyPath,
    query: { ...query, minorversion: MINOR_VERSION },
    check: (answer) => {
      refuseFault(answer, companyPath)
      readBody(answer, companyPath, schema)
    },
  })
  const body = readBody(response, companyPath, schema)
  // An unreadable clock is no reason to lose the answer.
  const time = clock.safeParse(response.body).data?.time
  return { body, sentAt: response.sentAt, answeredAt: time ?? response.sentAt.toISOString() }
}

function readBody<Body>(response: HttpResponse, path: string, schema: z.ZodType<Body>): Body {
  const body = schema.safeParse(response.body)
  if (body.success) return body.data
  throw new HttpFailure(
    `GET ${path} answered with a body that is not as asked: ${z.prettifyError(body.error)}`,
    { ...response, kind: 'body', method: 'GET', path },
  )
}
