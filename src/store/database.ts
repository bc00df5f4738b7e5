import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

/** API: reads records of one workspace at a time. Worker: writes them. Owner: migrations, sees everything. */
export type DatabaseRole = 'daybook_api' | 'daybook_worker' | 'owner'

export type Sql = postgres.Sql
export type Transaction = postgres.TransactionSql
/** What statements are written with, be it a pool's, a transaction's or a snapshot's. */
export type Statements = postgres.ISql

export interface Database {
  readonly sql: Sql
  /** Runs a transaction. `options` are those of SQL's BEGIN. */
  begin<T>(options: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Waits for the transactions that have begun, for a while; what is left then fails. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  role: DatabaseRole
  /** Connections at most. */
  max: number
  closeWithinMs?: number
}

const CLOSE_WITHIN_MS = 4_000

const asText = {
  serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
  parse: (text: string) => text,
}

/**
 * Opens a pool. Instants and days come as PostgreSQL writes them in UTC ("2026-03-05 09:12:44.12+00"), numeric
 * as exact text, bigint as BigInt.
 */
export function openDatabase({ url, role, max, closeWithinMs = CLOSE_WITHIN_MS }: DatabaseOptions): Database {
  const sql = postgres(url, {
    max,
    onnotice: () => {
      // Notices such as "relation exists, skipping" are of no interest to anyone.
    },
    connection: {
      application_name: role === 'owner' ? 'daybook' : role,
      TimeZone: 'UTC',
      ...(role === 'owner' ? {} : { role }),
    },
    types: {
      bigint: postgres.BigInt,
      date: { to: 1082, from: [1082], ...asText },
      instant: { to: 1184, from: [1114, 1184], ...asText },
    },
  }) as unknown as Sql // Custom types only narrow the type of what may be passed in.
  const underWay = new Set<Promise<unknown>>()
  return {
    sql,
    begin<T>(options: string, work: (tx: Transaction) => Promise<T>) {
      // postgres.js unwraps arrays of promises in its type; work's promise is already awaited.
      const transaction = sql.begin(options, work) as Promise<T>
      const forget = () => underWay.delete(transaction)
      underWay.add(transaction)
      transaction.then(forget, forget)
      return transaction
    },
    async close() {
      // Whoever still waits in the driver's line when it ends gets a new connection, which then nobody closes.
      await Promise.race([Promise.allSettled(underWay), sleep(closeWithinMs, undefined, { ref: false })])
      await sql.end({ timeout: 0 })
    },
  }
}

/**
 * Runs a transaction as one workspace: row-level security lets it see and write that workspace's rows only,
 * whatever the statements say.
 */
export async function inWorkspace<T>(
  database: Database,
  workspaceId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return await database.begin('', async (tx) => {
    await tx`select set_config('daybook.workspace_id', ${workspaceId}, true)`
    return await work(tx)
  })
}
