import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { canReach, giveTo, isWritable, serverAccount, type Account } from './account.ts'
import { findBinaries } from './binaries.ts'

export interface EmbeddedPostgres {
  /** postgres://… of the database "daybook", as its owner. */
  url: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Holds the cluster, its password and its log; made when missing. */
  folder: string
  /** Server settings, e.g. { fsync: 'off' }. */
  settings?: Readonly<Record<string, string>>
  /** Where it listens; by default any free port. */
  port?: number
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // Compiling pays off for long analytical statements only; ours are short.
  jit: 'off',
}
const START_ATTEMPTS = 3
const READY_WITHIN_MS = 40_000
const STOP_WITHIN_MS = 20_000

/** Starts a PostgreSQL of our own on a free port of 127.0.0.1, as a child process. */
export async function startEmbeddedPostgres({
  folder,
  settings = {},
  port: wanted,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const account = serverAccount()
  const home = account === null || canReach(account, folder) ? folder : shelf(folder)
  const binaries = await findBinaries(account, () => shelf('binaries'))
  const data = join(home, 'cluster')
  const passwordFile = join(folder, 'postgres.password')
  // Whoever removes the data folder wants to begin anew; a cluster that lies elsewhere must go with it.
  if (home !== folder && !existsSync(passwordFile)) rmSync(data, { recursive: true, force: true })
  const isNew = !existsSync(join(data, 'PG_VERSION'))
  const password = readPassword(passwordFile, isNew)
  if (isNew) await createCluster(binaries.initdb, data, password, account)
  await stopOrphan(data)
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort())
    const url = `postgres://daybook:${password}@127.0.0.1:${port}/daybook`
    const child = spawn(
      binaries.postgres,
      ['-D', data, '-p', String(port), ...flags({ ...SETTINGS, ...settings })],
      {
        ...account,
        cwd: home,
        env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
        // Its own process group: a Ctrl-C in the terminal is ours to handle, in our order.
        detached: true,
        stdio: [
          'ignore',
          openSync(join(folder, 'postgres.log'), 'a'),
          openSync(join(folder, 'postgres.log'), 'a'),
        ],
      },
    )
    if (await becomesReady(child, url)) return { url, stop: () => stop(child) }
    if (attempt === START_ATTEMPTS) {
      throw new Error(
        `PostgreSQL did not start; the end of its log ${join(folder, 'postgres.log')} says why.`,
      )
    }
  }
}

const flags = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** A folder that any account can reach, for the clusters and programs of a root user. One per `purpose`. */
function shelf(purpose: string): string {
  const parent = ['/var/lib', '/var/tmp', tmpdir()].find(isWritable)
  if (parent === undefined)
    throw new Error('None of /var/lib, /var/tmp and the temporary folder can be written.')
  const name = createHash('sha256').update(purpose).digest('hex').slice(0, 16)
  const path = join(parent, 'daybook', name)
  mkdirSync(path, { recursive: true, mode: 0o755 })
  if (statSync(join(parent, 'daybook')).uid !== 0)
    throw new Error(`${join(parent, 'daybook')} does not belong to root.`)
  return path
}

function readPassword(file: string, isNew: boolean): string {
  if (!existsSync(file)) {
    if (!isNew) throw new Error(`${file} is missing, and without it the database beside it cannot be opened.`)
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}

async function createCluster(
  initdb: string,
  data: string,
  password: string,
  account: Account | null,
): Promise<void> {
  // What an interrupted first start left behind is of no use to anyone.
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  giveTo(account, data)
  const passwordFile = `${data}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  giveTo(account, passwordFile)
  const options = ['--username=daybook', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync']
  try {
    await promisify(execFile)(initdb, ['-D', data, `--pwfile=${passwordFile}`, ...options], {
      ...account,
      cwd: data,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    })
  } finally {
    rmSync(passwordFile)
  }
}

/** A parent that was killed leaves its server running; two servers cannot share a cluster. */
async function stopOrphan(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!isPostgres(pid)) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < STOP_WITHIN_MS && existsSync(file); waited += 100) await sleep(100)
}

/** Process ids are used again: on Linux make sure that it is a PostgreSQL before sending it a signal. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !existsSync('/proc/self') || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false // No such process.
  }
}

async function becomesReady(child: ChildProcess, url: string): Promise<boolean> {
  const maintenance = url.replace(/daybook$/, 'postgres')
  const deadline = Date.now() + READY_WITHIN_MS
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const sql = postgres(maintenance, { max: 1, connect_timeout: 5, onnotice: () => undefined })
    try {
      const exists = await sql`select 1 from pg_database where datname = 'daybook'`
      if (exists.length === 0) await sql`create database daybook`
      return true
    } catch {
      await sleep(50) // Still starting; the log tells when it is more than that.
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  await stop(child)
  return false
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise<boolean>((resolve) =>
    child.once('exit', () => {
      resolve(true)
    }),
  )
  child.kill('SIGINT')
  const inTime = await Promise.race([exited, sleep(STOP_WITHIN_MS, false, { ref: false })])
  if (!inTime) {
    child.kill('SIGQUIT')
    await exited
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.')
  return address.port
}
