import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url))
// Any number that nobody else uses: whoever holds this lock is migrating this database.
const LOCK = 7_031_925

/** Brings the database to this version. Safe while other processes do the same: they wait for each other. */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await sql`select pg_advisory_lock(${LOCK})`
    await runMigrations(drizzle(sql), { migrationsFolder: FOLDER })
  } finally {
    await sql.end()
  }
}
