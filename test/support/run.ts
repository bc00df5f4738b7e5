// Runs the tests: one PostgreSQL for all of them, a migrated template that each test file copies.
// node test/support/run.ts [file …] [--any option of node --test]
import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '../../src/store/embedded/server.ts'
import { migrate } from '../../src/store/migrate.ts'

const args = process.argv.slice(2)
const files = args.filter((it) => !it.startsWith('--'))
const options = args.filter((it) => it.startsWith('--'))
const chosen = files.length > 0 ? files : globSync('test/**/*.test.ts').sort()

const folder = mkdtempSync(join(tmpdir(), 'daybook-test-'))
// PostgreSQL may run under another account, see store/embedded/account.ts.
chmodSync(folder, 0o755)
const cluster = await startEmbeddedPostgres({
  folder,
  // A test's cluster is thrown away: it need not survive a power cut.
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
})
try {
  await createTemplate(cluster.url)
  process.exitCode = await runTests(cluster.url)
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function createTemplate(url: string): Promise<void> {
  const template = url.replace(/daybook$/, 'daybook_template')
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  await sql`create database daybook_template`
  await sql.end()
  await migrate(template)
}

function runTests(url: string): Promise<number> {
  // By itself Node leaves one core idle, which is half of two.
  const settings = ['--test-timeout=180000', `--test-concurrency=${availableParallelism()}`]
  const child = spawn(process.execPath, ['--test', ...settings, ...options, ...chosen], {
    stdio: 'inherit',
    env: { ...process.env, DAYBOOK_TEST_DATABASE_URL: url },
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', pass).on('SIGTERM', pass)
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      resolve(code ?? 1)
    }),
  )
}
