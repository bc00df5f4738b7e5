import { FaultError, type Fault } from '../domain/errors.ts'
import type { Provider, Recovery } from '../providers/provider.ts'
import { recover, toFault } from '../providers/recovery.ts'
import {
  HttpFailure,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
} from '../providers/toolkit/http.ts'
import { DeferError, PATIENT, RestartError, type Meter, type Patience } from './calls.ts'
import type { Circuit } from './circuit.ts'
import type { Clock } from './clock.ts'
import type { MeasuredCall } from './figures.ts'
import { Seats } from './seats.ts'

export interface CallRules {
  provider: Provider
  meter: Meter
  patience: Patience
  /** Someone waits for the answer, so that the provider is given less time than it may need. */
  interactive: boolean
  circuit: Pick<Circuit, 'enter' | 'succeeded' | 'failed'>
  /** Notes how a call fared. */
  measure: (call: MeasuredCall) => Promise<void>
  /** Waits until the limits allow a call. The function that it returns ends the call. */
  enter: (countsAs: string | undefined) => Promise<() => void | Promise<void>>
  /** Replaces the access token, unless that has happened since the instant. Null where there is none to replace. */
  renew: ((usedAt: Date) => Promise<void>) | null
  /** Notes that the customer has to connect anew. */
  reconnect: (fault: Fault) => Promise<void>
  clock: Clock
  signal?: AbortSignal
}

const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 20_000
/** When to come back to a provider that throttles without saying for how long. */
const UNTOLD_WAIT_MS = 60_000
/** Calls of this process that may go on for longer than usual: a worker has ten jobs, and needs some for the others. */
const MOST_LONG_CALLS = 4

const seats = new Seats(MOST_LONG_CALLS)

/**
 * The client that adapters get. It keeps to the limits, leaves a provider alone that goes on failing, tries again what
 * may be tried again, renews the token once. Throws DeferError, RestartError or FaultError, with the HttpFailure as the cause; the HttpFailure itself where the
 * thing asked for does not exist.
 */
export function withRecovery(http: HttpClient, rules: CallRules): HttpClient {
  return {
    request: async (request) => {
      const tried: Tried = { attempts: 0, waitedMs: 0, renewed: false, doubted: false, leaveSeat: null }
      try {
        return await sendUntilAnswered(http, { rules, request, tried })
      } finally {
        tried.leaveSeat?.()
      }
    },
  }
}

async function sendUntilAnswered(
  http: HttpClient,
  { rules, request, tried }: Pick<Failed, 'rules' | 'request' | 'tried'>,
): Promise<HttpResponse> {
  for (;;) {
    const sentAt = rules.clock.now()
    // A call that is sent again is still the one call that a limit of its kind counts.
    const countsAs = tried.attempts === 0 ? request.countsAs : undefined
    const { outcome, ms } = await send(http, request, countsAs, rules)
    if (!(outcome instanceof HttpFailure)) {
      await rules.measure({ ms, failed: false })
      await rules.circuit.succeeded()
      return outcome
    }
    tried.attempts += 1
    const failed = { rules, request, failure: outcome, tried, sentAt }
    await noteFailure(failed, ms)
    await beforeRetry(failed)
    rules.meter.retries += 1
  }
}

async function send(
  http: HttpClient,
  request: HttpRequest,
  countsAs: string | undefined,
  { enter, meter, circuit, clock }: CallRules,
): Promise<{ outcome: HttpResponse | HttpFailure; ms: number }> {
  const leave = await enter(countsAs)
  try {
    // The circuit may have opened while the call waited for its turn.
    await circuit.enter()
    meter.calls += 1
    const startedAt = clock.now().getTime()
    const outcome = await http.request(request).catch(asFailure)
    return { outcome, ms: clock.now().getTime() - startedAt }
  } finally {
    await leave()
  }
}

function asFailure(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error
  throw error
}

/** Any answer shows that the provider is there, also one that refuses the call or asks to wait. */
async function noteFailure({ rules, failure, request, tried }: Failed, ms: number): Promise<void> {
  const { provider, circuit, clock, measure, interactive } = rules
  const now = clock.now()
  const recovery = recover(provider, failure, now)
  // Who is in a hurry gives up before the provider does: that tells nothing about the provider.
  if (interactive && failure.kind === 'timeout') return
  await measure({ ms, failed: recovery.action === 'retry' || recovery.action === 'wait' })
  if (recovery.action !== 'retry') {
    await circuit.succeeded()
    return
  }
  // A single call that goes on failing says little about the source: others may be answered.
  const counts = tried.attempts <= PATIENT.attempts
  const deferred = await circuit.failed(toFault(provider.name, failure, recovery, now), counts)
  if (deferred !== null && isRepeatable(request)) throw deferred
}

interface Tried {
  attempts: number
  waitedMs: number
  renewed: boolean
  /** Whether the provider's word that the access has ended was asked for a second time. */
  doubted: boolean
  /** Of one who stays longer than usual. */
  leaveSeat: (() => void) | null
}

interface Failed {
  rules: CallRules
  request: HttpRequest
  failure: HttpFailure
  tried: Tried
  sentAt: Date
}

/** Returns when the call may be sent again. Throws when it may not. */
async function beforeRetry(failed: Failed): Promise<void> {
  const { rules, failure, tried, sentAt } = failed
  const now = rules.clock.now()
  const recovery = recoveryOf(failed, now)
  const fault = toFault(rules.provider.name, failure, recovery, now)
  switch (recovery.action) {
    case 'skip':
      throw failure
    case 'restart':
      throw new RestartError(fault, { cause: failure })
    case 'reject':
      throw new FaultError(fault, { cause: failure })
    case 'refresh':
      if (tried.renewed) throw new FaultError(refusedNewToken(rules.provider, fault), { cause: failure })
      tried.renewed = true
      await rules.renew?.(sentAt)
      return
    case 'reconnect':
      // A person has to act on this word of the provider, so it is asked for twice.
      if (tried.doubted) {
        await rules.reconnect(fault)
        throw new FaultError(fault, { cause: failure })
      }
      tried.doubted = true
      await pause(failed, backoffMs(failed), fault)
      return
    case 'retry':
      if (!isRepeatable(failed.request)) {
        throw new FaultError(outcomeUnknown(rules.provider, failure, fault), { cause: failure })
      }
      if (isExhausted(failed)) throw new FaultError(fault, { cause: failure })
      await pause(failed, backoffMs(failed), fault)
      return
    case 'wait':
      await waitAsAsked(failed, recovery, fault)
  }
}

/** A refused token leaves only the customer where it cannot be renewed, or was and a consent stands behind it. */
function recoveryOf({ rules, failure, tried }: Failed, now: Date): Recovery {
  const { provider, renew } = rules
  const recovery = recover(provider, failure, now)
  const isOver = renew === null || (tried.renewed && provider.auth.kind === 'consent')
  return recovery.action === 'refresh' && isOver ? { action: 'reconnect' } : recovery
}

async function waitAsAsked(
  failed: Failed,
  { afterMs }: Extract<Recovery, { action: 'wait' }>,
  fault: Fault,
): Promise<void> {
  // A throttled call was not carried out, so any kind of call may be sent again.
  if (isExhausted(failed)) throw deferred(failed, afterMs ?? UNTOLD_WAIT_MS, fault)
  // Up to a tenth longer, so that those who were sent away together do not come back together.
  // Who asks for no time at all while it throttles is spared nevertheless.
  const ms = afterMs ? afterMs * (1 + failed.rules.clock.random() / 10) : backoffMs(failed)
  await pause(failed, ms, fault)
}

async function pause(failed: Failed, ms: number, fault: Fault): Promise<void> {
  const { clock, signal } = failed.rules
  const { tried } = failed
  if (!mayStay(failed, (it) => ms <= it.maxWaitMs && tried.waitedMs + ms <= it.maxTotalWaitMs)) {
    throw deferred(failed, ms, fault)
  }
  tried.waitedMs += ms
  await clock.sleep(ms, signal)
}

/** Whoever stays longer than usual needs one of few seats. */
function mayStay({ rules, tried }: Failed, isWithin: (patience: Patience) => boolean): boolean {
  if (!isWithin(rules.patience)) return false
  if (!isWithin(PATIENT)) tried.leaveSeat ??= seats.take()
  return isWithin(PATIENT) || tried.leaveSeat !== null
}

const deferred = ({ rules, failure }: Failed, ms: number, fault: Fault): DeferError =>
  new DeferError(fault, new Date(rules.clock.now().getTime() + ms), { cause: failure })

const isExhausted = (failed: Failed): boolean =>
  !mayStay(failed, ({ attempts }) => failed.tried.attempts < attempts)

const isRepeatable = ({ method = 'GET', safe }: HttpRequest): boolean => safe ?? method === 'GET'

/** Exponential, with full jitter. */
const backoffMs = ({ rules, tried }: Failed): number =>
  rules.clock.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** tried.attempts)

const refusedNewToken = ({ name }: Provider, fault: Fault): Fault => ({
  ...fault,
  code: 'PROVIDER_UNAVAILABLE',
  message: `${name} refuses an access token that it issued a moment ago.`,
  actor: 'PROVIDER',
  retryable: true,
})

const outcomeUnknown = ({ name }: Provider, { method, path, message }: HttpFailure, fault: Fault): Fault => ({
  ...fault,
  code: 'OUTCOME_UNKNOWN',
  message: `Whether ${name} carried out ${method} ${path} is not known: ${message}.`,
  retryable: false,
})
