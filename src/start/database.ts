import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../commands/usage.ts'
import type { Config } from '../config.ts'
import { startEmbeddedPostgres } from '../store/embedded/server.ts'
import { isRunning } from './lock.ts'
import { reachDatabase } from './reach.ts'

export interface RunningDatabase {
  /** Of a user that may make roles and tables. */
  url: string
  stop(): Promise<void>
}

const announcement = (config: Config) => join(config.dataDir, 'database.json')

/** The configured server, or an embedded one that runs as long as this process. */
export async function startDatabase(config: Config): Promise<RunningDatabase> {
  if (config.databaseUrl !== null) {
    return { url: await reachDatabase(config.databaseUrl), stop: () => Promise.resolve() }
  }
  const server = await startEmbeddedPostgres({ folder: join(config.dataDir, 'postgres') })
  writeFileSync(announcement(config), JSON.stringify({ url: server.url, pid: process.pid }), { mode: 0o600 })
  return {
    url: server.url,
    stop: async () => {
      rmSync(announcement(config), { force: true })
      await server.stop()
    },
  }
}

/** Runs `work` on the configured database, the embedded one that `daybook start` runs here, or one started for it. */
export async function withDatabase(config: Config, work: (url: string) => Promise<void>): Promise<void> {
  const running = await runningDatabase(config)
  if (running !== null) {
    await work(running)
    return
  }
  const database = await startDatabase(config)
  try {
    await work(database.url)
  } finally {
    await database.stop()
  }
}

async function runningDatabase(config: Config): Promise<string | null> {
  return config.databaseUrl === null ? announcedUrl(config) : await reachDatabase(config.databaseUrl)
}

function announcedUrl(config: Config): string | null {
  if (!existsSync(announcement(config))) return null
  const { url, pid } = JSON.parse(readFileSync(announcement(config), 'utf8')) as { url: string; pid: number }
  return isRunning(pid) ? url : null
}

/** The database of a role that runs on its own. */
export async function requireDatabase(config: Config): Promise<string> {
  const url = await runningDatabase(config)
  if (url !== null) return url
  throw new UsageError(
    'There is no database. Set DATABASE_URL, or run `daybook start`, which brings its own.',
  )
}
