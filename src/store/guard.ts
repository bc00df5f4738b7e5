import type { IncomingPage } from './apply.ts'
import type { Transaction } from './database.ts'
import type { Incoming } from './incoming.ts'
import { rows } from './parameter.ts'

/** LATE: what is there is newer. SAME: equal content, only fetched anew. NEW and CHANGED win. */
export type Outcome = 'NEW' | 'CHANGED' | 'SAME' | 'LATE'

export interface Written {
  incoming: Incoming
  outcome: Outcome
  /** Names of the canonical records that the previous version made. */
  produced: readonly string[]
  /** Whether it was readable and not deleted before. */
  wasAlive: boolean
  /** Whether it could not be read, never before either, and was not deleted. */
  wasSetAside: boolean
}

/**
 * Locks the rows that are there, in one order for all writers, and holds the incoming ones against them. The stamps
 * decide where both have one and they differ, otherwise the instants of fetching; on a tie the later writer wins. What
 * is only mapped again wins where it is still what is stored.
 */
export async function compare(tx: Transaction, page: IncomingPage, all: Incoming[]): Promise<Written[]> {
  if (all.length === 0) return []
  const facts = all.map((it, index) => ({ index, ...versionOf(it, page) }))
  const standing = await tx<(Omit<Written, 'incoming'> & { index: number })[]>`
    with incoming as (
      select * from json_to_recordset(${rows(facts)}::text::json)
        as x(index int, "remoteId" text, stamp timestamptz, hash text, kind text)
    ), standing as materialized (
      select remote_id, remote_updated_at, fetched_at, content_hash, produced, rejected, deleted_at
      from raw_records
      where workspace_id = ${page.workspaceId} and source_id = ${page.sourceId} and stream = ${page.stream}
        and remote_id = any(${all.map((it) => it.remoteId)}::text[])
      order by remote_id for update
    )
    select it.index, coalesce(old.produced, '{}') as produced,
      coalesce(old.produced is not null and old.deleted_at is null, false) as "wasAlive",
      coalesce(old.produced is null and old.rejected and old.deleted_at is null, false) as "wasSetAside",
      case
        when ${page.stored !== undefined} then
          case when it.hash = old.content_hash and old.deleted_at is null then 'CHANGED' else 'LATE' end
        when old.remote_id is null then 'NEW'
        when it.stamp < old.remote_updated_at then 'LATE'
        when it.stamp > old.remote_updated_at is not true
          and ${page.fetchedAt.toISOString()}::timestamptz < old.fetched_at then 'LATE'
        when it.kind = 'gone' and old.deleted_at is not null then 'SAME'
        when it.hash = old.content_hash and old.deleted_at is null
          and old.rejected = (it.kind = 'unreadable') then 'SAME'
        else 'CHANGED'
      end as outcome
    -- A full join is never a nested loop, whatever the planner takes the sizes for; "standing" has no rows beyond.
    from incoming it full join standing old on old.remote_id = it."remoteId"
    order by it.index`
  return standing.flatMap(({ index, ...rest }) => {
    const incoming = all[index]
    return incoming === undefined ? [] : [{ incoming, ...rest }]
  })
}

function versionOf(it: Incoming, { stored }: IncomingPage) {
  const { remoteId, stamp, kind } = it
  return { remoteId, stamp, kind, hash: it.kind === 'gone' ? null : (stored?.get(remoteId) ?? it.hash) }
}
