// npm run bench [queries|reading|webhooks …]: figures from real parts on this machine; nothing here is a test.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { startEmbeddedPostgres } from '../../src/store/embedded/server.ts'
import { migrate } from '../../src/store/migrate.ts'
import { benchQueries } from './queries.ts'
import { benchReading } from './reading.ts'
import { benchWebhooks } from './webhooks.ts'

const BENCHES: Readonly<Record<string, (url: string, owner: Database) => Promise<void>>> = {
  queries: benchQueries,
  reading: benchReading,
  webhooks: benchWebhooks,
}

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHES)
const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'))
chmodSync(folder, 0o755)
const cluster = await startEmbeddedPostgres({ folder })
// A bench that is cut short takes its database along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cluster.stop().then(() => process.exit(1)))
}
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`)
try {
  for (const name of chosen) {
    const bench = BENCHES[name]
    if (bench === undefined)
      throw new Error(`There is no bench "${name}". There are: ${Object.keys(BENCHES).join(', ')}.`)
    const url = await createDatabase(`bench_${name}`)
    const owner = openDatabase({ url, role: 'owner', max: 4 })
    await bench(url, owner)
    await owner.close()
  }
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function createDatabase(name: string): Promise<string> {
  const sql = postgres(cluster.url, { max: 1, onnotice: () => undefined })
  await sql.unsafe(`create database ${name}`)
  await sql.end()
  const url = cluster.url.replace(/daybook$/, name)
  await migrate(url)
  return url
}
