import type { Fault } from '../domain/errors.ts'
import type { Provider } from '../providers/provider.ts'
import type { Database } from '../store/database.ts'
import {
  appWindowsOf,
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
import { PerSource } from './per-source.ts'
import { takeSlot, type Slot } from './slots.ts'

interface AppWindows {
  name: string
  windows: readonly Window[]
}

/** How soon to look for a free slot again, at first and later. */
const FIRST_LOOK_MS = 20
const LAST_LOOK_MS = 500
/** For providers that set no limit of their own. */
const AT_ONCE = 20
const STRESSED_AT_ONCE = 1

/** What this process holds of a source's limits, for all its callers together. */
interface Share {
  gate: Gate
  /** Taken from the shared windows and not used yet. */
  grant: Grant
}

const shares = new PerSource<Share>()

export interface LimitedBy {
  database: Database
  ids: SourceIds
  provider: Pick<Provider, 'name' | 'limits'>
  /** What the limits on the whole app are counted under. */
  app: string
  interactive: boolean
  /** The provider is to be called by few at once. */
  stressed: boolean
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
export async function enterLimits(by: LimitedBy): Promise<() => Promise<void>> {
  const share = shareOf(by)
  // First the budget: who waits for the next window must not keep others out of the gate.
  await useCall(by, share)
  if (by.countsAs !== undefined) await useCallOfKind(by, by.countsAs)
  const leave = await share.gate.enter()
  const slot = await waitForSlot(by).catch((error: unknown) => {
    leave()
    throw error
  })
  return async () => {
    leave()
    await slot?.leave()
  }
}

/** Null where as many calls as this process likes may be under way. */
async function waitForSlot(by: LimitedBy): Promise<Slot | null> {
  const { database, ids, provider, patience, clock, signal } = by
  if (!by.stressed && !provider.limits.some((it) => 'atOnce' in it)) return null
  const giveUpAt = clock.now().getTime() + patience.maxWaitMs
  for (let ms = FIRST_LOOK_MS; ; ms = Math.min(2 * ms, LAST_LOOK_MS)) {
    const now = clock.now()
    const slot = await takeSlot(database, ids, { atOnce: atOnceOf(by), now })
    if (slot !== null) return slot
    if (now.getTime() >= giveUpAt) {
      throw new DeferError(usedUp(provider.name), new Date(now.getTime() + LAST_LOOK_MS))
    }
    await clock.sleep(ms * (0.5 + clock.random()), signal)
  }
}

function atOnceOf({ provider: { limits }, stressed }: LimitedBy): number {
  if (stressed) return STRESSED_AT_ONCE
  return Math.min(AT_ONCE, ...limits.map((it) => ('atOnce' in it ? it.atOnce : AT_ONCE)))
}

function shareOf(by: LimitedBy): Share {
  const atOnce = atOnceOf(by)
  const share = shares.of(by.ids.sourceId, () => ({
    gate: new Gate(atOnce),
    grant: { calls: 0, until: new Date(0) },
  }))
  share.gate.atOnce = atOnce
  return share
}

async function useCall(by: LimitedBy, share: Share): Promise<void> {
  const windows = windowsOf(by.provider.limits)
  const appWindows = appWindowsOf(by.provider.limits)
  if (windows.length + appWindows.length === 0) return
  const now = by.clock.now()
  if (share.grant.calls > 0 && now < share.grant.until) {
    share.grant.calls -= 1
    return
  }
  // What is left of an interactive batch would let background calls into the reserve.
  const { grant, at } = await waitForCalls(by, {
    windows,
    wanted: by.interactive ? 1 : batchSize([...windows, ...appWindows]),
    ...(appWindows.length > 0 && { app: { name: by.app, windows: appWindows } }),
  })
  keepRest(share, { calls: grant.calls - 1, until: grant.until }, at)
}

/** Such calls are few: each asks the database. */
async function useCallOfKind(by: LimitedBy, countsAs: string): Promise<void> {
  const windows = windowsOfKind(by.provider.limits, countsAs)
  if (windows.length > 0) await waitForCalls(by, { windows, wanted: 1 })
}

/** Takes at least one call, as soon as the windows allow it. */
async function waitForCalls(
  { database, ids, provider, interactive, patience, clock, signal }: LimitedBy,
  { windows, ...order }: { windows: readonly Window[]; wanted: number; app?: AppWindows },
): Promise<{ grant: Grant; at: Date }> {
  const giveUpAt = clock.now().getTime() + patience.maxWaitMs
  for (;;) {
    const now = clock.now()
    const grant = await takeCalls(database, ids, windows, { ...order, interactive, now })
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
