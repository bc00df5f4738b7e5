import { join } from 'node:path'
import type { Logger } from 'pino'
import { FaultError } from '../domain/errors.ts'
import type { findProvider } from '../providers/registry.ts'
import { realClock, type Clock } from '../sources/clock.ts'
import type { Database } from '../store/database.ts'
import { Folder, namesIn, type FileInFolder } from './folder.ts'
import { takeFile } from './take-file.ts'

const EVERY_MS = 3_000
/** Of all folders at one look, so that a stop never waits for long. */
const MOST_FILES = 100
/** Larger than any provider takes; not even read. */
const LARGEST = 64_000_000
/** Then the worker that began to take a file is gone. */
const ABANDONED_MS = 2 * 60_000

export interface WatchOptions {
  /** In the worker's role. */
  database: Database
  /** Holds a folder for each source that is fed this way. */
  dir: string
  /** The source's id that a folder's name stands for; null for a folder of another kind. */
  sourceOf: (name: string) => string | null
  log: Logger
  clock?: Clock
  find?: typeof findProvider
}

/** Takes the files that are put into the sources' folders. As many as one likes watch the same folders. */
export class Watch {
  readonly #options: WatchOptions
  /** As each file was at the look before: one that is still being written changes between two. */
  #seen = new Map<string, string>()
  #looking: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: WatchOptions) {
    this.#options = options
  }

  /** Looks now and every few seconds. */
  start(): void {
    const { log, dir } = this.#options
    this.#looking = this.look().catch((error: unknown) => {
      log.warn({ err: error, dir }, 'looking for files failed')
    })
    void this.#looking.then(() => {
      if (this.#stopped) return
      this.#timer = setTimeout(() => {
        this.start()
      }, EVERY_MS)
    })
  }

  /** Resolves when nothing more is taken. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  /** Takes what stands still since the look before. */
  async look(): Promise<void> {
    const { dir, sourceOf, log } = this.#options
    const before = this.#seen
    this.#seen = new Map()
    let left = MOST_FILES
    for (const name of await namesIn(dir, (it) => it.isDirectory())) {
      const sourceId = sourceOf(name)
      if (sourceId === null) continue
      try {
        left -= await this.#lookInto(new Folder(join(dir, name)), sourceId, { before, left })
      } catch (error) {
        // It may be away for a while, or not to be written; a later look finds what this one did not.
        log.warn({ err: error, sourceId }, 'taking files from a folder failed')
      }
    }
  }

  /** Gives how many it has taken. */
  async #lookInto(
    folder: Folder,
    sourceId: string,
    { before, left }: { before: ReadonlyMap<string, string>; left: number },
  ): Promise<number> {
    await this.#giveBack(folder)
    const standing = (await folder.files()).filter((file) => this.#stands(folder, file, before))
    const chosen = standing.slice(0, left)
    for (const file of chosen) {
      if (!this.#stopped) await this.#take(sourceId, folder, file)
    }
    return chosen.length
  }

  #stands({ path }: Folder, { name, size, ms }: FileInFolder, before: ReadonlyMap<string, string>): boolean {
    const [key, state] = [join(path, name), `${size} ${ms}`]
    this.#seen.set(key, state)
    return before.get(key) === state
  }

  /** What a worker began to take and did not end. To take a file twice changes nothing. */
  async #giveBack(folder: Folder): Promise<void> {
    const { clock = realClock } = this.#options
    for (const { name, ms } of await folder.begun()) {
      if (clock.now().getTime() - ms > ABANDONED_MS) await folder.end(name, '')
    }
  }

  async #take(sourceId: string, folder: Folder, { name, size }: FileInFolder): Promise<void> {
    const { database, log, clock = realClock, find } = this.#options
    const workspaceId = await workspaceOf(database, sourceId)
    if (workspaceId === null) return
    const taking = await folder.begin(name)
    if (taking === null) return
    try {
      if (size > LARGEST) throw tooLarge(name)
      const bytes = await folder.read(taking)
      const ids = { workspaceId, sourceId }
      const kept = await takeFile(database, { ...ids, name, bytes, now: clock.now(), ...(find && { find }) })
      await folder.end(taking, 'taken')
      log.info({ sourceId, file: kept.number, alreadyKnown: kept.isKnown }, 'file taken')
    } catch (error) {
      const isRefused = error instanceof FaultError && error.fault.code === 'INVALID_INPUT'
      if (!isRefused) {
        await folder.end(taking, '')
        // Of a source that is paused the files wait.
        if (error instanceof FaultError) return
        throw error
      }
      await folder.explain(await folder.end(taking, 'refused'), error.message)
      log.info({ sourceId }, 'file refused')
    }
  }
}

async function workspaceOf({ sql }: Database, sourceId: string): Promise<string | null> {
  const [row] = await sql<{ id: string | null }[]>`select workspace_of_source(${sourceId}) as id`
  return row?.id ?? null
}

const tooLarge = (name: string) =>
  new FaultError({
    code: 'INVALID_INPUT',
    message: `The file ${name} has more than ${LARGEST} bytes. Split it into several.`,
    actor: 'CALLER',
    retryable: false,
  })
