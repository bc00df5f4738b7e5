import { z } from 'zod'
import type { Fetched, Page, Read, Stream } from '../provider.ts'
import { get } from './client.ts'

/** A company has one record of such an entity, and QuickBooks numbers it 1. */
export const SINGLETON_ID = '1'

interface Singleton {
  /** The answer's key: "Preferences". */
  name: string
  path: (remoteId: string) => string
}

type Behaviour = Pick<Stream<unknown>, 'deletions' | 'incremental' | 'pages'> &
  Required<Pick<Stream<unknown>, 'fetch' | 'wireName'>> & { id(raw: unknown): string }

/** How a stream of one record, which is there as long as its company, is read. */
export function singleton(entity: Singleton): Behaviour {
  return {
    wireName: entity.name,
    deletions: 'none',
    incremental: false,
    id: () => SINGLETON_ID,
    pages: (read) => readSingleton(read, entity),
    fetch: (read, ids) => fetchSingleton(read, entity, ids),
  }
}

async function* readSingleton(read: Read, entity: Singleton): AsyncGenerator<Page> {
  const { records, fetchedAt } = await fetchSingleton(read, entity, [])
  yield {
    records,
    fetchedAt,
    phase: read.checkpoint === null ? 'backfill' : 'incremental',
    checkpoint: { readAt: fetchedAt.toISOString() },
  }
}

async function fetchSingleton(
  read: Omit<Read, 'checkpoint'>,
  { name, path }: Singleton,
  ids: readonly string[],
): Promise<Fetched> {
  const schema = z.object({ [name]: z.looseObject({}) }).transform((body): unknown => body[name])
  const answer = await get(read, path(read.source.remoteId), {}, schema)
  return {
    records: [answer.body],
    missingIds: ids.filter((id) => id !== SINGLETON_ID),
    fetchedAt: answer.sentAt,
  }
}
