import { mkdirSync } from 'node:fs'
import { childEnvironment, type Config } from '../config.ts'
import { openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { startDatabase, type RunningDatabase } from './database.ts'
import { ensureDemo, type Demo } from './demo.ts'
import { lockFolder } from './lock.ts'
import { choosePort } from './port.ts'
import { showProgress } from './progress.ts'
import { sandboxEnvironment, startTrading } from './sandbox.ts'
import { superviseChild, type Child } from './supervisor.ts'
import { welcome } from './welcome.ts'

/** Runs until Ctrl-C: the database, the sandbox, the worker and the API, each a child process; then stops them all. */
export async function startEverything(config: Config, { demo }: { demo: boolean }): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true })
  const unlock = lockFolder(config.dataDir)
  const stopped = stopRequested()
  const children: Child[] = []
  let database: RunningDatabase | undefined
  try {
    const port = await choosePort(config)
    console.log('Starting the database …')
    database = await startDatabase(config)
    await migrate(database.url)
    const ready = bringUp(config, { databaseUrl: database.url, port, demo, children, stopped })
    await Promise.race([ready, stopped.promise, ...children.map((it) => it.failed)])
    await Promise.race([stopped.promise, ...children.map((it) => it.failed)])
  } finally {
    console.log('Stopping …')
    for (const child of children.reverse()) await child.stop()
    await database?.stop()
    unlock()
  }
}

interface Surroundings {
  databaseUrl: string
  port: number
  demo: boolean
  children: Child[]
  stopped: StopRequest
}

async function bringUp(
  config: Config,
  { databaseUrl, port, demo, children, stopped }: Surroundings,
): Promise<void> {
  const run = async (role: string, args: string[], env: Record<string, string>) => {
    const child = superviseChild({ role, args, env, logDir: config.dataDir })
    children.push(child)
    return await child.ready
  }
  const owner = openDatabase({ url: databaseUrl, role: 'owner', max: 2 })
  try {
    const base = childEnvironment({ DATABASE_URL: databaseUrl, PORT: String(port) })
    const apiUrl = `http://127.0.0.1:${port}`
    let env = base
    let made: Demo | undefined
    let sandboxUrl: string | undefined
    if (demo) {
      console.log('Starting the sandbox, with providers of your own …')
      sandboxUrl = await run(
        'sandbox',
        ['sandbox', '--port', '0', '--deliver-to', `${apiUrl}/webhooks`, '--journal'],
        base,
      )
      // What the environment already sets is stronger: another address may stand in for the sandbox.
      env = { ...sandboxEnvironment(sandboxUrl), ...base }
      made = await ensureDemo(owner, config)
    }
    await run('api', ['api'], env)
    await run('worker', ['worker'], env)
    if (made === undefined) {
      console.log(`Daybook is ready at ${apiUrl}/graphql`)
      return
    }
    const complete = await showProgress(owner, made.workspaceId, stopped.signal)
    if (stopped.signal.aborted) return
    if (!complete) console.log('The graph answers already; the rest of the books arrives meanwhile.')
    console.log(welcome({ url: `${apiUrl}/graphql`, key: made.key, askedFor: config.demoKey !== null }))
    if (sandboxUrl !== undefined) await startTrading(sandboxUrl)
  } finally {
    await owner.close()
  }
}

interface StopRequest {
  promise: Promise<void>
  signal: AbortSignal
}

function stopRequested(): StopRequest {
  const controller = new AbortController()
  const promise = new Promise<void>((resolve) => {
    const stop = () => {
      controller.abort()
      resolve()
    }
    process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop)
  })
  return { promise, signal: controller.signal }
}
