import type { ChangeKind, IngestPath, RecordType } from '../domain/vocabulary.ts'
import type { Statements } from '../store/database.ts'

// How many changes one reading passes at most, whatever its filter lets through.
const SCAN = 5_000n

/** What a reader wants to see; a list that is absent lets everything through. */
export interface ChangeFilter {
  companyIds?: readonly string[]
  sourceIds?: readonly string[]
  recordTypes?: readonly RecordType[]
  kinds?: readonly ChangeKind[]
  recordIds?: readonly string[]
}

/** One change to one record. */
export interface ChangeRow {
  position: bigint
  kind: ChangeKind
  recordType: RecordType
  recordId: string
  companyId: string
  sourceId: string
  version: number
  /** Canonical field names; empty for CREATED and DELETED. One that came back has "deletedAt" among them. */
  changedFields: string[]
  via: IngestPath
  /** As PostgreSQL writes an instant in UTC. */
  occurredAt: string
}

export interface ChangePage {
  changes: ChangeRow[]
  /** Where to read on. Past changes that the filter held back, so that nobody reads those twice. */
  end: bigint
  hasMore: boolean
}

export interface ReadChanges {
  /** The last position that the reader has seen; 0 for the beginning. */
  after: bigint
  /** Changes at most; there may be fewer, or none, although `hasMore`. */
  limit: number
  filter?: ChangeFilter
}

/** The workspace's changes after a position, oldest first. */
export async function readChanges(
  tx: Statements,
  workspaceId: string,
  { after, limit, filter = {} }: ReadChanges,
): Promise<ChangePage> {
  const head = await headPosition(tx, workspaceId)
  // Positions have no gaps, so this passes as many rows.
  const scanned = smaller(head, after + SCAN)
  if (scanned <= after) return { changes: [], end: after, hasMore: false }
  const changes = await tx<ChangeRow[]>`
    select position, kind, record_type as "recordType", record_id as "recordId", company_id as "companyId",
      source_id as "sourceId", version, changed_fields as "changedFields", via, occurred_at as "occurredAt"
    from changes
    where workspace_id = ${workspaceId} and position > ${after.toString()} and position <= ${scanned.toString()} and ${passes(tx, filter)}
    order by position limit ${limit}`
  const last = changes.length === limit ? changes.at(-1) : undefined
  const end = last?.position ?? scanned
  return { changes: [...changes], end, hasMore: end < head }
}

/** The feed's last position now; 0 where nothing has ever changed. */
export async function headPosition(tx: Statements, workspaceId: string): Promise<bigint> {
  const [head] = await tx<{ position: bigint }[]>`
    select position from feed_heads where workspace_id = ${workspaceId}`
  return head?.position ?? 0n
}

function passes(tx: Statements, filter: ChangeFilter) {
  const isOneOf = (column: string, values: readonly string[] | undefined) =>
    values === undefined ? tx`` : tx`and ${tx(column)}::text = any(${[...values]}::text[])`
  return tx`true ${isOneOf('company_id', filter.companyIds)} ${isOneOf('source_id', filter.sourceIds)}
    ${isOneOf('record_type', filter.recordTypes)} ${isOneOf('kind', filter.kinds)}
    ${isOneOf('record_id', filter.recordIds)}`
}

const smaller = (a: bigint, b: bigint) => (a < b ? a : b)
