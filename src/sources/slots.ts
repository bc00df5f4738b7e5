import { randomUUID } from 'node:crypto'
import { inWorkspace, type Database } from '../store/database.ts'
import type { SourceIds } from './budget.ts'

/** No call takes longer; the slot of a worker that died in the middle is free again then. */
const HOLD_MS = 150_000

/** A call that may be made now; ends with `leave`. */
export interface Slot {
  leave(): Promise<void>
}

/** The last slot is for whoever waits for the answer. */
export const slotsFor = ({ interactive }: { interactive: boolean }, atOnce: number): number =>
  interactive ? atOnce : Math.max(1, atOnce - 1)

/**
 * Takes one of so many slots, which all workers share. Null while all are taken. Two small statements per call, so only
 * for limits on how many may be at once.
 */
export async function takeSlot(
  database: Database,
  { workspaceId, sourceId }: SourceIds,
  { atOnce, now }: { atOnce: number; now: Date },
): Promise<Slot | null> {
  const holder = randomUUID()
  const until = new Date(now.getTime() + HOLD_MS)
  const [taken] = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx<{ slot: number }[]>`
      insert into call_slots as it (workspace_id, source_id, slot, held_by, until)
      select ${workspaceId}, ${sourceId}, n, ${holder}, ${until} from generate_series(1, ${atOnce}::int) n
      where not exists (
        select from call_slots c
        where c.workspace_id = ${workspaceId} and c.source_id = ${sourceId} and c.slot = n and c.until > ${now})
      -- At random, so that workers who look at the same time do not all reach for the same one.
      order by random() limit 1
      on conflict (workspace_id, source_id, slot) do update set held_by = excluded.held_by, until = excluded.until
        where it.until <= ${now}
      returning slot`,
  )
  if (taken === undefined) return null
  return {
    leave: () =>
      inWorkspace(database, workspaceId, async (tx) => {
        await tx`
          delete from call_slots
          where workspace_id = ${workspaceId} and source_id = ${sourceId} and slot = ${taken.slot} and held_by = ${holder}`
      }),
  }
}
