import { UsageError } from '../commands/usage.ts'
import { openDatabase } from '../store/database.ts'

const OLDEST = 15

/** Returns the address after its server has answered; what is wrong with it is said in one sentence. */
export async function reachDatabase(url: string): Promise<string> {
  let version: number
  try {
    version = await versionOf(url)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // Its message only: the driver's error also carries the address, and with it the password.
    throw new UsageError(
      `DATABASE_URL names a database that cannot be used: ${error.message || codeOf(error)}.`,
    )
  }
  if (version >= OLDEST) return url
  throw new UsageError(`DATABASE_URL names a PostgreSQL ${version}; Daybook needs ${OLDEST} or newer.`)
}

async function versionOf(url: string): Promise<number> {
  const database = openDatabase({ url, role: 'owner', max: 1 })
  try {
    const [row] = await database.sql<[{ version: number }]>`
      select current_setting('server_version_num')::int / 10000 as version`
    return row.version
  } finally {
    await database.close()
  }
}

/** Where a name has several addresses and none answers, Node's message is empty. */
const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name)
