import { parseExactJson } from '../domain/exact-json.ts'
import type { ProviderCode } from '../domain/vocabulary.ts'
import type { Provider, SourceFacts } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import type { SourceIds } from '../sources/budget.ts'
import { apply } from '../store/apply.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { OutdatedMappingError } from '../store/profile.ts'
import { interpret } from './interpret.ts'
import { addToCounts } from './states.ts'

const PAGE = 1_000

export interface RemapOrder extends SourceIds {
  /** Null: all of the source's streams. */
  stream: string | null
  now: Date
  /** Where providers are looked up; by default the registry. */
  find?: typeof findProvider
}

/** What became of a stream's stored records. */
export interface Remapped {
  stream: string
  /** Stored records that were mapped again. */
  read: number
  /** Records of the graph that came out otherwise than before. */
  changed: number
  /** Stored records that cannot be read. */
  rejected: number
}

interface Mappable extends SourceIds {
  companyId: string
  provider: Provider
  facts: SourceFacts
  now: Date
}

/**
 * Maps everything that is stored of a source again, after a mapping was corrected, without a call to its provider.
 * Only what comes out otherwise is written and told in the feed. May be repeated and broken off at will, and run while
 * the source is read. Throws RangeError when there is no such source or stream.
 */
export async function* remap(database: Database, order: RemapOrder): AsyncGenerator<Remapped> {
  const source = await loadMappable(database, order)
  const names = Object.keys(source.provider.streams)
  const chosen = names.filter((it) => order.stream === null || it === order.stream)
  if (chosen.length === 0) {
    throw new RangeError(
      `${source.provider.name} has no stream "${order.stream}". There are: ${names.join(', ')}.`,
    )
  }
  for (const stream of chosen) yield await remapStream(database, source, stream)
  if (order.stream === null) await noteCurrency(database, source)
}

/**
 * Maps a source's stored records again when its provider has told in which currency it keeps its books only after some
 * of them had come, as webhooks may, or has changed it.
 */
export async function remapWhenCurrencyTold(
  database: Database,
  { workspaceId, sourceId }: SourceIds,
  { find, now }: { find: typeof findProvider; now: Date },
): Promise<void> {
  const [told] = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx`
      select from sources
      where workspace_id = ${workspaceId} and id = ${sourceId} and mapped_currency is distinct from base_currency`,
  )
  if (told === undefined) return
  try {
    await Array.fromAsync(remap(database, { workspaceId, sourceId, stream: null, now, find }))
  } catch (error) {
    // It was changed once more meanwhile: the next run finds that.
    if (!(error instanceof OutdatedMappingError)) throw error
  }
}

async function noteCurrency(database: Database, { workspaceId, sourceId, facts }: Mappable): Promise<void> {
  await inWorkspace(
    database,
    workspaceId,
    (tx) => tx`
      update sources set mapped_currency = ${facts.baseCurrency}
      where workspace_id = ${workspaceId} and id = ${sourceId}`,
  )
}

async function remapStream(database: Database, source: Mappable, stream: string): Promise<Remapped> {
  const total: Remapped = { stream, read: 0, changed: 0, rejected: 0 }
  for await (const page of storedPages(database, source, stream)) {
    const { workspaceId, sourceId, companyId, provider, facts, now } = source
    let changed = 0
    const applied = await apply(
      database,
      {
        ...{ workspaceId, companyId, sourceId, stream, via: 'REMAP', syncRunId: null },
        fetchedAt: now,
        baseCurrency: facts.baseCurrency,
        records: page.map((it) => ({
          ...interpret(provider, stream, parseExactJson(it.raw), facts),
          remoteId: it.remoteId,
          raw: it.raw,
        })),
        deleted: [],
        stored: new Map(page.map((it) => [it.remoteId, it.hash])),
      },
      async (tx, counts, changes) => {
        changed = changes.length
        await addToCounts(tx, { workspaceId, sourceId, stream }, counts)
      },
    )
    total.read += page.length
    total.changed += changed
    total.rejected += applied.rejected
  }
  return total
}

interface Stored {
  remoteId: string
  raw: string
  hash: string
}

async function* storedPages(
  database: Database,
  { workspaceId, sourceId }: SourceIds,
  stream: string,
): AsyncGenerator<Stored[]> {
  let after = ''
  for (;;) {
    const page = await inWorkspace(
      database,
      workspaceId,
      (tx) => tx<Stored[]>`
        select remote_id as "remoteId", raw, content_hash as hash from raw_records
        where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream}
          and remote_id > ${after} and raw is not null and content_hash is not null and deleted_at is null
        order by remote_id limit ${PAGE}`,
    )
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = last.remoteId
  }
}

interface SourceRow {
  company_id: string
  provider: ProviderCode
  environment: SourceFacts['environment']
  remote_id: string
  base_currency: string | null
}

async function loadMappable(database: Database, order: RemapOrder): Promise<Mappable> {
  const { workspaceId, sourceId, now, find = findProvider } = order
  const [row] = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx<SourceRow[]>`
      select company_id, provider, environment, remote_id, base_currency from sources
      where workspace_id = ${workspaceId} and id = ${sourceId}`,
  )
  if (row === undefined) throw new RangeError(`There is no source ${sourceId}.`)
  const provider = find(row.provider)
  if (provider === undefined) throw new RangeError(`There is no adapter for ${row.provider}.`)
  const facts = { remoteId: row.remote_id, environment: row.environment, baseCurrency: row.base_currency }
  return { workspaceId, sourceId, now, companyId: row.company_id, provider, facts }
}
