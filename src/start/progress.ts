import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../store/database.ts'

const EVERY_MS = 500
// The first answer comes within a minute of the start; what is not read by then arrives while the graph answers.
const AT_MOST_MS = 45_000

interface Standing {
  records: number
  streams: number
  done: number
}

/** Shows how far the first reading is, until it is done or has taken long enough. */
export async function showProgress(owner: Database, workspaceId: string, signal: AbortSignal): Promise<void> {
  const isTerminal = process.stdout.isTTY
  for (let waited = 0, shown = ''; waited < AT_MOST_MS && !signal.aborted; waited += EVERY_MS) {
    const { records, streams, done } = await standing(owner, workspaceId)
    const line = `Reading the books: ${records} records, ${done} of ${streams} streams complete`
    if (isTerminal) process.stdout.write(`\r${line}  `)
    else if (line !== shown && waited % 2_000 === 0) console.log((shown = line))
    if (done === streams) break
    await sleep(EVERY_MS)
  }
  if (isTerminal) process.stdout.write('\n')
}

async function standing(owner: Database, workspaceId: string): Promise<Standing> {
  const [row] = await owner.sql<[Standing]>`
    select coalesce(sum(record_count), 0)::int as records, count(*)::int as streams,
           count(*) filter (where fresh_as_of is not null or status in ('FAILED', 'UNSUPPORTED'))::int as done
    from stream_states where workspace_id = ${workspaceId}`
  return row
}
