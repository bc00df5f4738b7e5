import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import { ensureDemo } from '../../src/start/demo.ts'
import { sandboxEnvironment } from '../../src/start/sandbox.ts'
import type { Database, Sql } from '../../src/store/database.ts'
import { serve } from './processes.ts'

const MAIN = new URL('../../src/main.ts', import.meta.url)
const AT_MOST_MS = 180_000

/** Records per second through the whole read-in path: HTTP, mapping, guard, tables and feed, from an empty database. */
export async function benchReading(databaseUrl: string, owner: Database): Promise<void> {
  const sandbox = await serve(MAIN, ['sandbox', '--port', '0'])
  const { workspaceId } = await ensureDemo(owner, readConfig())
  const begun = performance.now()
  const worker = await serve(MAIN, ['worker'], {
    ...sandboxEnvironment(sandbox.url),
    DATABASE_URL: databaseUrl,
    DAYBOOK_LOG: 'warn',
  })
  try {
    await untilRead(owner.sql, workspaceId)
    const seconds = (performance.now() - begun) / 1000
    const [{ count }] = await owner.sql<[{ count: number }]>`select count(*)::int as count from raw_records`
    const sources = await owner.sql<{ provider: string; read: number; seconds: number }[]>`
      select s.provider, sum(r.read)::int as read,
             extract(epoch from max(r.finished_at) - min(r.started_at))::float8 as seconds
      from sync_runs r join sources s on s.workspace_id = r.workspace_id and s.id = r.source_id
      group by s.provider order by s.provider`
    const bare = await bareInserts(owner.sql)
    console.log(`\nThe demo's books, ${count} raw records, read from an empty database by one worker`)
    console.log(
      `  ${Math.round(count / seconds)} records/s through everything (${seconds.toFixed(1)} s, the worker's start included)`,
    )
    for (const source of sources) {
      const rate = Math.round(source.read / source.seconds)
      console.log(`  ${rate} records/s from ${source.provider}, within its own limits on calls`)
    }
    console.log(`  ${Math.round(count / bare)} records/s limit: the same texts inserted into a bare table`)
  } finally {
    await worker.stop()
    await sandbox.stop()
  }
}

/** Waits until every stream has been read once. */
export async function untilRead(sql: Sql, workspaceId: string): Promise<void> {
  for (let waited = 0; waited < AT_MOST_MS; waited += 100) {
    const [{ open }] = await sql<[{ open: number }]>`
      select count(*)::int as open from stream_states where workspace_id = ${workspaceId} and fresh_as_of is null`
    if (open === 0) return
    await sleep(100)
  }
  throw new Error(`The books were not read within ${AT_MOST_MS / 1000} s.`)
}

async function bareInserts(sql: Sql): Promise<number> {
  const rows = await sql<{ raw: string }[]>`select raw from raw_records`
  await sql`create table bare (raw text)`
  const begun = performance.now()
  for (let from = 0; from < rows.length; from += 1000) {
    const texts = rows.slice(from, from + 1000).map((it) => it.raw)
    await sql`insert into bare select * from unnest(${texts}::text[])`
  }
  return (performance.now() - begun) / 1000
}
