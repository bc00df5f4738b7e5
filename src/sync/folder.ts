import { lstat, mkdir, opendir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { randomUUID } from 'node:crypto'

/** Entries of one folder that are looked at; the rest waits until these are gone. */
const MOST_ENTRIES = 1_000
const MOST_OF_ONE_NAME = 1_000

export interface FileInFolder {
  name: string
  size: number
  /** When it was written last, or, of one that is being taken, when that began. */
  ms: number
}

/** One source's folder: what is put into it, what is being taken, and what became of it. */
export class Folder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** What is to be taken, oldest first. Links and folders are none; a dot or ".part" marks what is not complete. */
  async files(): Promise<FileInFolder[]> {
    const files = await this.#list('', 'mtimeMs')
    return files.filter(({ name }) => !name.startsWith('.') && !name.endsWith('.part'))
  }

  /** What some worker, perhaps one that ended meanwhile, has begun to take. */
  async begun(): Promise<FileInFolder[]> {
    return await this.#list('taking', 'ctimeMs')
  }

  /** Takes a file away from all other workers. Null when one of them was faster; else under which name it is taken. */
  async begin(name: string): Promise<string | null> {
    const taking = `${randomUUID()}-${name}`
    const room = await this.#room('taking')
    try {
      await rename(join(this.path, name), join(room, taking))
      return taking
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async read(taking: string): Promise<Buffer> {
    return await readFile(join(this.path, 'taking', taking))
  }

  /** Moves what was begun to where it then lies; "" is the folder itself. Gives its name there. */
  async end(taking: string, where: 'taken' | 'refused' | ''): Promise<string> {
    const room = await this.#room(where)
    const name = await freeName(room, taking.slice(randomUUID().length + 1))
    await rename(join(this.path, 'taking', taking), join(room, name))
    return name
  }

  async explain(name: string, why: string): Promise<void> {
    await writeFile(join(this.path, 'refused', `${name}.txt`), `${why}\n`)
  }

  async #list(below: string, time: 'mtimeMs' | 'ctimeMs'): Promise<FileInFolder[]> {
    const path = join(this.path, below)
    const files: FileInFolder[] = []
    for (const name of await namesIn(path, (it) => it.isFile())) {
      const found = await stat(join(path, name)).catch(nullIfMissing)
      if (found !== null) files.push({ name, size: found.size, ms: found[time] })
    }
    return files.sort((a, b) => a.ms - b.ms || (a.name < b.name ? -1 : 1))
  }

  /** A folder of our own within it, and no link that leads into another source's. */
  async #room(name: string): Promise<string> {
    const path = join(this.path, name)
    await mkdir(path, { recursive: true })
    if (!(await lstat(path)).isDirectory()) throw new Error(`${path} is not a folder but a link to one`)
    return path
  }
}

/** "march.xml", "march (2).xml": banks use names again. */
async function freeName(path: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name)
  for (let number = 1; number < MOST_OF_ONE_NAME; number++) {
    const free = number === 1 ? name : `${stem} (${number})${ext}`
    if ((await stat(join(path, free)).catch(nullIfMissing)) === null) return free
  }
  return `${stem} ${randomUUID()}${ext}`
}

/** Names of the entries that are such; of a folder that is not there, none. */
export async function namesIn(
  path: string,
  isSuch: (entry: { isFile(): boolean; isDirectory(): boolean }) => boolean,
): Promise<string[]> {
  const names: string[] = []
  const folder = await opendir(path).catch(nullIfMissing)
  if (folder === null) return names
  for await (const entry of folder) {
    if (isSuch(entry)) names.push(entry.name)
    if (names.length === MOST_ENTRIES) break
  }
  return names
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null
  throw error
}
