import { spawn, type ChildProcess } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { UsageError } from '../commands/usage.ts'
import type { Ready } from '../commands/serve.ts'

export interface Child {
  /** What the child said when it was ready. */
  ready: Promise<string>
  /** Rejects when the child cannot be kept running. */
  failed: Promise<never>
  stop(): Promise<void>
}

interface ChildOptions {
  role: string
  args: string[]
  env: Record<string, string>
  logDir: string
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const RESTARTS = 5
const STOP_WITHIN_MS = 15_000

/** Runs one role of Daybook as a child process, and again when it dies, a few times. Its output goes to a log file. */
export function superviseChild({ role, args, env, logDir }: ChildOptions): Child {
  const log = join(logDir, `${role}.log`)
  const output = openSync(log, 'w')
  let child: ChildProcess
  let stopping = false
  let restarts = 0
  const ready = Promise.withResolvers<string>()
  const failed = Promise.withResolvers<never>()
  // Whoever awaits them learns of it; nobody has to.
  ready.promise.catch(() => undefined)
  failed.promise.catch(() => undefined)

  const run = () => {
    child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', output, output, 'ipc'] })
    let served = false
    child.once('message', (message) => {
      served = true
      ready.resolve((message as Ready).ready)
    })
    child.once('exit', (code, signal) => {
      if (stopping) return
      // One that never served has a reason that will not go away by itself.
      if (restarts++ < RESTARTS && (served || signal !== null)) {
        setTimeout(run, 200 * restarts)
        return
      }
      const error = new UsageError(
        `The ${role} ended (${signal ?? `exit code ${String(code)}`}). The end of ${log} says why.`,
      )
      ready.reject(error)
      failed.reject(error)
    })
  }
  run()

  const stop = async () => {
    stopping = true
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise<boolean>((resolve) => {
      child.once('exit', () => {
        resolve(true)
      })
    })
    child.kill('SIGTERM')
    if (!(await Promise.race([exited, sleep(STOP_WITHIN_MS, false, { ref: false })]))) {
      child.kill('SIGKILL')
      await exited
    }
  }
  return { ready: ready.promise, failed: failed.promise, stop }
}
