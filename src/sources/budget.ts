import type { Limit } from '../providers/provider.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import { takeAppCalls } from './app-budget.ts'

/** The last part of each limit, which only interactive calls may use. */
const RESERVE = 0.1

export interface SourceIds {
  workspaceId: string
  sourceId: string
}

/** What the customer gave at the provider in one go; it may open several sources. */
export interface GrantIds {
  workspaceId: string
  grantId: string
}

/** So many calls in any so many seconds, wherever they begin. */
export interface Window {
  /** What the counted calls count as; empty: all of the source's calls. */
  countsAs: string
  seconds: number
  limit: number
}

export interface Grant {
  calls: number
  /** Where none is granted: when there may be room again. */
  roomAt: Date | null
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

interface Wanted {
  wanted: number
  interactive: boolean
  now: Date
  /** Workers' clocks differ, so what they count together goes by the database's, unless a test brings the time. */
  byDatabase?: boolean | undefined
  /** The windows of the limits on the whole app, where there are any, and the name that they are counted under. */
  app?: { name: string; windows: readonly Window[] } | undefined
}

/** Takes calls out of the source's windows, which all workers share, and out of its app's, which all sources share. */
export async function takeCalls(
  database: Database,
  ids: SourceIds,
  windows: readonly Window[],
  order: Wanted,
): Promise<Grant> {
  const asked = windows.map((it) => askFor(it, order))
  const { app, now, byDatabase = false } = order
  const asOf = byDatabase ? null : now
  return await inWorkspace(database, ids.workspaceId, async (tx) => {
    const own = asked.length === 0 ? null : await takeOwn(tx, ids, asked, { ...order, asOf })
    if (app === undefined || own?.calls === 0) return grantOf(own ?? { calls: 0, waitMs: 0 }, now)
    const shared = await takeAppCalls(
      tx,
      { app: app.name, sourceId: ids.sourceId },
      app.windows.map((it) => askFor(it, order)),
      { ...order, asOf, wanted: own?.calls ?? order.wanted },
    )
    if (own !== null) await giveBack(tx, ids, asked, own.calls - shared.calls)
    return grantOf(shared, now)
  })
}

const grantOf = ({ calls, waitMs }: Taken, now: Date): Grant => ({
  calls,
  roomAt: calls > 0 ? null : new Date(now.getTime() + Math.ceil(waitMs)),
})

async function takeOwn(
  tx: Transaction,
  ids: SourceIds,
  asked: readonly Asked[],
  { wanted, asOf }: Pick<Wanted, 'wanted'> & { asOf: Date | null },
): Promise<Taken> {
  const taken = await take(tx, ids, asked, { wanted, asOf })
  if (taken !== null) return taken
  await openWindows(tx, ids, asked, asOf)
  return (await take(tx, ids, asked, { wanted, asOf })) ?? { calls: 0, waitMs: 0 }
}

const askFor = ({ countsAs, seconds, limit }: Window, { interactive }: Wanted): Asked => ({
  counts_as: countsAs,
  window_seconds: seconds,
  limit,
  ceiling: interactive ? limit : limit - Math.floor(limit * RESERVE),
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
    update rate_windows r set slices[1] = r.slices[1] - ${calls}
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as a(counts_as text, window_seconds int)
    where r.workspace_id = ${workspaceId} and r.source_id = ${sourceId}
      and r.counts_as = a.counts_as and r.window_seconds = a.window_seconds`
}

export interface Asked {
  counts_as: string
  window_seconds: number
  limit: number
  ceiling: number
}

export interface Taken {
  calls: number
  /** Where there are none: until there may be room. */
  waitMs: number
}

/**
 * One statement: locks the windows in one order, grants what the fullest of them has left, writes it into all. Slices
 * only move forward, so a time that is behind counts into the slice that others have begun. Null while a window has no
 * row yet.
 */
async function take(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  asked: readonly Asked[],
  { wanted, asOf }: { wanted: number; asOf: Date | null },
): Promise<Taken | null> {
  const rows = await tx<Taken[]>`
    with asked as materialized (
      select a.*, slice_start(t.as_of, a.window_seconds) as begun, t.as_of
      from (select coalesce(${asOf}::timestamptz, clock_timestamp()) as as_of) t,
        jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
          as a(counts_as text, window_seconds int, "limit" int, ceiling int)
    ), held as materialized (
      select a.counts_as, a.window_seconds, a."limit", a.ceiling, a.as_of, greatest(r.started_at, a.begun) as started_at,
        moved_on(r.slices, r.started_at, a.begun, a.window_seconds) as slices
      from rate_windows r join asked a using (counts_as, window_seconds)
      where r.workspace_id = ${workspaceId} and r.source_id = ${sourceId}
      order by counts_as, window_seconds for update of r
    ), granted as (
      select greatest(0, least(${wanted}, min(ceiling - calls_in(slices)))) as calls from held
    )
    update rate_windows r
    set started_at = held.started_at, "limit" = held."limit",
      slices = (held.slices[1] + granted.calls) || held.slices[2:]
    from held, granted
    where r.workspace_id = ${workspaceId} and r.source_id = ${sourceId}
      and r.counts_as = held.counts_as and r.window_seconds = held.window_seconds
    returning granted.calls, case when granted.calls > 0 then 0 else extract(epoch from
      room_at(held.slices, held.started_at, held.window_seconds, held.ceiling) - held.as_of)::float8 * 1000 end as "waitMs"`
  if (rows.length < asked.length) return null
  return { calls: rows[0]?.calls ?? 0, waitMs: Math.max(...rows.map((it) => it.waitMs)) }
}

async function openWindows(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
  asked: readonly Asked[],
  asOf: Date | null,
): Promise<void> {
  await tx`
    insert into rate_windows (workspace_id, source_id, counts_as, window_seconds, started_at, "limit")
    select ${workspaceId}, ${sourceId}, a.counts_as, a.window_seconds,
      slice_start(coalesce(${asOf}::timestamptz, clock_timestamp()), a.window_seconds), a."limit"
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
      as a(counts_as text, window_seconds int, "limit" int)
    order by a.counts_as, a.window_seconds
    on conflict do nothing`
}
