import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { FaultError } from '../domain/errors.ts'

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url))
// Any number that nobody else uses: whoever holds this lock is migrating this database.
const LOCK = 7_031_925

const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Brings the database to this version. Safe while other processes do the same: they wait for each other. Throws
 * FaultError when the user may not make what it takes.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await sql`select pg_advisory_lock(${LOCK})`
    await runMigrations(drizzle(sql), { migrationsFolder: FOLDER })
  } catch (error) {
    throw asFault(error)
  } finally {
    await sql.end()
  }
}

function asFault(error: unknown): unknown {
  // Drizzle wraps what the driver throws.
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  if (!(cause instanceof postgres.PostgresError) || cause.code !== INSUFFICIENT_PRIVILEGE) return error
  return new FaultError(
    {
      code: 'FORBIDDEN',
      message: `The user of DATABASE_URL must be allowed to make schemas, tables and roles: ${cause.message}.`,
      actor: 'OPERATOR',
      retryable: false,
    },
    { cause: error },
  )
}
