import type { Fault } from '../domain/errors.ts'
import type { Provider } from '../providers/provider.ts'
import type { Database } from '../store/database.ts'
import { appWindowsOf, takeCalls, windowsOf, windowsOfKind, type SourceIds } from './budget.ts'
import { DeferError, type Patience } from './calls.ts'
import type { Clock } from './clock.ts'
import { Gate } from './gate.ts'
import { PerSource } from './per-source.ts'
import { slotsFor, takeSlot, type Slot } from './slots.ts'

/** How soon to look for a free slot again, at first and later. */
const FIRST_LOOK_MS = 20
const LAST_LOOK_MS = 500
/** For providers that set no limit of their own. */
const AT_ONCE = 20
const STRESSED_AT_ONCE = 1

interface Gates {
  /** Who waits for the answer does not stand in line with those who have time. */
  interactive: Gate
  other: Gate
}

/** Of this process, for all its callers together. */
const gates = new PerSource<Gates>()

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
  const { patience, provider, clock, signal } = by
  const giveUpAt = clock.now().getTime() + patience.maxWaitMs
  for (;;) {
    const leave = await takePlace(by)
    const roomAt = await takeCall(by).catch(async (error: unknown) => {
      await leave()
      throw error
    })
    if (roomAt === null) return leave
    // Counted when it is sent, not before it stood in line; and who waits for room keeps nobody out meanwhile.
    await leave()
    if (roomAt.getTime() > giveUpAt) throw new DeferError(usedUp(provider.name), roomAt)
    // The jitter, at least a millisecond, spreads those who wait for the same room and makes each turn wait.
    const ms = Math.max(0, roomAt.getTime() - clock.now().getTime()) + 1 + clock.random() * 100
    await clock.sleep(ms, signal)
  }
}

/** One of the calls that may be under way at once: of this process, then of all workers. */
async function takePlace(by: LimitedBy): Promise<() => Promise<void>> {
  const leave = await gateFor(by).enter()
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
  const atOnce = slotsFor(by, atOnceOf(by))
  const giveUpAt = clock.now().getTime() + patience.maxWaitMs
  for (let ms = FIRST_LOOK_MS; ; ms = Math.min(2 * ms, LAST_LOOK_MS)) {
    const now = clock.now()
    const slot = await takeSlot(database, ids, { atOnce, now })
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

function gateFor(by: LimitedBy): Gate {
  const atOnce = slotsFor(by, atOnceOf(by))
  const its = gates.of(by.ids.sourceId, () => ({ interactive: new Gate(atOnce), other: new Gate(atOnce) }))
  const gate = by.interactive ? its.interactive : its.other
  gate.atOnce = atOnce
  return gate
}

/** Null when the call may be made; else when there may be room for it. */
async function takeCall(by: LimitedBy): Promise<Date | null> {
  const { database, ids, provider, interactive, countsAs, clock } = by
  const ofKind = countsAs === undefined ? [] : windowsOfKind(provider.limits, countsAs)
  const windows = [...windowsOf(provider.limits), ...ofKind]
  const ofApp = appWindowsOf(provider.limits)
  if (windows.length + ofApp.length === 0) return null
  const { roomAt } = await takeCalls(database, ids, windows, {
    ...{ wanted: 1, interactive, now: clock.now(), byDatabase: clock.byDatabase },
    app: ofApp.length === 0 ? undefined : { name: by.app, windows: ofApp },
  })
  return roomAt
}

const usedUp = (name: string): Fault => ({
  code: 'RATE_LIMITED',
  message: `The calls that ${name} allows in this time are used up.`,
  actor: 'PROVIDER',
  retryable: true,
})
