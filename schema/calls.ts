import { doublePrecision, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Fault } from '../src/domain/errors.ts'
import type { ProviderCode, SourceEnvironment } from '../src/domain/vocabulary.ts'
import { count, instant, json, slices, workspaceId } from './columns.ts'

// How calls to providers fare, shared by all workers. The tables without a workspace hold no workspace's data; they
// are reached through functions only.

/** Breaks off calls to a source that goes on failing. */
export const circuits = pgTable(
  'circuits',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    /** In a row. */
    failures: count('failures'),
    /** When a call was last answered, before these failures or after them: decides how long it is open. */
    answeredAt: instant('answered_at'),
    /** Null: closed. Until then no call is made; after it, one at a time, until one is answered. */
    retryAt: instant('retry_at'),
    /** Someone is making that one call until then. */
    probingUntil: instant('probing_until'),
    /** The last failure. */
    fault: json<Fault>('fault'),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId] })],
)

/** The same for all sources of a provider; a row is there while it is open. */
export const providerCircuits = pgTable(
  'provider_circuits',
  {
    provider: text('provider').$type<ProviderCode>().notNull(),
    environment: text('environment').$type<SourceEnvironment>().notNull(),
    retryAt: instant('retry_at').notNull(),
    probingUntil: instant('probing_until'),
  },
  (it) => [primaryKey({ columns: [it.provider, it.environment] })],
)

/** Sums over a source's calls, which fade with time: the recent ones within minutes, the usual ones within days. */
export const callFigures = pgTable(
  'call_figures',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    recentCalls: doublePrecision('recent_calls').notNull(),
    recentErrors: doublePrecision('recent_errors').notNull(),
    recentMs: doublePrecision('recent_ms').notNull(),
    usualCalls: doublePrecision('usual_calls').notNull(),
    usualMs: doublePrecision('usual_ms').notNull(),
    measuredAt: instant('measured_at').notNull(),
    /** Since when it is slower or fails more than it usually does; null: it does not. */
    stressedAt: instant('stressed_at'),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId] })],
)

/** Calls under way, for limits on how many may be at once. A call whose worker died is forgotten after a while. */
export const callSlots = pgTable(
  'call_slots',
  {
    workspaceId: workspaceId(),
    sourceId: uuid('source_id').notNull(),
    slot: integer('slot').notNull(),
    heldBy: uuid('held_by').notNull(),
    until: instant('until').notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId, it.slot] })],
)

/** Calls made of late of a limit on the whole app; counted as in `rate_windows`. */
export const appWindows = pgTable(
  'app_windows',
  {
    app: text('app').notNull(),
    windowSeconds: integer('window_seconds').notNull(),
    startedAt: instant('started_at').notNull(),
    slices: slices('slices'),
    limit: integer('limit').notNull(),
  },
  (it) => [primaryKey({ columns: [it.app, it.windowSeconds] })],
)

/** The part of these that a source made. */
export const appShares = pgTable(
  'app_shares',
  {
    app: text('app').notNull(),
    windowSeconds: integer('window_seconds').notNull(),
    sourceId: uuid('source_id').notNull(),
    startedAt: instant('started_at').notNull(),
    slices: slices('slices'),
    /** Who asked within the length of a window is busy, and has a share. */
    askedAt: instant('asked_at').notNull(),
  },
  (it) => [primaryKey({ columns: [it.app, it.windowSeconds, it.sourceId] })],
)
