import type { Database, Transaction } from '../store/database.ts'
import { pendingAssociation } from './connect/pending.ts'
import { association, rewrap, type MasterKeys } from './vault.ts'

const BATCH = 100

export interface Rotated {
  /** Data keys that are under the master key now and were not. */
  rewrapped: number
  /** None of the given keys opens these. */
  unreadable: number
}

interface Position {
  workspaceId: string
  id: string
}

/** Where sealed secrets lie, and what they are bound to there. */
const SEALED = [
  {
    table: 'credentials',
    id: 'grant_id',
    boundTo: ({ workspaceId, id }: Position) => association({ workspaceId, grantId: id }),
  },
  { table: 'pending_connects', id: 'id', boundTo: pendingAssociation },
] as const

/**
 * Wraps every data key in the vault by the present master key, of all workspaces; the secrets under them stay as they
 * are. In batches, each short, while everything else runs: whoever renews a token meanwhile waits for one batch. Safe
 * to run again.
 */
export async function rotateVault(owner: Database, keys: MasterKeys): Promise<Rotated> {
  const rotated = { rewrapped: 0, unreadable: 0 }
  for (const place of SEALED) {
    let after: Position | null = FIRST
    while (after !== null) {
      const from: Position = after
      after = await owner.begin('', (tx) => rotateBatch(tx, { place, keys, from, rotated }))
    }
  }
  return rotated
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
const FIRST: Position = { workspaceId: NOBODY, id: NOBODY }

interface Batch {
  place: (typeof SEALED)[number]
  keys: MasterKeys
  from: Position
  rotated: Rotated
}

/** Null after the last one. */
async function rotateBatch(tx: Transaction, { place, keys, from, rotated }: Batch): Promise<Position | null> {
  const [table, id] = [tx(place.table), tx(place.id)]
  const rows = await tx<(Position & { sealed: Buffer })[]>`
    select workspace_id as "workspaceId", ${id} as id, sealed from ${table}
    where (workspace_id, ${id}) > (${from.workspaceId}::uuid, ${from.id}::uuid)
    order by workspace_id, ${id} limit ${BATCH} for update`
  for (const row of rows) {
    const sealed = rewrapped(keys, place.boundTo(row), row.sealed)
    if (sealed === 'unreadable') rotated.unreadable += 1
    else if (sealed !== null) {
      // Its version stays: the secrets are the same, and whoever holds them need not read them again.
      await tx`update ${table} set sealed = ${sealed} where workspace_id = ${row.workspaceId} and ${id} = ${row.id}`
      rotated.rewrapped += 1
    }
  }
  return rows.at(-1) ?? null
}

function rewrapped(keys: MasterKeys, boundTo: string, sealed: Buffer): Buffer | null | 'unreadable' {
  try {
    return rewrap(keys, boundTo, sealed)
  } catch {
    return 'unreadable'
  }
}
