import { FaultError } from '../domain/errors.ts'
import { realClock } from '../sources/clock.ts'
import { inReadersWords } from '../sources/leaked.ts'
import { openSource, type OpenOptions } from '../sources/open.ts'
import { apply, type IncomingPage } from '../store/apply.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { OutdatedMappingError } from '../store/profile.ts'
import { interpret } from './interpret.ts'
import { addToCounts, type StreamKey } from './states.ts'

const MOST_IDS_PER_CALL = 200

export interface Refetch extends StreamKey {
  ids: readonly string[]
  via: 'WEBHOOK' | 'READ_THROUGH'
}

export type RefetchContext = Pick<OpenOptions, 'database' | 'config' | 'requestId' | 'clock' | 'find'>

/**
 * Asks the provider for these records now and writes what it says: as they are, or deleted where it no longer has
 * them. Never moves a checkpoint. Throws FaultError, also when the stream can't be asked for single records, and
 * DeferError when the provider takes no calls now.
 */
export async function refetch(context: RefetchContext, order: Refetch): Promise<void> {
  try {
    await refetchOnce(context, order)
  } catch (error) {
    if (!(error instanceof OutdatedMappingError)) throw error
    await refetchOnce(context, order)
  }
}

async function refetchOnce(context: RefetchContext, { ids, via, ...key }: Refetch): Promise<void> {
  const { database, clock = realClock } = context
  const source = await openSource({
    ...context,
    workspaceId: key.workspaceId,
    sourceId: key.sourceId,
    meter: { calls: 0, retries: 0 },
    interactive: via === 'READ_THROUGH',
  })
  const fetch = source.provider.streams[key.stream]?.fetch
  if (fetch === undefined) throw new FaultError(noFetch(source.provider.name, key.stream))
  const wanted = [...new Set(ids)]
  for (let start = 0; start < wanted.length; start += MOST_IDS_PER_CALL) {
    const read = { source: source.facts, http: source.http, now: clock.now() }
    const fetched = await fetch(read, wanted.slice(start, start + MOST_IDS_PER_CALL)).catch(
      (error: unknown) => {
        throw inReadersWords(error, source.provider, clock.now())
      },
    )
    await apply(
      database,
      {
        ...key,
        companyId: source.companyId,
        via,
        syncRunId: null,
        fetchedAt: fetched.fetchedAt,
        baseCurrency: source.facts.baseCurrency,
        records: fetched.records.map((raw) => interpret(source.provider, key.stream, raw, source.facts)),
        deleted: fetched.missingIds.map((remoteId) => ({ remoteId, at: null })),
      },
      (tx, applied) => addToCounts(tx, key, applied),
    )
  }
}

/** Writes what the provider told to be deleted. */
export async function applyDeletions(
  database: Database,
  key: StreamKey,
  { fetchedAt, deleted }: Pick<IncomingPage, 'fetchedAt' | 'deleted'>,
): Promise<void> {
  const [source] = await inWorkspace(
    database,
    key.workspaceId,
    (tx) => tx<{ company_id: string }[]>`
      select company_id from sources where workspace_id = ${key.workspaceId} and id = ${key.sourceId}`,
  )
  if (source === undefined) return // Erased since; its records with it.
  await apply(
    database,
    {
      ...key,
      companyId: source.company_id,
      via: 'WEBHOOK',
      syncRunId: null,
      fetchedAt,
      records: [],
      deleted,
    },
    (tx, applied) => addToCounts(tx, key, applied),
  )
}

const noFetch = (provider: string, stream: string) => ({
  code: 'UNSUPPORTED_BY_PROVIDER' as const,
  message: `${provider} offers no way to read single records of ${stream}.`,
  actor: 'PROVIDER' as const,
  retryable: false,
})
