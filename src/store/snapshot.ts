import { setImmediate as nextTurn } from 'node:timers/promises'
import postgres from 'postgres'
import { isUuid } from '../domain/ids.ts'
import type { Database, Statements } from './database.ts'

/** A piece of SQL with its parameters, to be put into a statement. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>

const STATEMENT_TIMEOUT_MS = 15_000
const IDLE_TIMEOUT_MS = 10_000

/**
 * One consistent state of one workspace's rows: all that is read through it sees the database as of its first
 * statement. It takes a connection from the pool at that statement and keeps it until `release`, so release it
 * before anything slow, a provider above all.
 */
export class Snapshot {
  readonly workspaceId: string
  readonly #database: Database
  #transaction: OpenTransaction | undefined
  #released = false
  #statements = 0

  constructor(database: Database, workspaceId: string) {
    // It is written into the text of a statement.
    if (!isUuid(workspaceId)) throw new Error(`"${workspaceId}" is not a workspace's id`)
    this.#database = database
    this.workspaceId = workspaceId
  }

  /** Readings so far: as a rule, one statement each. */
  get statements(): number {
    return this.#statements
  }

  async read<T>(build: (sql: Statements) => PromiseLike<T>): Promise<T> {
    if (this.#released) throw new Error('The snapshot was released before this was read')
    this.#statements++
    this.#transaction ??= new OpenTransaction(this.#database, this.workspaceId)
    return await this.#transaction.read(build)
  }

  /** Gives the connection back; nothing can be read any more. Safe to call again, and when nothing was read. */
  async release(): Promise<void> {
    this.#released = true
    await this.restart()
  }

  /** Gives the connection back; the next reading sees the database as it is then. */
  async restart(): Promise<void> {
    const transaction = this.#transaction
    this.#transaction = undefined
    await transaction?.end()
  }
}

interface Started {
  sql: Statements
  /** Sent together with the first statement; a failure of it is that statement's. */
  settings: PromiseLike<unknown>
}

/** A transaction that stays open until `end`. */
class OpenTransaction {
  readonly #started = Promise.withResolvers<Started>()
  readonly #ending = Promise.withResolvers<undefined>()
  readonly #ended: Promise<void>
  #broken: Error | undefined

  constructor(database: Database, workspaceId: string) {
    this.#ended = database
      .begin('isolation level repeatable read read only', (tx) => {
        const settings = tx
          .unsafe(
            `set local daybook.workspace_id = '${workspaceId}';
             set local statement_timeout = ${STATEMENT_TIMEOUT_MS};
             set local idle_in_transaction_session_timeout = ${IDLE_TIMEOUT_MS}`,
          )
          .execute()
        this.#started.resolve({ sql: tx, settings })
        return this.#ending.promise
      })
      .then(
        () => undefined,
        (error: unknown) => {
          this.#broken = error instanceof Error ? error : new Error(String(error))
          this.#started.reject(this.#broken)
        },
      )
    // Whoever reads gets its rejection; there may be nobody.
    this.#started.promise.catch(() => undefined)
  }

  async read<T>(build: (sql: Statements) => PromiseLike<T>): Promise<T> {
    const { sql, settings } = await this.#started.promise
    // The driver must not be given a statement for a connection that is lost: it would end the process.
    if (this.#broken) throw this.#broken
    try {
      const result = await build(sql)
      await settings
      return result
    } catch (error) {
      // Where the connection was lost, `begin` says so within this turn; nobody goes on before that is known.
      if (!(error instanceof postgres.PostgresError)) await nextTurn()
      throw error
    }
  }

  async end(): Promise<void> {
    // Nothing is sent after a loss, not even the commit: the connection has left the pool by itself.
    if (!this.#broken) this.#ending.resolve(undefined)
    await this.#ended
  }
}
