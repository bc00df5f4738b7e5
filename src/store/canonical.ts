import type { CanonicalRecord } from '../domain/entities.ts'
import { newId, type RecordKey } from '../domain/ids.ts'
import type { ChangeKind } from '../domain/vocabulary.ts'
import type { AppliedChange, IncomingPage } from './apply.ts'
import type { Transaction } from './database.ts'
import type { Written } from './guard.ts'
import { asChanges } from './owners.ts'
import { rows } from './parameter.ts'
import { nameOf, ownOf } from './produced.ts'
import { fillProfile } from './profile.ts'
import { deleteStatement, upsertStatement, type ChangedRow } from './statements.ts'
import { STORED_TYPES, type StoredType } from './tables.ts'

export type Place = Pick<IncomingPage, 'workspaceId' | 'sourceId'>

/** A canonical row that was really changed. */
export interface RowChange extends ChangedRow {
  type: StoredType
  kind: ChangeKind
}

/** Brings the canonical records to what the winning raw records say. */
export async function writeCanonical(
  tx: Transaction,
  page: IncomingPage,
  winners: readonly Written[],
): Promise<AppliedChange[]> {
  const records = winners.flatMap(recordsOf)
  const upserted = await upsert(tx, page, records)
  const vanished = winners.flatMap((it) => vanishedOf(it, page.stream))
  const deleted = await deleteRows(tx, page, vanished, page.fetchedAt)
  await fillProfile(tx, page, records)
  return await asChanges(tx, page, [...upserted, ...deleted])
}

type OwnRecord = ReturnType<typeof ownOf>[number]
type Arriving = CanonicalRecord & { remoteId: string }

function recordsOf({ incoming }: Written): Arriving[] {
  if (incoming.kind !== 'readable') return []
  return incoming.records.map((it) => ({ ...it, remoteId: incoming.remoteId }))
}

/** What the previous version made and this one does not; an unreadable version takes nothing away. */
function vanishedOf({ incoming, produced }: Written, stream: string): OwnRecord[] {
  if (incoming.kind === 'unreadable') return []
  const kept = new Set(incoming.kind === 'readable' ? incoming.records.map(nameOf) : [])
  return ownOf(
    produced.filter((it) => !kept.has(it)),
    stream,
    incoming.remoteId,
  )
}

async function upsert(tx: Transaction, page: IncomingPage, records: Arriving[]): Promise<RowChange[]> {
  const { workspaceId, companyId, sourceId, stream } = page
  const changed: RowChange[] = []
  for (const [type, those] of byType(records)) {
    // Two remote records may bring the same one, such as a dimension along with each of its values.
    const byKey = new Map(those.map((it) => [it.key, { ...it, id: newId() }]))
    const written = await tx.unsafe<ChangedRow[]>(
      upsertStatement(type),
      [workspaceId, companyId, sourceId, stream, rows([...byKey.values()])],
      { prepare: true },
    )
    changed.push(
      ...written.map((it) => ({
        ...it,
        type,
        kind: it.version === 1 ? ('CREATED' as const) : ('UPDATED' as const),
      })),
    )
  }
  return changed
}

async function deleteRows(
  tx: Transaction,
  { workspaceId, sourceId }: Place,
  records: readonly OwnRecord[],
  at: Date,
): Promise<RowChange[]> {
  const changed: RowChange[] = []
  for (const [type, those] of byType(records)) {
    const keys: RecordKey[] = those.map((it) => it.key)
    const deleted = await tx.unsafe<ChangedRow[]>(
      deleteStatement(type),
      [workspaceId, sourceId, keys, at.toISOString()],
      { prepare: true },
    )
    changed.push(...deleted.map((it) => ({ ...it, type, kind: 'DELETED' as const })))
  }
  return changed
}

/** In the one order in which every writer takes the tables. */
function byType<T extends { type: CanonicalRecord['type'] }>(records: readonly T[]): [StoredType, T[]][] {
  const groups = Map.groupBy(records, (it) => it.type)
  return STORED_TYPES.flatMap((type) => {
    const those = groups.get(type)
    return those === undefined ? [] : [[type, those]]
  })
}
