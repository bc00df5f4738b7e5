import { DEAD_AFTER_FAILURES } from '../../src/sync/schedule.ts'
import type { Database } from '../../src/store/database.ts'
import type { Books } from './books.ts'
import type { Done } from './disorder.ts'
import type { Subscriber } from './subscriber.ts'
import type { Verdict } from './verdict.ts'

export interface Outcome {
  books: Books
  verdict: Verdict
  done: Done
  convergedMs: number
  /** What was read last of all. */
  lastOpen: readonly string[]
  /** What was never read whole after the faults had stopped. */
  unread: readonly string[]
  endedByThemselves: readonly string[]
  subscriber: Subscriber
}

const MOST_SHOWN = 10

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

/** Prints the figures, and what stands behind those that are not 0. Resolves to whether all is well. */
export async function report(owner: Database, outcome: Outcome): Promise<boolean> {
  const { books, verdict, done, convergedMs, unread, lastOpen, endedByThemselves, subscriber } = outcome
  const { workspaceId } = books
  const [work] = await owner.sql<
    { runs: number; events: number; calls: number; retries: number; records: number }[]
  >`
    select (select count(*)::int from sync_runs where workspace_id = ${workspaceId}) as runs,
      (select count(*)::int from webhook_events where workspace_id = ${workspaceId}) as events,
      (select sum(calls)::int from sync_runs where workspace_id = ${workspaceId}) as calls,
      (select sum(retries)::int from sync_runs where workspace_id = ${workspaceId}) as retries,
      (select count(*)::int from raw_records where workspace_id = ${workspaceId} and deleted_at is null) as records`
  const people = await waitingForPeople(owner, workspaceId)
  const jobs = (work?.runs ?? 0) + (work?.events ?? 0)
  console.log(
    `\n${done.struck} of ${done.calls} calls failed on purpose (${percent(done.struck, done.calls)}).`,
  )
  console.log(
    `${work?.records} raw records, ${work?.runs} runs with ${work?.calls} calls (${work?.retries} sent again), ` +
      `${work?.events} events, ${subscriber.changes.length} changes; ${done.workersKilled} workers and ` +
      `${done.apiKilled} API killed, ${done.databaseRestarts} restart of PostgreSQL, ` +
      `${done.connectionsCut} connections cut (${subscriber.reconnects} reconnects), ${done.files} statements.`,
  )
  for (const [name, found] of [
    ['records lost', verdict.lost],
    ['records doubled', verdict.doubled],
    ['records wrong', verdict.wrong],
    ['changes missed by a subscriber', verdict.missedBySubscriber],
    ['jobs that need a person', people],
    ['streams and events left open', unread],
    ['processes that ended by themselves', endedByThemselves],
  ] as const) {
    const ofJobs = found === people ? ` of ${jobs} (${percent(people.length, jobs)})` : ''
    console.log(`${name}: ${found.length}${ofJobs}`)
    for (const it of found.slice(0, MOST_SHOWN)) console.log(`    ${it}`)
  }
  console.log(`time to converge after the faults stopped: ${(convergedMs / 1000).toFixed(1)} s`)
  console.log(`the last of it: ${lastOpen.slice(0, MOST_SHOWN).join(', ')}`)
  const { lost, doubled, wrong, missedBySubscriber } = verdict
  return [lost, doubled, wrong, missedBySubscriber, people, unread].every((it) => it.length === 0)
}

/** Customers who must connect anew, what was given up, records that cannot be read, sweeps that were held back. */
async function waitingForPeople({ sql }: Database, workspaceId: string): Promise<string[]> {
  const rows = await sql<{ what: string }[]>`
    select provider || ' is to be connected anew: ' || (reauthorize ->> 'message') as what
    from sources where workspace_id = ${workspaceId} and reauthorize is not null
    union all
    select stream || ' was given up: ' || (last_error ->> 'message') from stream_states
    where workspace_id = ${workspaceId} and status = 'FAILED' and failures >= ${DEAD_AFTER_FAILURES}
    union all
    select 'event ' || event_id || ' was given up: ' || (error ->> 'message') from webhook_events
    where workspace_id = ${workspaceId} and processed_at is not null and error is not null
    union all
    select stream || ' ' || coalesce(remote_id, '') || ': ' || message from anomalies
    where workspace_id = ${workspaceId} and resolved_at is null and (rejected or code = 'SUSPICIOUS_DELETIONS')`
  return rows.map((it) => it.what)
}
