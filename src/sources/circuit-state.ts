import type { Fault } from '../domain/errors.ts'
import type { Provider, SourceFacts } from '../providers/provider.ts'
import type { Transaction } from '../store/database.ts'
import type { SourceIds } from './budget.ts'
import { lockStreams } from './streams.ts'

// The rows of circuits and provider_circuits, which all workers share. See circuit.ts for what they are for.

/** Failures in a row that open a source's circuit: more than one patient call makes by itself. */
const OPENS_AFTER = 8
/** A circuit is open for this part of the time since a call was last answered, within these bounds. */
const OPEN_FOR = 0.1
const SHORTEST_OPEN_SECONDS = 30
const LONGEST_OPEN_SECONDS = 900
/** No call takes longer, so a probe that is still under way then belongs to a worker that is gone. */
const PROBE_SECONDS = 150

/** Which circuits a call goes through. */
export interface Wiring extends SourceIds {
  provider: Pick<Provider, 'code' | 'name'>
  environment: SourceFacts['environment']
}

export interface CircuitState {
  /** In a row. */
  failures: number
  /** Null: calls may be made. Until then none, after it one at a time. */
  retryAt: Date | null
  /** Whether it is the provider's circuit that is open. */
  ofProvider: boolean
  fault: Fault | null
}

interface Failure {
  fault: Fault
  answeredAt: Date | null
  now: Date
  random: () => number
}

export const CLOSED: CircuitState = { failures: 0, retryAt: null, ofProvider: false, fault: null }

export async function readCircuit(tx: Transaction, wiring: Wiring): Promise<CircuitState> {
  const { workspaceId, sourceId, provider, environment } = wiring
  const [row] = await tx<
    { failures: number | null; own: string | null; fault: Fault | null; shared: string | null }[]
  >`
    select c.failures, c.retry_at as own, c.fault, p.retry_at as shared
    from (values (1)) as one
      left join circuits c on c.workspace_id = ${workspaceId} and c.source_id = ${sourceId}
      left join provider_circuit(${provider.code}, ${environment}) p on true`
  if (row === undefined) return CLOSED
  const retryAt = row.shared ?? row.own
  return {
    failures: row.failures ?? 0,
    retryAt: retryAt === null ? null : new Date(retryAt),
    ofProvider: row.shared !== null,
    fault: row.fault,
  }
}

/** Whether the caller is the one who tries, now that the time is up. */
export async function claimProbe(
  tx: Transaction,
  { workspaceId, sourceId, provider, environment }: Wiring,
  { ofProvider, now }: { ofProvider: boolean; now: Date },
): Promise<boolean> {
  const until = new Date(now.getTime() + PROBE_SECONDS * 1000)
  if (ofProvider) {
    const [row] = await tx<{ claimed: boolean }[]>`
      select claim_provider_probe(${provider.code}, ${environment}, ${now}, ${until}) as claimed`
    return row?.claimed === true
  }
  const claimed = await tx`
    update circuits set probing_until = ${until}
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and retry_at <= ${now}
      and (probing_until is null or probing_until <= ${now})`
  return claimed.count > 0
}

/**
 * Counts a failure, and opens the circuit when it was one too many, or the probe. `answeredAt` is when a call was last
 * answered as this worker knows; null where it knows of none.
 */
export async function countFailure(
  tx: Transaction,
  wiring: Wiring,
  { fault, answeredAt, now, random }: Failure,
): Promise<CircuitState> {
  const { workspaceId, sourceId, provider, environment } = wiring
  const jitter = 0.9 + 0.2 * random()
  const [row] = await tx<{ failures: number; retry_at: string | null }[]>`
    insert into circuits as it (workspace_id, source_id, failures, fault, answered_at)
    values (${workspaceId}, ${sourceId}, 1, ${JSON.stringify(fault)}::text::jsonb, ${answeredAt ?? now})
    on conflict (workspace_id, source_id) do update set
      failures = it.failures + 1, fault = excluded.fault,
      (answered_at, retry_at, probing_until) = (
        select answered,
          case when opens then ${now}::timestamptz + ${jitter}::float8 * interval '1 s'
            * least(greatest(${OPEN_FOR}::float8 * extract(epoch from ${now}::timestamptz - answered)::float8, ${SHORTEST_OPEN_SECONDS}), ${LONGEST_OPEN_SECONDS}) else it.retry_at end,
          case when opens then null else it.probing_until end
        from (
          -- Good calls are only written after failures: of earlier ones a worker has to know itself.
          select case when it.failures = 0 then excluded.answered_at else greatest(it.answered_at, ${answeredAt}) end as answered,
            case when it.retry_at is null then it.failures + 1 >= ${OPENS_AFTER} else it.retry_at <= ${now} end as opens) as x)
    returning failures, retry_at`
  if (row === undefined) return CLOSED
  if (row.retry_at === null) return { failures: row.failures, retryAt: null, ofProvider: false, fault }
  const [shared] = await tx<{ until: string | null }[]>`
    select trip_provider_circuit(${provider.code}, ${environment}, ${now}, ${jitter}) as until`
  const until = shared?.until ?? null
  return {
    failures: row.failures,
    retryAt: new Date(until ?? row.retry_at),
    ofProvider: until !== null,
    fault,
  }
}

/** A call was answered: the next ones may be made, and streams that waited for it are due soon. */
export async function closeCircuit(
  tx: Transaction,
  { workspaceId, sourceId, provider, environment }: Wiring,
  { ofProvider, now, random }: { ofProvider: boolean; now: Date; random: () => number },
): Promise<void> {
  if (ofProvider) await tx`select close_provider_circuit(${provider.code}, ${environment}, ${now})`
  await tx`
    update circuits set failures = 0, answered_at = ${now}, retry_at = null, probing_until = null, fault = null
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and failures > 0`
  await lockStreams(tx, { workspaceId, sourceId })
  await tx`
    update stream_states set next_run_at = least(next_run_at, ${now}::timestamptz + ${random()}::float8 * interval '5 s')
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and status = 'WAITING'
      and last_error ->> 'code' = 'PROVIDER_UNAVAILABLE'`
}
