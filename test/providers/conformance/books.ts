import type { AnyStream, Checkpoint, Page } from '../../../src/providers/provider.ts'
import { DeferError } from '../../../src/sources/calls.ts'
import type { Setting } from './setting.ts'

const MOST_PAGES = 2_000
const MOST_RUNS = 10

/** A whole reading. Put off by the provider, it goes on at the instant it was told, from its last checkpoint. */
export async function read(
  setting: Setting,
  stream: string,
  {
    checkpoint = null,
    afterFirst,
  }: { checkpoint?: Checkpoint | null; afterFirst?: () => Promise<void> } = {},
): Promise<Page[]> {
  const seen: Page[] = []
  for (let run = 0; run < MOST_RUNS; run++) {
    try {
      for await (const page of setting.pages(stream, checkpointOf(seen) ?? checkpoint)) {
        seen.push(page)
        if (seen.length === 1) await afterFirst?.()
        if (seen.length > MOST_PAGES) throw new Error(`${stream} does not stop`)
      }
      return seen
    } catch (error) {
      if (!(error instanceof DeferError)) throw error
      setting.clock.move(error.retryAt.getTime() - setting.clock.now().getTime())
    }
  }
  throw new Error(`${stream} was put off ${MOST_RUNS} times`)
}

/** Where a reading that was killed after these pages goes on; as it comes back from the database. */
export function checkpointOf(pages: readonly Page[]): Checkpoint | null {
  const checkpoint = pages.findLast((it) => it.checkpoint !== undefined)?.checkpoint
  return checkpoint === undefined ? null : (JSON.parse(JSON.stringify(checkpoint)) as Checkpoint)
}

export const rawsOf = (pages: readonly Page[]): unknown[] => pages.flatMap((it) => it.records)

/** Ids of the records on the pages, in their order. */
export const idsOf = (stream: AnyStream, pages: readonly Page[]): string[] =>
  rawsOf(pages).map((raw) => stream.id(stream.raw.parse(raw)))

/** The whole books, read once. */
export type Books = ReadonlyMap<string, readonly Page[]>

export async function readBooks(setting: Setting): Promise<Books> {
  const books = new Map<string, readonly Page[]>()
  for (const stream of Object.keys(setting.provider.streams)) books.set(stream, await read(setting, stream))
  return books
}
