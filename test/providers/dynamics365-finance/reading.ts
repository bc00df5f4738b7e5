import type { Checkpoint, Page } from '../../../src/providers/provider.ts'
import type { HttpClient } from '../../../src/providers/toolkit/http.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

export const NOW = new Date('2026-03-10T07:59:59Z')

interface Options {
  checkpoint?: Checkpoint | null
  /** Stops as a killed process would, after so many pages. */
  pages?: number
}

export async function read(
  name: StreamName,
  http: HttpClient,
  { checkpoint = null, pages = 1_000 }: Options = {},
) {
  const seen: Page[] = []
  for await (const page of streams[name].pages({ source: SOURCE, http, checkpoint, now: NOW })) {
    seen.push(page)
    if (seen.length === pages) break
  }
  return seen
}

export const idsOf = (name: StreamName, pages: readonly Page[]) =>
  pages.flatMap((page) => page.records.map((raw) => streams[name].id(streams[name].raw.parse(raw))))

/** As it comes back from the database. */
export const saved = (page: Page | undefined) => JSON.parse(JSON.stringify(page?.checkpoint)) as Checkpoint
