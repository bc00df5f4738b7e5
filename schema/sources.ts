import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Finding } from '../src/domain/entities.ts'
import type {
  SourceEnvironment,
  StreamStatus,
  SyncMode,
  SyncRunStatus,
  SyncTrigger,
  ProviderCode,
} from '../src/domain/vocabulary.ts'
import type { Fault } from '../src/domain/errors.ts'
import { bytes, count, instant, json, slices, workspaceId } from './columns.ts'

/** A company's account at one provider. */
export const sources = pgTable(
  'sources',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    provider: text('provider').$type<ProviderCode>().notNull(),
    environment: text('environment').$type<SourceEnvironment>().notNull(),
    remoteId: text('remote_id').notNull(),
    remoteName: text('remote_name'),
    /** What opens it, shared by all accounts that were given together; null where nothing has to be opened. */
    grantId: uuid('grant_id'),
    baseCurrency: text('base_currency'),
    /** The base currency by which all stored records were last known to be mapped; another one calls for a remap. */
    mappedCurrency: text('mapped_currency'),
    connectedAt: instant('connected_at').notNull().defaultNow(),
    /** When access ends unless the customer renews it. */
    expiresAt: instant('expires_at'),
    /** Why nothing can be read until the customer reconnects; null while the grant is good. */
    reauthorize: json<Fault>('reauthorize'),
    pausedAt: instant('paused_at'),
    disconnectedAt: instant('disconnected_at'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.provider, it.environment, it.remoteId),
    index().on(it.provider, it.remoteId),
    index().on(it.workspaceId, it.companyId),
    index().on(it.workspaceId, it.grantId),
  ],
)

/** The vault: AES-256-GCM under a master key, bound to its grant by associated data. Never in clear. */
export const credentials = pgTable(
  'credentials',
  {
    workspaceId: workspaceId(),
    grantId: uuid('grant_id').notNull(),
    sealed: bytes('sealed').notNull(),
    /** When the access token inside ends; kept beside it so that who refreshes need not open it. */
    accessExpiresAt: instant('access_expires_at'),
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.grantId] })],
)

/** How far one stream of a source has been read. */
export const streamStates = pgTable(
  'stream_states',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    stream: text('stream').notNull(),
    mode: text('mode').$type<SyncMode>().notNull().default('REALTIME'),
    status: text('status').$type<StreamStatus>().notNull().default('PENDING'),
    /** Position after the last committed page. */
    checkpoint: json<Record<string, unknown>>('checkpoint'),
    /** Everything that the provider had reported up to here is in the records. */
    freshAsOf: instant('fresh_as_of'),
    /** Someone asked for everything up to here: a reading that shows less is followed by another one. */
    wantedAsOf: instant('wanted_as_of'),
    /** When the last reading from the beginning that ended began; null while one is under way that everything waits for. */
    wholeReadAt: instant('whole_read_at'),
    progress: doublePrecision('progress'),
    recordCount: count('record_count'),
    rejectedCount: count('rejected_count'),
    lastError: json<Fault>('last_error'),
    lastSuccessAt: instant('last_success_at'),
    nextRunAt: instant('next_run_at').defaultNow(),
    /** What the next run answers. */
    nextTrigger: text('next_trigger').$type<SyncTrigger>().notNull().default('CONNECT'),
    failures: count('failures'),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId, it.stream] }), index().on(it.nextRunAt)],
)

/** One reading of one stream. */
export const syncRuns = pgTable(
  'sync_runs',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    sourceId: uuid('source_id').notNull(),
    stream: text('stream').notNull(),
    trigger: text('trigger').$type<SyncTrigger>().notNull(),
    status: text('status').$type<SyncRunStatus>().notNull().default('RUNNING'),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    pages: count('pages'),
    read: count('read'),
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    deleted: count('deleted'),
    rejected: count('rejected'),
    calls: count('calls'),
    retries: count('retries'),
    error: json<Fault>('error'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    index().on(it.workspaceId, it.sourceId, it.startedAt),
    index('sync_runs_running')
      .on(it.workspaceId, it.sourceId, it.stream)
      .where(sql`status = 'RUNNING'`),
  ],
)

/**
 * Calls made of late, shared by all workers. A limit holds for any so many seconds, wherever they begin, so the calls
 * are counted in slices of the window that are forgotten one by one: see migrations/0013_rolling-windows.sql.
 */
export const rateWindows = pgTable(
  'rate_windows',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    /** What the calls count as, for a limit on calls of one kind; empty for a limit on all of the source's calls. */
    countsAs: text('counts_as').notNull().default(''),
    windowSeconds: integer('window_seconds').notNull(),
    /** Of the newest slice. */
    startedAt: instant('started_at').notNull(),
    slices: slices('slices'),
    limit: integer('limit').notNull(),
  },
  (it) => [
    primaryKey({
      name: 'rate_windows_pk',
      columns: [it.workspaceId, it.sourceId, it.countsAs, it.windowSeconds],
    }),
  ],
)

/** What in a source's data contradicts itself or could not be read. One row per finding, resolved when it is gone. */
export const anomalies = pgTable(
  'anomalies',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    sourceId: uuid('source_id').notNull(),
    stream: text('stream').notNull(),
    remoteId: text('remote_id'),
    code: text('code').$type<Finding['code']>().notNull(),
    severity: text('severity').$type<Finding['severity']>().notNull(),
    message: text('message').notNull(),
    path: text('path').array().notNull(),
    /** Whether the record was set aside because of it. */
    rejected: boolean('rejected').notNull().default(false),
    detectedAt: instant('detected_at').notNull(),
    resolvedAt: instant('resolved_at'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    index().on(it.workspaceId, it.sourceId, it.stream, it.remoteId),
  ],
)
