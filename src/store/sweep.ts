import { newId } from '../domain/ids.ts'
import { apply, type IncomingPage } from './apply.ts'
import { inWorkspace, type Database, type Transaction } from './database.ts'

const BATCH = 1_000
/** So few deletions are never suspicious, whatever their share. */
const HARMLESS = 10

type Origin = Pick<IncomingPage, 'workspaceId' | 'companyId' | 'sourceId' | 'stream' | 'via' | 'syncRunId'>

export interface Sweep extends Origin {
  /** When the complete listing began: what it did not name since is gone. */
  completeSince: Date
  /** How much of the stream's records may go at once, 0 to 1. */
  maxShare: number
}

export interface Swept {
  deleted: number
  /** How many would have gone, when they were too many to be believed; else 0. */
  heldBack: number
}

/**
 * Deletes what a complete listing of the stream did not name. When that is a suspicious share of the stream, deletes
 * nothing and leaves the anomaly SUSPICIOUS_DELETIONS instead.
 */
export async function sweep(database: Database, order: Sweep): Promise<Swept> {
  const { alive, unnamed } = await inWorkspace(database, order.workspaceId, async (tx) => {
    const weight = await weigh(tx, order)
    await tellSuspicion(tx, order, weight)
    return weight
  })
  if (isSuspicious(order, { alive, unnamed })) return { deleted: 0, heldBack: unnamed }
  let deleted = 0
  for await (const remoteIds of unnamedIds(database, order)) {
    const applied = await apply(database, {
      ...order,
      fetchedAt: order.completeSince,
      records: [],
      deleted: remoteIds.map((remoteId) => ({ remoteId, at: null })),
    })
    deleted += applied.deleted
  }
  return { deleted, heldBack: 0 }
}

interface Weight {
  alive: number
  unnamed: number
}

const isSuspicious = ({ maxShare }: Sweep, { alive, unnamed }: Weight): boolean =>
  unnamed > HARMLESS && unnamed > alive * maxShare

async function weigh(tx: Transaction, order: Sweep): Promise<Weight> {
  const [weight = { alive: 0, unnamed: 0 }] = await tx<Weight[]>`
    select count(*)::int as alive,
      count(*) filter (where seen_at < ${order.completeSince.toISOString()})::int as unnamed
    from raw_records
    where workspace_id = ${order.workspaceId} and source_id = ${order.sourceId} and stream = ${order.stream}
      and deleted_at is null`
  return weight
}

async function* unnamedIds(database: Database, order: Sweep): AsyncGenerator<string[]> {
  let after = ''
  for (;;) {
    const rows = await inWorkspace(
      database,
      order.workspaceId,
      (tx) => tx<{ remoteId: string }[]>`
        select remote_id as "remoteId" from raw_records
        where workspace_id = ${order.workspaceId} and source_id = ${order.sourceId} and stream = ${order.stream}
          and deleted_at is null and seen_at < ${order.completeSince.toISOString()} and remote_id > ${after}
        order by remote_id limit ${BATCH}`,
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((it) => it.remoteId)
    after = last.remoteId
  }
}

/** One open anomaly per stream, as long as the suspicion lasts. */
async function tellSuspicion(tx: Transaction, order: Sweep, weight: Weight): Promise<void> {
  const { workspaceId, sourceId, stream, completeSince } = order
  const message = isSuspicious(order, weight)
    ? `A complete listing of ${stream} lacks ${weight.unnamed} of ${weight.alive} records; none of them was deleted.`
    : null
  await tx`
    with settled as (
      update anomalies set resolved_at = ${completeSince.toISOString()}
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream} and remote_id is null
        and code = 'SUSPICIOUS_DELETIONS' and resolved_at is null and message is distinct from ${message}
    )
    insert into anomalies (workspace_id, id, source_id, stream, code, severity, message, path, detected_at)
    select ${workspaceId}, ${newId()}, ${sourceId}, ${stream}, 'SUSPICIOUS_DELETIONS', 'ERROR', ${message}, '{}',
      ${completeSince.toISOString()}
    where ${message}::text is not null and not exists (
      select from anomalies
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and stream = ${stream} and remote_id is null
        and code = 'SUSPICIOUS_DELETIONS' and resolved_at is null and message = ${message}
    )`
}
