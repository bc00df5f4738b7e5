import { accessSync, chownSync, constants, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The operating-system account that PostgreSQL runs under; null: our own. */
export interface Account {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root: then another account of this machine plays it, "postgres" or "nobody". */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = entries.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields?.[2] && fields[3]) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and /etc/passwd has neither "postgres" nor "nobody" to run it as. ' +
      'Start Daybook as another user, or set DATABASE_URL to a PostgreSQL server.',
  )
}

/** Whether the account can walk down to the folder: each folder on the way must let others (or it, the owner) pass. */
export function canReach(account: Account, folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid } = statSync(at)
    const mayPass = uid === account.uid ? mode & 0o100 : mode & 0o001
    if (!mayPass) return false
    if (at === dirname(at)) return true
  }
}

export function giveTo(account: Account | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false // That is the answer, not an error.
  }
}
