import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../commands/usage.ts'

/** Lets one `daybook start` at a time use a data folder. Returns what gives it back. */
export function lockFolder(dataDir: string): () => void {
  const file = join(dataDir, 'start.pid')
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      const handle = openSync(file, 'wx')
      writeSync(handle, String(process.pid))
      closeSync(handle)
      return () => {
        rmSync(file, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const pid = Number(readFileSync(file, 'utf8'))
      if (isRunning(pid)) {
        throw new UsageError(
          `Daybook already runs on ${dataDir}, as process ${pid}. Stop that one, or set DAYBOOK_DATA_DIR to another folder.`,
        )
      }
      rmSync(file, { force: true })
    }
  }
  throw new UsageError(
    `${file} cannot be made. Look whether another Daybook is just starting on this folder.`,
  )
}

/** Whether it is a process of this machine, and, where the system tells, one of Node: ids are used again. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts')
  } catch {
    return true // No /proc here: better one refusal too many than two servers on one database.
  }
}
