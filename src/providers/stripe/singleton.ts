import type { Fetched, Page, Read } from '../provider.ts'

/** Reads something that a Stripe account has one of, anew each time. */
export async function* readSingleton(path: string, read: Read): AsyncGenerator<Page> {
  const { body, sentAt } = await read.http.request({ path })
  yield {
    records: [body],
    fetchedAt: sentAt,
    phase: read.checkpoint === null ? 'backfill' : 'incremental',
    checkpoint: { readAt: sentAt.toISOString() },
  }
}

/** `id` is its only id; any other is missing. */
export async function fetchSingleton(
  path: string,
  read: Omit<Read, 'checkpoint'>,
  ids: readonly string[],
  id: string,
): Promise<Fetched> {
  const missingIds = ids.filter((it) => it !== id)
  if (missingIds.length === ids.length) return { records: [], missingIds, fetchedAt: read.now }
  const { body, sentAt } = await read.http.request({ path })
  return { records: [body], missingIds, fetchedAt: sentAt }
}
