import type { CanonicalRecord, Finding } from '../domain/entities.ts'
import type { ChangeKind, IngestPath, RecordType } from '../domain/vocabulary.ts'
import { inWorkspace, type Database, type Transaction } from './database.ts'
import { announce, appendChanges } from './feed.ts'
import { add, apart, asUnreadable, isRefusal } from './refusal.ts'
import { retryConflicts } from './retry.ts'
import { writePage } from './write-page.ts'

/** One remote record, read and mapped; see sync/interpret.ts. */
export interface IncomingRecord {
  remoteId: string
  /** JSON text as received, digit for digit. */
  raw: string
  /** The provider's version stamp, RFC 3339, or null where it has none. */
  remoteUpdatedAt: string | null
  remoteUrl: string | null
  /** Null: it could not be read; it is kept raw, with its findings, and changes no canonical record. */
  records: CanonicalRecord[] | null
  findings: Finding[]
}

export interface IncomingPage {
  workspaceId: string
  companyId: string
  sourceId: string
  stream: string
  via: IngestPath
  syncRunId: string | null
  /** When the request that brought the page was sent. */
  fetchedAt: Date
  records: IncomingRecord[]
  /** Of the company's books, as the records were mapped by it. Left out where none were. */
  baseCurrency?: string | null
  deleted: readonly { remoteId: string; at: string | null }[]
  /** Named by a listing without being brought. */
  presentIds?: readonly string[]
  /**
   * The records are those that are stored, mapped again: by remote id, the content hash that each had when it was read.
   * What is no longer as it was then is left alone.
   */
  stored?: ReadonlyMap<string, string>
}

/** Counts are of remote records; `created` minus `deleted` is by how many more of them are readable and alive. */
export interface Applied {
  created: number
  updated: number
  unchanged: number
  deleted: number
  rejected: number
  /** Deleted that never could be read: nobody has to look at them any more. */
  settled: number
  /** The feed's last position after this, or null when nothing changed. */
  position: bigint | null
}

export interface AppliedChange {
  kind: ChangeKind
  recordType: RecordType
  recordId: string
  version: number
  changedFields: string[]
}

type Also = (tx: Transaction, applied: Applied, changes: readonly AppliedChange[]) => Promise<void>

/**
 * Writes what a provider sent: the only writer of records and of the change feed. One transaction: the raw records
 * that win over what is there, the canonical records and findings that follow from them, whatever `also` adds (a
 * checkpoint, counters), and the feed. The number of statements does not depend on the number of records.
 *
 * `also` sees the counts, and `position` null: positions are taken last, because from then until the commit every
 * other writer of the workspace waits. It runs again when the transaction does, so it must only write through `tx`.
 *
 * Throws OutdatedMappingError, and writes nothing, when the source's base currency is no longer the page's.
 *
 * A record that PostgreSQL cannot hold is set aside like one that could not be read. To find it, the page is written
 * in parts, `also` with the last.
 */
export async function apply(database: Database, page: IncomingPage, also?: Also): Promise<Applied> {
  try {
    return await applyWhole(database, page, also)
  } catch (error) {
    const [record, ...more] = page.records
    if (record === undefined || !isRefusal(error)) throw error
    if (more.length > 0) return await applyApart(database, page, also)
    if (record.records === null) throw error
    return await applyWhole(database, { ...page, records: [asUnreadable(record, error)] }, also)
  }
}

async function applyApart(database: Database, page: IncomingPage, also?: Also): Promise<Applied> {
  const { halves, rest } = apart(page)
  let applied: Applied = {
    ...{ created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0, settled: 0 },
    position: null,
  }
  for (const half of halves) applied = add(applied, await apply(database, half))
  const last = await applyWhole(database, rest, async (tx, counts, changes) => {
    await also?.(tx, { ...add(applied, counts), position: null }, changes)
  })
  return add(applied, last)
}

async function applyWhole(database: Database, page: IncomingPage, also?: Also): Promise<Applied> {
  const applied = await retryConflicts(() =>
    inWorkspace(database, page.workspaceId, async (tx) => {
      const { counts, changes } = await writePage(tx, page)
      await also?.(tx, { ...counts, position: null }, changes)
      return { ...counts, position: await appendChanges(tx, page, changes) }
    }),
  )
  if (applied.position !== null) await announce(database, page.workspaceId)
  return applied
}
