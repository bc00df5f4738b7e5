import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { IngestPath, SyncRunStatus, SyncTrigger } from '../domain/vocabulary.ts'
import type { AnyStream, Checkpoint, Page, Provider } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import { DeferError, RestartError } from '../sources/calls.ts'
import { realClock, type Clock } from '../sources/clock.ts'
import { writeFigures } from '../sources/figures.ts'
import { inReadersWords } from '../sources/leaked.ts'
import { openSource, type OpenSource } from '../sources/open.ts'
import { apply } from '../store/apply.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { OutdatedMappingError } from '../store/profile.ts'
import { storedIds } from '../store/stored-ids.ts'
import { sweep } from '../store/sweep.ts'
import { commitPage, commitSweep, SupersededError } from './commit.ts'
import { endRun, type Ending } from './ending.ts'
import { faultOf } from './failure.ts'
import { pagesOfFiles } from './files.ts'
import { interpret } from './interpret.ts'
import { letFirstGoAhead } from './order.ts'
import { remapWhenCurrencyTold } from './remap.ts'
import { REREADING_RUN_MS } from './rereading.ts'
import { beginRun, forgetCheckpoint, type Run } from './runs.ts'
import { checkWhenSettled } from './settle.ts'

const MOST_PAGES = 100_000
const MOST_RECORDS_PER_PAGE = 20_000
/** A sweep that would delete more than this share of a stream is held back as an anomaly. */
const MOST_SWEPT = 0.2

export interface RunOptions {
  database: Database
  config: Config
  workspaceId: string
  sourceId: string
  stream: string
  /** What the run answers; by default what the stream's state says. */
  trigger?: SyncTrigger
  /** Ends the run after the page that is being written. */
  signal: AbortSignal
  log: Logger
  requestId: string
  clock?: Clock
  /** Where providers are looked up; by default the registry. */
  find?: typeof findProvider
}

interface Reading {
  options: RunOptions
  run: Run
  source: OpenSource
  stream: AnyStream
}

/**
 * Reads one stream from its checkpoint to now, page by page; each page's records, checkpoint and counts are one
 * transaction. What goes wrong is written into the run and the stream's state, and decides when the next run is due.
 * Null when there is no such stream, its turn has not come, or another run took over.
 */
export async function runStream(options: RunOptions): Promise<SyncRunStatus | null> {
  const { database, log, requestId, clock = realClock, find = findProvider } = options
  if (await letFirstGoAhead(database, options, { find, now: clock.now() })) return null
  const run = await beginRun(database, { key: options, trigger: options.trigger, now: clock.now() })
  if (run === null) return null
  const runLog = log.child({ sourceId: run.sourceId, stream: run.stream, runId: run.id, requestId })
  const ending = await readStream(options, run).catch((error: unknown): Ending | null => {
    if (error instanceof SupersededError) return null
    if (options.signal.aborted || error instanceof OutdatedMappingError) return { kind: 'stopped' }
    const fault = faultOf(error, { doing: `reading ${run.stream}`, requestId, log: runLog })
    return error instanceof DeferError
      ? { kind: 'deferred', retryAt: error.retryAt, fault }
      : { kind: 'failed', fault }
  })
  // A source that may have become slow or well again is to be read accordingly from now on.
  if (ending?.kind !== 'complete' || run.mode === 'BATCH') await writeFigures(database, run)
  const closed = ending && (await endRun(database, run, ending, { clock, night: options.config.night }))
  const isReadUp = closed?.status === 'SUCCEEDED' || run.rereading !== null
  if (closed && isReadUp) {
    await remapWhenCurrencyTold(database, run, { find, now: clock.now() })
    await checkWhenSettled(database, run, { ...closed, find })
  }
  runLog.debug({ status: closed?.status ?? 'superseded' }, 'run ended')
  return closed?.status ?? null
}

async function readStream(options: RunOptions, run: Run): Promise<Ending> {
  const { workspaceId, sourceId, meter } = run
  const source = await openSource({ ...options, workspaceId, sourceId, meter, long: true })
  const stream = source.provider.streams[run.stream]
  if (stream === undefined) throw new Error(`${source.provider.name} has no stream ${run.stream}`)
  const reading = { options, run, source, stream }
  try {
    return await readPages(reading, run.checkpoint).catch(async (error: unknown) => {
      if (!(error instanceof RestartError)) throw error
      await forgetCheckpoint(options.database, run)
      return await readPages(reading, null)
    })
  } catch (error) {
    throw inReadersWords(error, source.provider, run.startedAt)
  }
}

async function readPages(reading: Reading, checkpoint: Checkpoint | null): Promise<Ending> {
  const { options, run, source, stream } = reading
  const { clock = realClock, signal } = options
  const isStopping = () => signal.aborted
  if (isStopping()) return { kind: 'stopped' }
  const isTurnOver = ({ checkpoint: position }: Page) =>
    run.rereading !== null &&
    position !== undefined &&
    clock.now().getTime() - run.startedAt.getTime() >= REREADING_RUN_MS
  let pages = 0
  let asOf = run.startedAt
  const read = {
    ...{ source: source.facts, http: source.http, checkpoint, now: run.startedAt },
    stored: (prefix: string) => storedIds(options.database, run, prefix),
  }
  const pagesRead =
    source.provider.files === undefined
      ? stream.pages(read)
      : pagesOfFiles(options.database, run, source.provider.files, checkpoint)
  for await (const page of pagesRead) {
    await writePage(reading, page)
    if (page.asOf !== undefined && page.asOf < asOf) asOf = page.asOf
    if (isStopping() || isTurnOver(page) || ++pages === MOST_PAGES) return { kind: 'stopped' }
  }
  return { kind: 'complete', stream, asOf }
}

function pathOf({ files }: Provider, { rereading }: Run, { phase }: Page): IngestPath {
  if (files !== undefined) return 'FILE'
  return phase === 'backfill' && rereading === null ? 'BACKFILL' : 'INCREMENTAL'
}

async function writePage({ options, run, source }: Reading, page: Page): Promise<void> {
  if (page.records.length > MOST_RECORDS_PER_PAGE) {
    throw new Error(
      `a page of ${run.stream} has ${page.records.length} records, more than ${MOST_RECORDS_PER_PAGE}`,
    )
  }
  const via = pathOf(source.provider, run, page)
  const from = {
    workspaceId: run.workspaceId,
    companyId: source.companyId,
    sourceId: run.sourceId,
    stream: run.stream,
    via,
    syncRunId: run.id,
  } as const
  await apply(
    options.database,
    {
      ...from,
      fetchedAt: page.fetchedAt,
      baseCurrency: source.facts.baseCurrency,
      records: page.records.map((raw) => interpret(source.provider, run.stream, raw, source.facts)),
      deleted: (page.deletedIds ?? []).map(({ id, at }) => ({ remoteId: id, at })),
      ...(page.presentIds && { presentIds: page.presentIds }),
    },
    (tx, applied) => commitPage(tx, run, page, applied),
  )
  if (page.completeSince === undefined) return
  const { deleted } = await sweep(options.database, {
    ...from,
    completeSince: page.completeSince,
    maxShare: MOST_SWEPT,
  })
  const { checkpoint } = page
  await inWorkspace(options.database, run.workspaceId, (tx) => commitSweep(tx, run, { deleted, checkpoint }))
}
