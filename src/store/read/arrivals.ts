import { PROVIDER_CODES, type ProviderCode } from '../../domain/vocabulary.ts'
import type { Statements } from '../database.ts'
import type { Snapshot } from '../snapshot.ts'

// Which line of a bank account is the arrival of which payout. No provider tells: a processor knows its payouts, a
// bank its lines. What is certain is shown, and nothing else: the bank's text names the payout's reference, or among
// all lines and payouts of that amount in those days there is one of each.

/** Those whose transactions are the lines of a bank's statement. */
const BANKS: readonly ProviderCode[] = ['PLAID', 'OPEN_BANKING', 'BANK_STATEMENT']
const PROCESSORS = PROVIDER_CODES.filter((it) => !BANKS.includes(it))
/** From a payout's making to its arrival, weekends and holidays included. */
const MOST_DAYS = 10

export interface ArrivalRow {
  /** Whose: a payout's for readArrivals, a bank line's for readArrived. */
  ofId: string
  id: string
}

/** The bank lines on which these payouts arrived. */
export const readArrivals = (snapshot: Snapshot, payoutIds: readonly string[]) =>
  snapshot.read(
    (sql) => sql<ArrivalRow[]>`
      select p.id as "ofId", found.id
      from transactions p
      cross join lateral (${lineOf(sql, snapshot, sql`p`)}) found
      where ${isOneOf(sql, snapshot, payoutIds)}`,
  )

/** The payouts that arrived with these bank lines. */
export const readArrived = (snapshot: Snapshot, lineIds: readonly string[]) =>
  snapshot.read(
    (sql) => sql<ArrivalRow[]>`
      select p.id as "ofId", candidate.id
      from transactions p
      cross join lateral (${payoutsFor(sql, snapshot, sql`p`)}) candidate
      join transactions payout on payout.workspace_id = ${snapshot.workspaceId} and payout.id = candidate.id
      cross join lateral (${lineOf(sql, snapshot, sql`payout`)}) found
      where ${isOneOf(sql, snapshot, lineIds)} and found.id = p.id`,
  )

type Fragment = ReturnType<Statements>

const isOneOf = (sql: Statements, { workspaceId }: Snapshot, ids: readonly string[]) => sql`
  p.workspace_id = ${workspaceId} and p.id = any(${ids as string[]}) and p.deleted_at is null`

const ofProviders = (sql: Statements, { workspaceId }: Snapshot, providers: readonly ProviderCode[]) => sql`
  (select s.id from sources s where s.workspace_id = ${workspaceId} and s.provider = any(${providers as string[]}))`

/** Lines that may be the arrival of `payout`: of its company, its amount, in the days after it. */
const linesFor = (sql: Statements, snapshot: Snapshot, payout: Fragment) => sql`
  select t.id, t.date,
    ${payout}.reference is not null
      and (t.reference = ${payout}.reference or position(${payout}.reference in t.description) > 0) as named
  from transactions t
  where t.workspace_id = ${snapshot.workspaceId} and t.company_id = ${payout}.company_id
    and t.currency = ${payout}.currency and t.amount_text = trim_scale(-${payout}.amount)::text
    and t.date between ${payout}.date and ${payout}.date + ${MOST_DAYS}::int
    and t.deleted_at is null and t.source_id in ${ofProviders(sql, snapshot, BANKS)}
    and ${payout}.kind = 'PAYOUT' and ${payout}.amount < 0`

/** Payouts that may have arrived with `line`. */
const payoutsFor = (sql: Statements, snapshot: Snapshot, line: Fragment) => sql`
  select t.id from transactions t
  where t.workspace_id = ${snapshot.workspaceId} and t.company_id = ${line}.company_id
    and t.currency = ${line}.currency and t.amount_text = trim_scale(-${line}.amount)::text
    and t.date between ${line}.date - ${MOST_DAYS}::int and ${line}.date
    and t.kind = 'PAYOUT' and t.deleted_at is null and t.source_id in ${ofProviders(sql, snapshot, PROCESSORS)}
    and ${line}.amount > 0`

/** The one line that is certain: named by its reference, else the only one, of which the payout is the only one. */
const lineOf = (sql: Statements, snapshot: Snapshot, payout: Fragment) => sql`
  select id from (
    select c.id, c.named, count(*) filter (where c.named) over () as names, count(*) over () as lines
    from (${linesFor(sql, snapshot, payout)}) c
  ) counted
  where (named and names = 1)
    or (lines = 1 and names = 0 and 1 = (
      select count(*) from transactions line
      cross join lateral (${payoutsFor(sql, snapshot, sql`line`)}) other
      where line.workspace_id = ${snapshot.workspaceId} and line.id = counted.id))`
