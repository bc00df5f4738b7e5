// npm run chaos -- [--seed 1] [--minutes 3] [--scale 0.2] [--keep]: the whole system against providers that fail, on real parts.
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { encodeId } from '../../src/api/ids.ts'
import { readConfig } from '../../src/config.ts'
import { createRandom } from '../../src/sandbox/kit/random.ts'
import { sandboxEnvironment } from '../../src/start/sandbox.ts'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { freePort, startEmbeddedPostgres } from '../../src/store/embedded/server.ts'
import { migrate } from '../../src/store/migrate.ts'
import { connectBooks, connectTwins, type Books } from './books.ts'
import { control, wreakHavoc } from './disorder.ts'
import { Role } from './processes.ts'
import { report } from './report.ts'
import { Subscriber } from './subscriber.ts'
import { judge } from './verdict.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '3' },
    scale: { type: 'string', default: '0.2' },
    keep: { type: 'boolean', default: false },
  },
})
const [seed, minutes] = [Number(values.seed), Number(values.minutes)]
if (!(Number.isInteger(seed) && minutes > 0 && minutes <= 60))
  throw new RangeError('--seed must be a whole number, --minutes a number up to 60.')

const WORKERS = 2
const CALL_TIMEOUT_MS = 2_000
/** A circuit may be open for 15 minutes when the faults stop. */
const CONVERGED_WITHIN_MS = 25 * 60_000
const CLEAN_WITHIN_MS = 10 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'daybook-chaos-'))
chmodSync(folder, 0o755)
const clusterSettings = { folder, port: await freePort() }
let cluster = await startEmbeddedPostgres(clusterSettings)
const roles: Role[] = []
const interrupted = Promise.withResolvers<never>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    interrupted.reject(new Error(`Ended by ${signal}.`))
  })
}
let isWell = false
try {
  isWell = await Promise.race([chaos(), interrupted.promise])
} finally {
  for (const role of roles.reverse()) await role.stop()
  await cluster.stop()
  if (isWell && !values.keep) rmSync(folder, { recursive: true, force: true })
  else console.log(`The logs and the database lie in ${folder}.`)
}
process.exit(isWell ? 0 : 1)

async function chaos(): Promise<boolean> {
  await migrate(cluster.url)
  const begunAt = new Date()
  const port = await freePort()
  const statementsDir = join(folder, 'statements')
  const base = {
    DATABASE_URL: cluster.url,
    PORT: String(port),
    DAYBOOK_DATA_DIR: folder,
    DAYBOOK_LOG: 'warn',
    DAYBOOK_SANDBOX_SCALE: values.scale,
    DAYBOOK_CALL_TIMEOUT_MS: String(CALL_TIMEOUT_MS),
    DAYBOOK_STATEMENTS_DIR: statementsDir,
  }
  const start = (name: string, args: readonly string[], env: Record<string, string>) => {
    const role = new Role(name, { args, env, logDir: folder })
    roles.push(role)
    return role
  }
  const deliverTo = `http://127.0.0.1:${port}/webhooks`
  const sandbox = start(
    'sandbox',
    ['sandbox', '--port', '0', '--seed', String(seed), '--deliver-to', deliverTo],
    base,
  )
  const sandboxUrl = await sandbox.ready
  const env = { ...base, ...sandboxEnvironment(sandboxUrl) }
  const config = readConfig({ ...process.env, ...env })
  let owner = openDatabase({ url: cluster.url, role: 'owner', max: 4 })
  const books = await connectBooks(owner, config, begunAt)
  const bank = books.sources.find((it) => it.provider === 'BANK_STATEMENT')
  // Banks allow four readings a day without the customer; the comparison at the end is one more.
  await control(sandboxUrl, 'open-banking/set_dialect', { unlimitedAccess: true })
  const api = start('api', ['api'], env)
  const apiUrl = await api.ready
  const subscriber = new Subscriber(`${apiUrl}/graphql`, books.key)
  const workers = Array.from({ length: WORKERS }, (_, n) => start(`worker-${n + 1}`, ['worker'], env))

  console.log(
    `Seed ${seed}: ${minutes} minutes of disorder, ${WORKERS} workers, books of ${values.scale} of the demo's size …`,
  )
  const done = await wreakHavoc(
    {
      random: createRandom(seed),
      sandboxUrl,
      providers: await playedBy(sandboxUrl),
      workers,
      api,
      subscriber,
      restartDatabase: async () => {
        await owner.close()
        await cluster.stop()
        cluster = await startEmbeddedPostgres(clusterSettings)
        owner = openDatabase({ url: cluster.url, role: 'owner', max: 4 })
      },
      statements: {
        folder: join(statementsDir, encodeId('Source', bank?.id ?? '')),
        files: books.statements,
      },
    },
    minutes * 60_000,
  )
  const calmAt = new Date()
  console.log('The faults stop. Waiting until everything is read …')
  await readAllNow(`${apiUrl}/graphql`, books)
  let lastOpen: string[] = []
  const openAfter = await until(CONVERGED_WITHIN_MS, async () => {
    const open = [...filesLeft(statementsDir), ...(await unread(owner, books.workspaceId, calmAt))]
    if (open.length > 0) lastOpen = open
    return open
  })
  const convergedMs = Date.now() - calmAt.getTime()
  await until(30_000, () => behind(owner, books.workspaceId, subscriber))
  await subscriber.stop()
  for (const worker of workers) await worker.stop()

  console.log('Reading the same books once more, undisturbed …')
  await owner.sql`update sources set paused_at = now() where workspace_id = ${books.workspaceId}`
  const { workspaceId: cleanWorkspace, twins } = await connectTwins(owner, config, books, new Date())
  start('worker-clean', ['worker'], env)
  const openClean = await until(CLEAN_WITHIN_MS, () => unread(owner, cleanWorkspace, calmAt))
  const verdict = await judge(owner, books, twins, subscriber.changes)
  const isGood = await report(owner, {
    books,
    verdict,
    done,
    convergedMs,
    lastOpen,
    unread: [...openAfter, ...openClean.map((it) => `the clean reading's ${it}`)],
    endedByThemselves: roles
      .filter((it) => it.endedByItself > 0)
      .map((it) => `${it.name}: ${it.endedByItself}`),
    subscriber,
  })
  await owner.close()
  return isGood
}

async function playedBy(sandboxUrl: string): Promise<readonly string[]> {
  const answer = await fetch(`${sandboxUrl}/control`)
  return ((await answer.json()) as { providers: string[] }).providers
}

/** The streams' next runs are brought forward: some of them are hours away. From their checkpoints, not anew. */
async function readAllNow(url: string, { key, sources }: Books): Promise<void> {
  const query = `mutation ($sourceId: ID!) { requestSync(input: { sourceId: $sourceId }) { userErrors { message } } }`
  for (const { id } of sources) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { sourceId: encodeId('Source', id) } }),
    })
    const text = await answer.text()
    if (!answer.ok || text.includes('message')) throw new Error(`A reading was refused: ${text}`)
  }
}

/** Resolves to what is still open after so long; nothing in the best case. */
async function until(ms: number, open: () => Promise<string[]>): Promise<string[]> {
  const deadline = performance.now() + ms
  for (;;) {
    const left = await open()
    if (left.length === 0 || performance.now() >= deadline) return left
    await sleep(250)
  }
}

/** Statements that no worker has taken whole. */
function filesLeft(folder: string): string[] {
  return globSync('*/{*.*,taking/*}', { cwd: folder }).map((it) => `statement ${it}`)
}

/** Streams that were not read whole since, and events that were not worked off. */
async function unread(owner: Database, workspaceId: string, since: Date): Promise<string[]> {
  const streams = await owner.sql<{ open: string }[]>`
    select s.provider || ' ' || t.stream || ' ' || t.status || ' ' || coalesce(t.last_error ->> 'message', '') as open
    from stream_states t join sources s on s.workspace_id = t.workspace_id and s.id = t.source_id
    where t.workspace_id = ${workspaceId} and t.status <> 'UNSUPPORTED' and coalesce(t.fresh_as_of, 'epoch') < ${since}`
  const events = await owner.sql<{ open: string }[]>`
    select s.provider || ' event ' || e.event_id as open
    from webhook_events e join sources s on s.workspace_id = e.workspace_id and s.id = e.source_id
    where e.workspace_id = ${workspaceId} and e.processed_at is null`
  return [...streams, ...events].map((it) => it.open)
}

/** Changes that the subscriber has still to be told. */
async function behind(owner: Database, workspaceId: string, subscriber: Subscriber): Promise<string[]> {
  const [head] = await owner.sql<{ position: bigint }[]>`
    select position from feed_heads where workspace_id = ${workspaceId}`
  const seen = BigInt(new Set(subscriber.changes).size)
  return head !== undefined && seen < head.position ? [`${head.position - seen} changes`] : []
}
