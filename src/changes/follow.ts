import { inWorkspace, type Database } from '../store/database.ts'
import { headPosition, readChanges, type ChangeFilter, type ChangePage, type ChangeRow } from './read.ts'
import type { Waker } from './wake.ts'

const PAGE = 200

export interface Follow {
  database: Database
  waker: Waker
  workspaceId: string
  /** The last position that the follower has seen; null: only what comes from now on. */
  after: bigint | null
  filter: ChangeFilter
  /** Ends the following. */
  signal: AbortSignal
  /** How long a lost wake-up can delay a change, in milliseconds. */
  pollMs: number
}

/**
 * Every change after the position that passes the filter, in order, each once, then every new one as it happens,
 * until the signal. Reads a page ahead at most and holds no connection while it waits, for changes or for its reader.
 */
export async function* follow({
  database,
  waker,
  workspaceId,
  after,
  filter,
  signal,
  pollMs,
}: Follow): AsyncGenerator<ChangeRow, void, undefined> {
  const read = (from: bigint): Promise<ChangePage> =>
    inWorkspace(database, workspaceId, (tx) =>
      readChanges(tx, workspaceId, { after: from, limit: PAGE, filter }),
    )
  // Before the first look: what comes between a look and a wait then ends the wait.
  const wakes = waker.subscribe(workspaceId)
  try {
    let position = after ?? (await inWorkspace(database, workspaceId, (tx) => headPosition(tx, workspaceId)))
    while (!signal.aborted) {
      const { changes, end, hasMore } = await read(position)
      yield* until(signal, changes)
      position = end
      if (!hasMore) await wakes.next({ timeoutMs: pollMs, signal })
    }
  } finally {
    wakes.close()
  }
}

function* until(signal: AbortSignal, changes: readonly ChangeRow[]): Generator<ChangeRow> {
  for (const change of changes) {
    if (signal.aborted) return
    yield change
  }
}
