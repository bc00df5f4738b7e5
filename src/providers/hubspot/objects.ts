import { z } from 'zod'
import { identifier, orNull } from '../toolkit/exact.ts'
import type { HttpClient, HttpRequest } from '../toolkit/http.ts'
import { checkBatch } from './batch.ts'
import type { Kind } from './kind.ts'
import { unreadable } from './unreadable.ts'

// The calls of HubSpot's CRM objects: lists, searches and reads by id, all of one shape.

/** As many as HubSpot gives at once, but for searches, which could give twice as many. */
export const PAGE_SIZE = 100

export interface ObjectPage {
  /** As received. */
  records: unknown[]
  /** From where to go on; null on the last page. */
  after: string | null
  sentAt: Date
}

const root = ({ type }: Kind): string => `/crm/v3/objects/${type}`

/** A page of all records of a kind, or of those in its recycling bin. */
export async function listObjects(
  http: HttpClient,
  kind: Kind,
  { after, archived }: { after: string | null; archived: boolean },
): Promise<ObjectPage> {
  return await page(http, {
    path: root(kind),
    query: {
      limit: PAGE_SIZE,
      after: after ?? undefined,
      properties: archived ? 'hs_object_id' : kind.properties.join(','),
      archived: `${archived}`,
    },
  })
}

/**
 * A page, in the order of ids, of what was modified since an instant and has a higher id: only ids, because what a
 * search tells of a record is as old as its index.
 */
export async function searchObjects(
  http: HttpClient,
  kind: Kind,
  { modifiedSince, afterId }: { modifiedSince: string; afterId: string | null },
): Promise<ObjectPage> {
  const since = { propertyName: kind.modified, operator: 'GTE', value: `${Date.parse(modifiedSince)}` }
  const beyond = { propertyName: 'hs_object_id', operator: 'GT', value: afterId }
  return await page(http, {
    method: 'POST',
    path: `${root(kind)}/search`,
    json: {
      filterGroups: [{ filters: afterId === null ? [since] : [since, beyond] }],
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      properties: ['hs_object_id'],
      limit: PAGE_SIZE,
    },
    safe: true,
    countsAs: 'search',
  })
}

/** The records of these ids that HubSpot has; `sentAt` is when the first of them was asked for, null for no ids. */
export async function readObjects(
  http: HttpClient,
  kind: Kind,
  ids: readonly string[],
): Promise<{ records: unknown[]; sentAt: Date | null }> {
  const records: unknown[] = []
  let sentAt: Date | null = null
  for (let start = 0; start < ids.length; start += PAGE_SIZE) {
    const read = await page(http, {
      method: 'POST',
      path: `${root(kind)}/batch/read`,
      json: {
        inputs: ids.slice(start, start + PAGE_SIZE).map((id) => ({ id })),
        properties: kind.properties,
      },
      safe: true,
      check: (answer) => {
        checkBatch(answer, `${root(kind)}/batch/read`)
      },
    })
    sentAt ??= read.sentAt
    records.push(...read.records)
  }
  return { records, sentAt }
}

const answer = z.object({
  results: z.array(z.unknown()),
  paging: orNull(z.object({ next: orNull(z.object({ after: identifier })) })),
})

/** A page of anything that HubSpot lists. Throws when the answer is none. */
export async function page(http: HttpClient, request: HttpRequest): Promise<ObjectPage> {
  const { body, sentAt } = await http.request(request)
  const { data } = answer.safeParse(body)
  if (data === undefined) throw unreadable(`HubSpot's answer to ${request.path} is no list.`)
  return { records: data.results, after: data.paging?.next?.after ?? null, sentAt }
}
