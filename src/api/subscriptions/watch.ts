import type { Context } from '../context.ts'

// States are read anew at each wake-up of the workspace's feed, and at least this often.
const EVERY_MS = 1_000

/**
 * What `look` sees now, then each time that it sees something else, until the subscription ends. Each look has a
 * snapshot of its own. `stateOf` is what must differ.
 */
export async function* watch<Seen>(
  subscription: Context,
  look: (context: Context) => Promise<readonly Seen[]>,
  stateOf: (seen: Seen) => string,
  nameOf: (seen: Seen) => string,
): AsyncGenerator<Seen, void, undefined> {
  const { services, workspaceId, signal } = subscription
  const wakes = services.waker.subscribe(workspaceId)
  const states = new Map<string, string>()
  try {
    while (!signal.aborted) {
      for (const seen of await lookOnce(subscription, look)) {
        const state = stateOf(seen)
        if (states.get(nameOf(seen)) === state) continue
        states.set(nameOf(seen), state)
        yield seen
      }
      await wakes.next({ timeoutMs: EVERY_MS, signal })
    }
  } finally {
    wakes.close()
  }
}

async function lookOnce<Seen>(
  subscription: Context,
  look: (context: Context) => Promise<readonly Seen[]>,
): Promise<readonly Seen[]> {
  const context = subscription.renewed({})
  try {
    return await look(context)
  } finally {
    await context.snapshot.release()
  }
}
