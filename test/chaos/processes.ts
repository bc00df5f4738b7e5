import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = new URL('../../src/main.ts', import.meta.url)
const READY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 20_000
const MOST_RESTARTS = 500

/** One role of Daybook as a process of its own, which is started again whenever it ends, as a service manager does. */
export class Role {
  readonly name: string
  readonly #args: readonly string[]
  readonly #env: Readonly<Record<string, string>>
  readonly #log: number
  #child: ChildProcess | undefined
  #ready: Promise<string> = Promise.resolve('')
  #stopping = false
  #killed = false
  #restarts = 0
  /** How often it ended although nobody killed it. */
  endedByItself = 0

  constructor(
    name: string,
    { args, env, logDir }: { args: readonly string[]; env: Readonly<Record<string, string>>; logDir: string },
  ) {
    this.name = name
    this.#args = args
    this.#env = env
    this.#log = openSync(join(logDir, `${name}.log`), 'a')
    this.#run(0)
  }

  /** The address at which it serves, once it does. */
  get ready(): Promise<string> {
    return this.#ready
  }

  /** kill -9; it comes back after so long. */
  async kill(backAfterMs: number): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    this.#killed = true
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    this.#run(backAfterMs)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    const inTime = await Promise.race([exited, sleep(STOP_WITHIN_MS, null, { ref: false })])
    if (inTime === null) child.kill('SIGKILL')
    await exited
  }

  #run(afterMs: number): void {
    if (++this.#restarts > MOST_RESTARTS) throw new Error(`${this.name} was started ${MOST_RESTARTS} times`)
    this.#ready = this.#start(afterMs)
    // Whoever waits for it learns of it.
    this.#ready.catch(() => undefined)
  }

  async #start(afterMs: number): Promise<string> {
    if (afterMs > 0) await sleep(afterMs)
    if (this.#stopping) throw new Error(`${this.name} is stopped`)
    this.#killed = false
    const child = fork(MAIN, [...this.#args], {
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', this.#log, this.#log, 'ipc'],
    })
    this.#child = child
    child.once('exit', () => {
      if (this.#stopping || this.#killed) return
      this.endedByItself += 1
      this.#run(1_000)
    })
    const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(READY_WITHIN_MS) })) as [
      { ready: string },
    ]
    return message.ready
  }
}
