import { STORED_TYPES, tableOf } from '../../src/store/tables.ts'
import type { Database, Sql } from '../../src/store/database.ts'
import { ANEW } from '../sync/fault-matrix/books.ts'
import type { Books } from './books.ts'
import { held, type Held } from './subscriber.ts'

// How the books that were read through all the disorder differ from those of a clean reading of the same accounts.

/** Some records of each kind, by name, and why. */
export interface Verdict {
  lost: string[]
  /** Records that a clean reading does not have, or that the feed says were created twice. */
  doubled: string[]
  wrong: string[]
  missedBySubscriber: string[]
}

/** A balance whose day the provider does not tell is of the day of the reading. */
const ANEW_HERE = [...ANEW, 'balance_as_of']

export async function judge(
  { sql }: Database,
  { workspaceId, sources }: Pick<Books, 'workspaceId' | 'sources'>,
  twins: ReadonlyMap<string, string>,
  seen: readonly Held[],
): Promise<Verdict> {
  const verdict: Verdict = { lost: [], doubled: [], wrong: [], missedBySubscriber: [] }
  for (const { id, provider } of sources) {
    const twin = twins.get(id)
    if (twin === undefined) throw new Error(`the source at ${provider} has no twin`)
    const [ours, theirs] = [await recordsOf(sql, id), await recordsOf(sql, twin)]
    const gone = await goneFrom(sql, id)
    for (const [name, record] of theirs) {
      const own = ours.get(name)
      if (own === undefined) verdict.lost.push(`${provider} ${name}`)
      else if (own !== record) {
        const different = difference(withoutPast(own, record, gone), record)
        if (different !== '') verdict.wrong.push(`${provider} ${name}: ${different}`)
      }
    }
    for (const name of ours.keys()) if (!theirs.has(name)) verdict.doubled.push(`${provider} ${name}`)
  }
  const twice = await sql<{ id: string }[]>`
    select record_id as id from (
      select record_id, kind, lag(kind) over (partition by record_id order by position) as before
      from changes where workspace_id = ${workspaceId}) it
    where kind = 'CREATED' and before is not null and before <> 'DELETED'`
  verdict.doubled.push(...twice.map((it) => `created twice: ${it.id}`))
  verdict.missedBySubscriber = await missedBy(seen, sql, workspaceId)
  return verdict
}

async function recordsOf(sql: Sql, sourceId: string): Promise<Map<string, string>> {
  const records = new Map<string, string>()
  for (const type of STORED_TYPES) {
    const rows = await sql<{ key: string; record: string }[]>`
      select key, (to_jsonb(it) - ${ANEW_HERE}::text[])::text as record from ${sql(tableOf(type))} it
      where source_id = ${sourceId} and deleted_at is null`
    for (const { key, record } of rows) records.set(`${type} ${key}`, record)
  }
  return records
}

/** Keys of transactions that were there once. */
async function goneFrom(sql: Sql, sourceId: string): Promise<ReadonlySet<string>> {
  const rows = await sql<{ key: string }[]>`
    select key from ${sql(tableOf('TRANSACTION'))} where source_id = ${sourceId} and deleted_at is not null`
  return new Set(rows.map((it) => it.key))
}

/**
 * As which pending entry a booked one was listed before is known to those who saw it then, and to no later reading. It
 * must be one that was there and is gone.
 */
function withoutPast(own: string, clean: string, gone: ReadonlySet<string>): string {
  const [ours, theirs] = [own, clean].map((it) => JSON.parse(it) as Record<string, unknown>)
  const wasSeen = typeof ours?.['pending_key'] === 'string' && gone.has(ours['pending_key'])
  return theirs?.['pending_key'] === null && wasSeen ? JSON.stringify({ ...ours, pending_key: null }) : own
}

function difference(own: string, clean: string): string {
  const [ours, theirs] = [own, clean].map((it) => JSON.parse(it) as Record<string, unknown>)
  const fields = Object.keys({ ...ours, ...theirs })
  return fields
    .filter((it) => JSON.stringify(ours?.[it]) !== JSON.stringify(theirs?.[it]))
    .map((it) => `${it} is ${JSON.stringify(ours?.[it])}, not ${JSON.stringify(theirs?.[it])}`)
    .join('; ')
}

/** Changes that never arrived, and those that arrived before one that they follow. */
async function missedBy(seen: readonly Held[], sql: Sql, workspaceId: string): Promise<string[]> {
  const feed = await sql<{ recordId: string; version: number; kind: string; type: string }[]>`
    select record_id as "recordId", version, kind, record_type as type from changes
    where workspace_id = ${workspaceId} order by position`
  const firstSeen = new Map<Held, number>()
  for (const [at, change] of seen.entries()) if (!firstSeen.has(change)) firstSeen.set(change, at)
  const missed: string[] = []
  let last = -1
  for (const { recordId, version, kind, type } of feed) {
    const change = held({ recordId: encoded(type, recordId), version, kind })
    const at = firstSeen.get(change)
    if (at === undefined) missed.push(`${type} ${change}`)
    else if (at < last) missed.push(`${type} ${change}: out of order`)
    else last = at
  }
  return missed
}

/** As the graph names a record. */
const encoded = (type: string, uuid: string): string => {
  const name = type.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return Buffer.from(`${name}:${uuid}`, 'latin1').toString('base64url')
}
