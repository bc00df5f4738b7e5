import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { CHANGES_CHANNEL } from '../store/feed.ts'

const RECONNECT_SECONDS = 1
const CONNECT_SECONDS = 10

/** Tells those who wait that a workspace's feed grew: promptly as a rule, without a promise. */
export interface Waker {
  /** Wake-ups of a workspace from now on. */
  subscribe(workspaceId: string): Wakes
  close(): Promise<void>
}

export interface Wakes {
  /**
   * Resolves on a wake-up since the last call, however many there were, or after the time, or on the signal.
   * Never rejects.
   */
  next(wait: { timeoutMs: number; signal: AbortSignal }): Promise<void>
  close(): void
}

/** Listens on one connection for the whole process; a connection that is lost is made anew. */
export async function openWaker(url: string): Promise<Waker> {
  const bells = new Map<string, Set<Bell>>()
  const ring = (workspaceId: string) => {
    for (const bell of bells.get(workspaceId) ?? []) bell.ring()
  }
  const ringAll = () => {
    for (const workspaceId of bells.keys()) ring(workspaceId)
  }

  const sql = postgres(url, { max: 1, connect_timeout: CONNECT_SECONDS, backoff: () => RECONNECT_SECONDS })
  // Whoever connects anew may have missed something, so everybody looks.
  await sql.listen(CHANGES_CHANNEL, ring, ringAll)

  return {
    subscribe(workspaceId) {
      const bell = new Bell()
      const hung = bells.get(workspaceId) ?? new Set()
      bells.set(workspaceId, hung.add(bell))
      return {
        next: (wait) => bell.next(wait),
        close() {
          hung.delete(bell)
          if (hung.size === 0 && bells.get(workspaceId) === hung) bells.delete(workspaceId)
        },
      }
    },
    close: () => sql.end({ timeout: 1 }),
  }
}

class Bell {
  #rung = Promise.withResolvers<undefined>()

  ring(): void {
    this.#rung.resolve(undefined)
  }

  async next({ timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }): Promise<void> {
    const over = new AbortController()
    const timeout = sleep(timeoutMs, undefined, { signal: AbortSignal.any([signal, over.signal]) })
    // The timer rejects when the signal or the bell ends it early; both are a reason to go on.
    await Promise.race([this.#rung.promise, timeout.catch(() => undefined)])
    over.abort()
    this.#rung = Promise.withResolvers()
  }
}
