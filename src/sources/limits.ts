import type { Fault } from '../domain/errors.ts'
import type { Provider } from '../providers/provider.ts'
import type { Database } from '../store/database.ts'
import {
  batchSize,
  takeCalls,
  windowsOf,
  windowsOfKind,
  type Grant,
  type SourceIds,
  type Window,
} from './budget.ts'
import { DeferError, type Patience } from './calls.ts'
import type { Clock } from './clock.ts'
import { Gate } from './gate.ts'

/** For providers that set no limit of their own. */
const AT_ONCE = 20
const MOST_SOURCES = 10_000

/** What this process holds of a source's limits, for all its callers together. */
interface Share {
  gate: Gate
  /** Taken from the shared windows and not used yet. */
  grant: Grant
}

const shares = new Map<string, Share>()

export interface LimitedBy {
  database: Database
  ids: SourceIds
  provider: Pick<Provider, 'name' | 'limits'>
  interactive: boolean
  /** See HttpRequest. */
  countsAs?: string | undefined
  patience: Pick<Patience, 'maxWaitMs'>
  clock: Clock
  signal?: AbortSignal
}

/**
 * Waits until the provider's limits allow one more call; the function that it returns ends the call. Throws
 * DeferError when that would take longer than the caller's patience.
 */
export async function enterLimits(by: LimitedBy): Promise<() => void> {
  const share = shareOf(by)
  // First the budget: who waits for the next window must not keep others out of the gate.
  await useCall(by, share)
  if (by.countsAs !== undefined) await useCallOfKind(by, by.countsAs)
  return await share.gate.enter()
}

function shareOf({ ids: { sourceId }, provider: { limits } }: LimitedBy): Share {
  const known = shares.get(sourceId)
  if (known !== undefined) return known
  const atOnce = limits.map((it) => ('atOnce' in it ? it.atOnce : AT_ONCE))
  const share = { gate: new Gate(Math.min(AT_ONCE, ...atOnce)), grant: { calls: 0, until: new Date(0) } }
  // The oldest makes room; should it still be in use, its next caller takes a new share.
  for (const oldest of shares.keys()) {
    if (shares.size < MOST_SOURCES) break
    shares.delete(oldest)
  }
  shares.set(sourceId, share)
  return share
}

async function useCall(by: LimitedBy, share: Share): Promise<void> {
  const windows = windowsOf(by.provider.limits)
  if (windows.length === 0) return
  const now = by.clock.now()
  if (share.grant.calls > 0 && now < share.grant.until) {
    share.grant.calls -= 1
    return
  }
  // What is left of an interactive batch would let background calls into the reserve.
  const { grant, at } = await waitForCalls(by, windows, by.interactive ? 1 : batchSize(windows))
  keepRest(share, { calls: grant.calls - 1, until: grant.until }, at)
}

/** Such calls are few: each asks the database. */
async function useCallOfKind(by: LimitedBy, countsAs: string): Promise<void> {
  const windows = windowsOfKind(by.provider.limits, countsAs)
  if (windows.length > 0) await waitForCalls(by, windows, 1)
}

/** Takes at least one call, as soon as the windows allow it. */
async function waitForCalls(
  { database, ids, provider, interactive, patience, clock, signal }: LimitedBy,
  windows: readonly Window[],
  wanted: number,
): Promise<{ grant: Grant; at: Date }> {
  const giveUpAt = clock.now().getTime() + patience.maxWaitMs
  for (;;) {
    const now = clock.now()
    const grant = await takeCalls(database, ids, windows, { wanted, interactive, now })
    if (grant.calls > 0) return { grant, at: now }
    if (grant.until.getTime() > giveUpAt) throw new DeferError(usedUp(provider.name), grant.until)
    // The jitter, at least a millisecond, spreads those who wait for the same window and makes each turn wait.
    const ms = Math.max(0, grant.until.getTime() - now.getTime()) + 1 + clock.random() * 100
    await clock.sleep(ms, signal)
  }
}

/** Callers who took at the same time put their rests together. */
function keepRest(share: Share, rest: Grant, now: Date): void {
  const { grant } = share
  share.grant =
    now < grant.until && grant.until <= rest.until
      ? { calls: grant.calls + rest.calls, until: grant.until }
      : rest
}

const usedUp = (name: string): Fault => ({
  code: 'RATE_LIMITED',
  message: `The calls that ${name} allows in this time are used up.`,
  actor: 'PROVIDER',
  retryable: true,
})
