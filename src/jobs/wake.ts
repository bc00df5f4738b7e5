import type { Sql, Transaction } from '../store/database.ts'

export const WORK_CHANNEL = 'daybook_work'

/** Tells the workers to look for due work now; said at commit when called in a transaction. */
export async function wakeWorkers(sql: Sql | Transaction): Promise<void> {
  await sql`select pg_notify(${WORK_CHANNEL}, '')`
}
