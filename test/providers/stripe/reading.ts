import assert from 'node:assert/strict'
import type { Checkpoint, Page } from '../../../src/providers/provider.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'
import type { Played, StripeObject } from './played.ts'

/** When a reading begins unless it says otherwise, in Unix seconds. */
export const NOW = 1_790_000_000
export const DAY = 86_400
export const instant = (seconds: number) => new Date(seconds * 1000)

interface ReadOptions {
  http: Played
  checkpoint?: Checkpoint | null
  now?: number
  /** Stops as a killed process would, after so many pages. */
  pages?: number
}

export async function read(
  stream: StreamName,
  { http, checkpoint = null, now = NOW, pages = Infinity }: ReadOptions,
): Promise<Page[]> {
  const seen: Page[] = []
  for await (const page of streams[stream].pages({ source: SOURCE, http, checkpoint, now: instant(now) })) {
    seen.push(page)
    if (seen.length === pages) break
  }
  return seen
}

/** What `fetch` takes. */
export const reading = (http: Played) => ({ source: SOURCE, http, now: instant(NOW) })

export const idsOf = (pages: readonly Page[]) =>
  pages.flatMap((page) => page.records.map((it) => (it as { id: string }).id))

export function checkpointOf(pages: readonly Page[]): Checkpoint {
  const checkpoint = pages.findLast((it) => it.checkpoint !== undefined)?.checkpoint
  assert.ok(checkpoint)
  // As it comes back from the database.
  return JSON.parse(JSON.stringify(checkpoint)) as Checkpoint
}

/** Gives the same answer to every call. */
export const answering = (body: unknown): Played => ({
  calls: [],
  request: () => Promise.resolve({ status: 200, headers: {}, body, sentAt: instant(NOW) }),
})

export const customers = (count: number): StripeObject[] =>
  Array.from({ length: count }, (_, i) => ({ id: `cus_${i + 1}`, object: 'customer', created: 1000 + i }))

export const eventOf = (id: string, type: string, created: number, object: object): StripeObject => ({
  id,
  object: 'event',
  type,
  created,
  data: { object },
})
