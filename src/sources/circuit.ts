import type { Fault } from '../domain/errors.ts'
import { inWorkspace, type Database, type Transaction } from '../store/database.ts'
import { DeferError } from './calls.ts'
import {
  claimProbe,
  CLOSED,
  closeCircuit,
  countFailure,
  readCircuit,
  type CircuitState,
  type Wiring,
} from './circuit-state.ts'
import type { Clock } from './clock.ts'
import { PerSource } from './per-source.ts'

/** How soon to look again while someone else makes the one call that tells whether the provider is back. */
const LOOK_AGAIN_MS = 5_000
/** Those who are sent away together come back spread over so long. */
const SPREAD_MS = 3_000

interface Known {
  state: CircuitState
  /** When a call of this process was last answered; null: none was yet. */
  answeredAt: Date | null
}

const known = new PerSource<Known>()

/**
 * Breaks off calls to a source, and to a whole provider, that goes on failing: no worker calls it until a while has
 * passed, then one call at a time tries, and the first one that is answered lets all others through again. While
 * calls go well, it costs nothing; each failure is a statement.
 */
export class Circuit {
  readonly #database: Database
  readonly #wiring: Wiring
  readonly #clock: Clock
  /** Shared by all of this process's calls to the source. */
  readonly #known: Known

  constructor(database: Database, wiring: Wiring, clock: Clock) {
    this.#database = database
    this.#wiring = wiring
    this.#clock = clock
    this.#known = known.of(wiring.sourceId, () => ({ state: CLOSED, answeredAt: null }))
  }

  /** Learns from the database what other workers found. Throws DeferError when the source is to be left alone. */
  async look(tx: Transaction): Promise<void> {
    this.#known.state = await readCircuit(tx, this.#wiring)
    if (this.#isShut()) throw this.#deferred()
  }

  /** Before each call. Throws DeferError when it must not be made now. */
  async enter(): Promise<void> {
    if (this.#known.state.retryAt === null) return
    if (this.#isShut()) throw this.#deferred()
    const now = this.#clock.now()
    const mayCall = await this.#run(async (tx) => {
      this.#known.state = await readCircuit(tx, this.#wiring)
      const { retryAt, ofProvider } = this.#known.state
      return retryAt === null || (await claimProbe(tx, this.#wiring, { ofProvider, now }))
    })
    if (!mayCall) throw this.#deferred()
  }

  /** After a call that was answered. */
  async succeeded(): Promise<void> {
    this.#known.answeredAt = this.#clock.now()
    const { failures, retryAt, ofProvider } = this.#known.state
    if (failures === 0 && retryAt === null) return
    this.#known.state = CLOSED
    await this.#run((tx) =>
      closeCircuit(tx, this.#wiring, { ofProvider, now: this.#clock.now(), random: this.#clock.random }),
    )
  }

  /**
   * After a call that failed as if the provider were not there. Not null: the source is now left alone. What does not
   * count is noted only where it was the one call that tries.
   */
  async failed(fault: Fault, counts = true): Promise<DeferError | null> {
    if (!counts && this.#known.state.retryAt === null) return null
    const { now, random } = this.#clock
    const failure = { fault, answeredAt: this.#known.answeredAt, now: now(), random }
    this.#known.state = await this.#run((tx) => countFailure(tx, this.#wiring, failure))
    return this.#known.state.retryAt === null ? null : this.#deferred()
  }

  #isShut(): boolean {
    const { retryAt } = this.#known.state
    return retryAt !== null && this.#clock.now() < retryAt
  }

  #deferred(): DeferError {
    const now = this.#clock.now().getTime()
    const opensAt = this.#known.state.retryAt?.getTime() ?? now
    const at = opensAt > now ? opensAt : now + LOOK_AGAIN_MS
    const retryAt = new Date(at + this.#clock.random() * SPREAD_MS)
    return new DeferError(leftAlone(this.#wiring, this.#known.state), retryAt)
  }

  #run<T>(work: Parameters<typeof inWorkspace<T>>[2]): Promise<T> {
    return inWorkspace(this.#database, this.#wiring.workspaceId, work)
  }
}

function leftAlone({ provider: { name } }: Wiring, { failures, ofProvider, fault }: CircuitState): Fault {
  const what = ofProvider
    ? `${name} fails for most of its sources and is left alone for a while.`
    : `${name} failed ${failures} times in a row and is left alone for a while.`
  return {
    code: 'PROVIDER_UNAVAILABLE',
    message: fault === null ? what : `${what} ${fault.message}`,
    actor: 'PROVIDER',
    retryable: true,
    ...(fault?.providerError && { providerError: fault.providerError }),
  }
}
