import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Waker } from '../changes/wake.ts'
import type { Database } from '../store/database.ts'
import { Snapshot } from '../store/snapshot.ts'
import type { Authentication, Caller } from './authentication.ts'
import { apiError } from './errors.ts'
import { LiveReads } from './live.ts'

/** What all requests share. */
export interface Services {
  config: Config
  log: Logger
  /** Reads, as the API's role. */
  database: Database
  /** Writes what arrives by webhook, live read or request. */
  worker: Database
  waker: Waker
  authentication: Authentication
  /** Where providers and browsers reach this installation, without a slash at its end. */
  ownUrl: () => string
  now: () => Date
}

/** Who asks, and by which request. */
export interface Request {
  caller: Caller
  /** The key as presented, to see whether it still holds when a subscription has gone on for long. */
  authorization: string
  requestId: string
}

/** One execution of one operation: one instant, one snapshot, one set of loaders. */
export class Context {
  readonly services: Services
  readonly request: Request
  readonly now: Date
  readonly snapshot: Snapshot
  readonly loaders = new Map<unknown, unknown>()
  readonly live: LiveReads
  /** Aborted when the subscription that this context belongs to ends. */
  readonly signal: AbortSignal

  constructor(
    services: Services,
    request: Request,
    { live = new LiveReads(), signal = NEVER }: { live?: LiveReads; signal?: AbortSignal } = {},
  ) {
    this.services = services
    this.request = request
    this.now = services.now()
    this.snapshot = new Snapshot(services.database, request.caller.workspaceId)
    this.live = live
    this.signal = signal
  }

  get workspaceId(): string {
    return this.request.caller.workspaceId
  }

  /** The day on which invoices are overdue or not, YYYY-MM-DD. */
  get today(): string {
    return this.now.toISOString().slice(0, 10)
  }

  /** Throws FORBIDDEN where the caller's key lacks the scope. */
  require(scope: string): void {
    if (!this.request.caller.scopes.includes(scope)) {
      throw apiError('FORBIDDEN', `This API key lacks the scope ${scope}.`)
    }
  }

  /** For the next execution of the same request: a new snapshot, new loaders. */
  renewed(options: { live?: LiveReads; signal?: AbortSignal }): Context {
    return new Context(this.services, this.request, { signal: this.signal, ...options })
  }
}

const NEVER = new AbortController().signal
