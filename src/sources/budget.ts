import type { Limit } from '../providers/provider.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import { takeAppCalls } from './app-budget.ts'

/** The last part of each limit, which only interactive calls may use. */
const RESERVE = 0.1
const LARGEST_BATCH = 10

export interface SourceIds {
  workspaceId: string
  sourceId: string
}

/** What the customer gave at the provider in one go; it may open several sources. */
export interface GrantIds {
  workspaceId: string
  grantId: string
}

/** So many calls in so many seconds, counted in windows that begin at whole multiples of their length. */
export interface Window {
  /** What the counted calls count as; empty: all of the source's calls. */
  countsAs: string
  seconds: number
  limit: number
}

export interface Grant {
  /** 0: the budget is used up until then. */
  calls: number
  /** What is not used by then is lost. */
  until: Date
}

/** The windows of a provider's limits on all of a source's calls. */
export const windowsOf = (limits: readonly Limit[]): Window[] =>
  smallestWindows(
    limits.filter((it) => it.scope === 'source'),
    '',
  )

/** The windows of its limits on all calls of the app that Daybook is to it. */
export const appWindowsOf = (limits: readonly Limit[]): Window[] =>
  smallestWindows(
    limits.filter((it) => it.scope === 'app'),
    '',
  )

/** The windows of its limits on calls that count as this. */
export const windowsOfKind = (limits: readonly Limit[], countsAs: string): Window[] =>
  smallestWindows(
    limits.filter((it) => it.scope === 'stream'),
    countsAs,
  )

/** Of two with the same length the smaller one counts. */
function smallestWindows(limits: readonly Limit[], countsAs: string): Window[] {
  const smallest = new Map<number, number>()
  for (const it of limits) {
    if (!('requests' in it)) continue
    smallest.set(it.perSeconds, Math.min(it.requests, smallest.get(it.perSeconds) ?? Infinity))
  }
  return [...smallest].map(([seconds, limit]) => ({ countsAs, seconds, limit }))
}

/** Calls that are taken at once, so that not every call asks the database: a tenth of the smallest limit, at most 10. */
export function batchSize(windows: readonly Window[]): number {
  const smallest = Math.min(...windows.map((it) => it.limit))
  return Math.max(1, Math.min(LARGEST_BATCH, Math.floor(smallest / 10)))
}

interface Wanted {
  wanted: number
  interactive: boolean
  now: Date
  /** The windows of the limits on the whole app, where there are any, and the name that they are counted under. */
  app?: { name: string; windows: readonly Window[] }
}

/** Takes calls out of the source's windows, which all workers share, and out of its app's, which all sources share. */
export async function takeCalls(
  database: Database,
  ids: SourceIds,
  windows: readonly Window[],
  order: Wanted,
): Promise<Grant> {
  const asked = windows.map((it) => askFor(it, order))
  return await inWorkspace(database, ids.workspaceId, async (tx) => {
    const own = asked.length === 0 ? null : await takeOwn(tx, ids, asked, order)
    if (order.app === undefined) return own ?? { calls: 0, until: order.now }
    if (own?.calls === 0) return own
    const shared = await takeAppCalls(
      tx,
      { app: order.app.name, sourceId: ids.sourceId },
      order.app.windows.map((it) => askFor(it, order)),
      { ...order, wanted: own?.calls ?? order.wanted },
    )
    if (own === null) return shared
    await giveBack(tx, ids, asked, own.calls - shared.calls)
    const until = shared.calls > 0 && own.until < shared.until ? own.until : shared.until
    return { calls: shared.calls, until }
  })
}

async function takeOwn(
  tx: Transaction,
  ids: SourceIds,
  asked: readonly Asked[],
  { wanted, now }: Wanted,
): Promise<Grant> {
  const grant = await take(tx, ids, asked, wanted)
  if (grant !== null) return grant
  await openWindows(tx, ids, asked)
  return (await take(tx, ids, asked, wanted)) ?? { calls: 0, until: now }
}

const askFor = ({ countsAs, seconds, limit }: Window, { interactive, now }: Wanted): Asked => ({
  counts_as: countsAs,
  window_seconds: seconds,
  limit,
  ceiling: interactive ? limit : limit - Math.floor(limit * RESERVE),
  started_at: windowStart(now, seconds),
})

/** What was taken a moment ago, in the same transaction. */
async function giveBack(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  asked: readonly Asked[],
  calls: number,
): Promise<void> {
  if (calls === 0) return
  await tx`
    update rate_windows r set calls = r.calls - ${calls}
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as a(counts_as text, window_seconds int)
    where r.workspace_id = ${workspaceId} and r.source_id = ${sourceId}
      and r.counts_as = a.counts_as and r.window_seconds = a.window_seconds`
}

const windowStart = (now: Date, seconds: number): string =>
  new Date(Math.floor(now.getTime() / (seconds * 1000)) * seconds * 1000).toISOString()

export interface Asked {
  counts_as: string
  window_seconds: number
  limit: number
  ceiling: number
  started_at: string
}

/**
 * One statement: locks the windows in one order, grants what the fullest of them has left, writes it into all. A
 * window only moves forward, so a worker whose clock is behind counts into the window that others have begun.
 * Null while a window has no row yet.
 */
async function take(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  asked: readonly Asked[],
  wanted: number,
): Promise<Grant | null> {
  const rows = await tx<{ calls: number; full: boolean; ends: number }[]>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
        as a(counts_as text, window_seconds int, "limit" int, ceiling int, started_at timestamptz)
    ), held as materialized (
      select a.counts_as, a.window_seconds, a."limit", a.ceiling, greatest(r.started_at, a.started_at) as started_at,
        case when r.started_at < a.started_at then 0 else r.calls end as calls
      from rate_windows r join asked a using (counts_as, window_seconds)
      where r.workspace_id = ${workspaceId} and r.source_id = ${sourceId}
      order by counts_as, window_seconds for update of r
    ), granted as (
      select greatest(0, least(${wanted}, min(ceiling - calls))) as calls from held
    )
    update rate_windows r
    set started_at = held.started_at, calls = held.calls + granted.calls, "limit" = held."limit"
    from held, granted
    where r.workspace_id = ${workspaceId} and r.source_id = ${sourceId}
      and r.counts_as = held.counts_as and r.window_seconds = held.window_seconds
    returning granted.calls, held.calls >= held.ceiling as full,
      extract(epoch from held.started_at + make_interval(secs => held.window_seconds))::float8 * 1000 as ends`
  if (rows.length < asked.length) return null
  const calls = rows[0]?.calls ?? 0
  // Calls are good until the first window ends; a wait lasts until the last of the full ones does.
  const ends = rows.filter((it) => calls > 0 || it.full).map((it) => it.ends)
  return { calls, until: new Date(calls > 0 ? Math.min(...ends) : Math.max(...ends)) }
}

async function openWindows(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  asked: readonly Asked[],
): Promise<void> {
  await tx`
    insert into rate_windows (workspace_id, source_id, counts_as, window_seconds, started_at, "limit")
    select ${workspaceId}, ${sourceId}, a.counts_as, a.window_seconds, a.started_at, a."limit"
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
      as a(counts_as text, window_seconds int, "limit" int, started_at timestamptz)
    order by a.counts_as, a.window_seconds
    on conflict do nothing`
}
