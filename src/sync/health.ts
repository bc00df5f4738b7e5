import type { Fault } from '../domain/errors.ts'
import type {
  Actor,
  CircuitState,
  HealthStatus,
  ProviderCode,
  StreamStatus,
  SyncMode,
} from '../domain/vocabulary.ts'
import { findProvider } from '../providers/registry.ts'
import { ofEndingSoon, ofExpired } from './expiry.ts'
import { intervalSeconds } from './schedule.ts'
import { ofFailingEvents, ofOverdue, ofWorkers } from './unattended.ts'
import { nameOf, timeOf } from './words.ts'

/** As many intervals may pass before what is shown counts as stale, and at least this many seconds. */
const INTERVALS = 5
const LEAST_SECONDS = 300
/** Whole readings that failed so often in a row, over some eight minutes, are no passing trouble. */
const REREAD_FAILURES = 5

export interface SourceStanding {
  provider: ProviderCode
  reauthorize: Fault | null
  pausedAt: string | null
  disconnectedAt: string | null
  /** When access ends unless the customer renews it; as PostgreSQL writes instants. */
  expiresAt: string | null
  /** Null while it is closed. Instants as PostgreSQL writes them. */
  circuit: { retryAt: string; failures: number; ofProvider: boolean; fault: Fault | null } | null
  /** Its webhook events that are not processed, where there are any; instants as PostgreSQL writes them. */
  events: { dueSince: string | null; failingSince: string | null; fault: Fault | null } | null
  /** When any worker was last seen at work; null: none ever was. */
  workerSeenAt: string | null
}

export interface StreamStanding {
  name: string
  mode: SyncMode
  status: StreamStatus
  /** As PostgreSQL writes instants. */
  freshAsOf: string | null
  lastSuccessAt: string | null
  lastError: Fault | null
  nextRunAt: string | null
  /** Whether it is being read now. */
  running: boolean
  /** Of its whole reading beside its changes, where one is under way: failures in a row, and the last of them. */
  rereadFailures: number | null
  rereadError: Fault | null
}

export interface Health {
  status: HealthStatus
  /** One sentence that a support agent can act on; null when healthy. */
  reason: string | null
  actor: Actor | null
  lastSuccessAt: string | null
  /** Seconds between now and the oldest stream's freshAsOf; null while one was never read whole. */
  lagSeconds: number | null
  circuit: CircuitState
  /** When the provider is next asked for what is wrong, or for anything when nothing is; null until someone acts. */
  nextTryAt: string | null
}

type Verdict = Pick<Health, 'status' | 'reason' | 'actor'>

const HEALTHY: Verdict = { status: 'HEALTHY', reason: null, actor: null }

/** How a source is, from its own row and its streams'. The first that is true of these is shown. */
export function sourceHealth(source: SourceStanding, streams: readonly StreamStanding[], now: Date): Health {
  const read = streams.filter((it) => it.status !== 'UNSUPPORTED')
  const lags = read.map((it) => lagOf(it, now))
  const verdict =
    ofSource(source, now) ??
    ofWorkers(source, now) ??
    ofCircuit(source, now) ??
    ofFailures(read) ??
    ofFirstReading(read) ??
    ofWaiting(read) ??
    ofOverdue(source, read, now) ??
    ofStress(source, read) ??
    ofLag(source, read, now) ??
    ofFailingEvents(source, now) ??
    ofRereading(read) ??
    ofEndingSoon(source, now) ??
    HEALTHY
  return {
    ...verdict,
    lastSuccessAt: latest(read.flatMap((it) => it.lastSuccessAt ?? [])),
    lagSeconds: lags.length === 0 || lags.includes(null) ? null : Math.max(...lags.map(Number)),
    circuit: circuitOf(source, now),
    nextTryAt:
      (ofSource(source, now) ?? ofWorkers(source, now)) === null ? nextTryOf(source, read, now) : null,
  }
}

function ofSource(source: SourceStanding, now: Date): Verdict | null {
  const { disconnectedAt, reauthorize, pausedAt } = source
  if (disconnectedAt !== null) {
    return {
      status: 'DISCONNECTED',
      reason: 'The source is disconnected. Nothing is read.',
      actor: 'CUSTOMER',
    }
  }
  if (reauthorize !== null) {
    return { status: 'REAUTHORIZE', reason: reauthorize.message, actor: reauthorize.actor }
  }
  if (pausedAt !== null) {
    return { status: 'PAUSED', reason: 'Reading is paused until someone resumes it.', actor: 'OPERATOR' }
  }
  return ofExpired(source, now)
}

function ofCircuit({ provider, circuit }: SourceStanding, now: Date): Verdict | null {
  if (circuit === null) return null
  const name = nameOf(provider)
  const what = circuit.ofProvider
    ? `${name} fails for most of its sources`
    : `${name} failed ${circuit.failures} times in a row`
  const then =
    new Date(circuit.retryAt) > now ? `is left alone until ${timeOf(circuit.retryAt)}` : 'is now tried again'
  const reason = `${what} and ${then}.${circuit.fault ? ` ${circuit.fault.message}` : ''}`
  return { status: 'DEGRADED', reason, actor: 'PROVIDER' }
}

function circuitOf({ circuit }: SourceStanding, now: Date): CircuitState {
  if (circuit === null) return 'CLOSED'
  return new Date(circuit.retryAt) > now ? 'OPEN' : 'HALF_OPEN'
}

/** Of the streams that are in trouble, where any are. What is due is tried now: it waits for a worker at most. */
function nextTryOf(
  { circuit }: SourceStanding,
  streams: readonly StreamStanding[],
  now: Date,
): string | null {
  const troubled = streams.filter((it) => it.status === 'FAILED' || it.status === 'WAITING')
  const tries = (troubled.length > 0 ? troubled : streams).flatMap(({ running, nextRunAt }) =>
    running ? now.getTime() : nextRunAt === null ? [] : Date.parse(nextRunAt),
  )
  if (tries.length === 0) return null
  const allowedAt = circuit === null ? now.getTime() : Date.parse(circuit.retryAt)
  return new Date(Math.max(Math.min(...tries), allowedAt, now.getTime())).toISOString()
}

function ofFirstReading(streams: readonly StreamStanding[]): Verdict | null {
  if (streams.length === 0) {
    return { status: 'DEGRADED', reason: 'Nothing is read from this source.', actor: 'OPERATOR' }
  }
  const open = streams.filter((it) => it.freshAsOf === null)
  const [first] = open
  if (first === undefined) return null
  const complete = `${streams.length - open.length} of ${streams.length} streams are complete.`
  const fault = open.every((it) => it.status === 'WAITING' && !it.running) ? first.lastError : null
  if (fault === null) {
    return { status: 'SYNCING', reason: `The first reading is under way: ${complete}`, actor: null }
  }
  return {
    status: 'SYNCING',
    reason: `The first reading is put off: ${complete} ${fault.message}`,
    actor: fault.actor,
  }
}

function ofFailures(streams: readonly StreamStanding[]): Verdict | null {
  const failing = streams.filter((it) => it.status === 'FAILED')
  const [first] = failing
  if (first === undefined) return null
  const names = failing.map((it) => it.name).join(', ')
  const why = first.lastError?.message ?? 'The last run failed.'
  return {
    status: 'DEGRADED',
    reason: `Not up to date: ${names}. ${why}`,
    actor: first.lastError?.actor ?? null,
  }
}

function ofWaiting(streams: readonly StreamStanding[]): Verdict | null {
  const waiting = streams.filter((it) => it.status === 'WAITING')
  const fault = waiting[0]?.lastError
  if (!fault) return null
  const names = waiting.map((it) => it.name).join(', ')
  return { status: 'DEGRADED', reason: `Put off: ${names}. ${fault.message}`, actor: fault.actor }
}

function ofStress({ provider }: SourceStanding, streams: readonly StreamStanding[]): Verdict | null {
  if (!streams.some((it) => it.mode === 'BATCH')) return null
  const reason = `${nameOf(provider)} is slower than usual, or fails more often. It is read less often until it is well again.`
  return { status: 'DEGRADED', reason, actor: 'PROVIDER' }
}

function ofLag({ provider }: SourceStanding, streams: readonly StreamStanding[], now: Date): Verdict | null {
  const late = streams.filter((it) => (lagOf(it, now) ?? 0) > mostLag(provider, it))
  const [first] = late
  if (first === undefined) return null
  const names = late.map((it) => it.name).join(', ')
  const why = first.lastError === null ? 'No worker has read them in time.' : first.lastError.message
  return {
    status: 'STALE',
    reason: `Older than they should be: ${names}. ${why}`,
    actor: first.lastError?.actor ?? 'OPERATOR',
  }
}

/** New changes are there, but not what its provider deleted or changed without a word. */
function ofRereading(streams: readonly StreamStanding[]): Verdict | null {
  const failing = streams.filter((it) => (it.rereadFailures ?? 0) >= REREAD_FAILURES)
  const fault = failing[0]?.rereadError
  if (!fault) return null
  const names = failing.map((it) => it.name).join(', ')
  return {
    status: 'DEGRADED',
    reason: `Up to date, but cannot be read whole: ${names}. ${fault.message}`,
    actor: fault.actor,
  }
}

function mostLag(provider: ProviderCode, { name, mode }: StreamStanding): number {
  const stream = findProvider(provider)?.streams[name]
  if (stream === undefined) return LEAST_SECONDS
  return Math.max(INTERVALS * intervalSeconds(stream, mode), LEAST_SECONDS) + (stream.lagSeconds ?? 0)
}

function lagOf({ freshAsOf }: StreamStanding, now: Date): number | null {
  if (freshAsOf === null) return null
  return Math.max(0, Math.floor((now.getTime() - Date.parse(freshAsOf)) / 1000))
}

function latest(instants: readonly string[]): string | null {
  return instants.reduce<string | null>(
    (last, it) => (last === null || Date.parse(it) > Date.parse(last) ? it : last),
    null,
  )
}
