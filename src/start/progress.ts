import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../store/database.ts'

const EVERY_MS = 500
// After the start of the process. A newcomer waits for less than a minute even on a slow machine; what is not read by
// then arrives while the graph already answers.
const UNTIL_MS = 40_000

interface Standing {
  records: number
  streams: number
  done: number
}

/** Shows how far the first reading is, until it is done or has taken long enough. True when it is done. */
export async function showProgress(
  owner: Database,
  workspaceId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const isTerminal = process.stdout.isTTY
  let complete = false
  for (let looks = 0, shown = ''; performance.now() < UNTIL_MS && !signal.aborted; looks++) {
    const { records, streams, done } = await standing(owner, workspaceId)
    const line = `Reading the books: ${records} records, ${done} of ${streams} streams complete`
    if (isTerminal) process.stdout.write(`\r${line}  `)
    else if (line !== shown && looks % 4 === 0) console.log((shown = line))
    complete = done === streams
    if (complete) break
    await sleep(EVERY_MS)
  }
  if (isTerminal) process.stdout.write('\n')
  return complete
}

async function standing(owner: Database, workspaceId: string): Promise<Standing> {
  const [row] = await owner.sql<[Standing]>`
    select coalesce(sum(record_count), 0)::int as records, count(*)::int as streams,
           count(*) filter (where fresh_as_of is not null or status in ('FAILED', 'UNSUPPORTED'))::int as done
    from stream_states where workspace_id = ${workspaceId}`
  return row
}
