import type { Fault } from '../domain/errors.ts'
import type { Actor, HealthStatus, ProviderCode, StreamStatus, SyncMode } from '../domain/vocabulary.ts'
import { findProvider } from '../providers/registry.ts'
import { intervalSeconds } from './schedule.ts'

/** As many intervals may pass before what is shown counts as stale, and at least this many seconds. */
const INTERVALS = 5
const LEAST_SECONDS = 300

export interface SourceStanding {
  provider: ProviderCode
  reauthorize: Fault | null
  pausedAt: string | null
  disconnectedAt: string | null
}

export interface StreamStanding {
  name: string
  mode: SyncMode
  status: StreamStatus
  /** As PostgreSQL writes instants. */
  freshAsOf: string | null
  lastSuccessAt: string | null
  lastError: Fault | null
}

export interface Health {
  status: HealthStatus
  /** One sentence that a support agent can act on; null when healthy. */
  reason: string | null
  actor: Actor | null
  lastSuccessAt: string | null
  /** Seconds between now and the oldest stream's freshAsOf; null while one was never read whole. */
  lagSeconds: number | null
}

type Verdict = Pick<Health, 'status' | 'reason' | 'actor'>

const HEALTHY: Verdict = { status: 'HEALTHY', reason: null, actor: null }

/** How a source is, from its own row and its streams'. The first that is true of these is shown. */
export function sourceHealth(source: SourceStanding, streams: readonly StreamStanding[], now: Date): Health {
  const read = streams.filter((it) => it.status !== 'UNSUPPORTED')
  const lags = read.map((it) => lagOf(it, now))
  const verdict =
    ofSource(source) ??
    ofFirstReading(read) ??
    ofFailures(read) ??
    ofWaiting(read) ??
    ofLag(source, read, now) ??
    HEALTHY
  return {
    ...verdict,
    lastSuccessAt: latest(read.flatMap((it) => it.lastSuccessAt ?? [])),
    lagSeconds: lags.length === 0 || lags.includes(null) ? null : Math.max(...lags.map(Number)),
  }
}

function ofSource({ disconnectedAt, reauthorize, pausedAt }: SourceStanding): Verdict | null {
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
  return null
}

function ofFirstReading(streams: readonly StreamStanding[]): Verdict | null {
  const open = streams.filter((it) => it.freshAsOf === null)
  if (open.length === 0 || open.some((it) => it.status === 'FAILED')) return null
  const reason = `The first reading is under way: ${streams.length - open.length} of ${streams.length} streams are complete.`
  return { status: 'SYNCING', reason, actor: null }
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

function mostLag(provider: ProviderCode, { name, mode }: StreamStanding): number {
  const stream = findProvider(provider)?.streams[name]
  if (stream === undefined) return LEAST_SECONDS
  return Math.max(INTERVALS * intervalSeconds(stream, mode), LEAST_SECONDS)
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
