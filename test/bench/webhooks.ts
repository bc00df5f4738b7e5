import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { readConfig } from '../../src/config.ts'
import { ensureDemo } from '../../src/start/demo.ts'
import { sandboxEnvironment } from '../../src/start/sandbox.ts'
import type { Database } from '../../src/store/database.ts'
import { serve } from './processes.ts'
import { untilRead } from './reading.ts'

const MAIN = new URL('../../src/main.ts', import.meta.url)
const EVENTS = 200
const WARM_UP = 20
/** Stripe takes 25 calls a second, of which a tenth is kept for who waits: a faster pace measures that limit. */
const EVERY_MS = 60

/** Milliseconds from a webhook's arrival at the API until a graphql-ws subscriber holds the change; one at a time. */
export async function benchWebhooks(databaseUrl: string, owner: Database): Promise<void> {
  const port = '4630'
  const environment = {
    DATABASE_URL: databaseUrl,
    PORT: port,
    DAYBOOK_LOG: 'warn',
    DAYBOOK_SANDBOX_SCALE: '0.1',
  }
  const deliverTo = `http://127.0.0.1:${port}/webhooks`
  const sandbox = await serve(MAIN, ['sandbox', '--port', '0', '--deliver-to', deliverTo], environment)
  const settings = { ...environment, ...sandboxEnvironment(sandbox.url) }
  const { workspaceId, key } = await ensureDemo(owner, readConfig())
  const api = await serve(MAIN, ['api'], settings)
  const worker = await serve(MAIN, ['worker'], settings)
  try {
    await untilRead(owner.sql, workspaceId)
    const changes = follow(`${api.url.replace('http', 'ws')}/graphql`, key)
    const trade = async (n: number) => {
      await fetch(`${sandbox.url}/control/stripe/create_customer`, {
        method: 'POST',
        body: JSON.stringify({ name: `Subscriber ${n}` }),
      })
      const held = await changes.next()
      const [{ arrived }] = await owner.sql<[{ arrived: number }]>`
        select extract(epoch from max(received_at))::float8 * 1000 as arrived from webhook_events`
      return held - arrived
    }
    const paced = await measure(trade, EVERY_MS)
    const hurried = await measure(trade, 0)
    await changes.stop()
    console.log(
      `\nFrom a webhook's arrival to the subscriber, ${EVENTS} events one by one; verify, keep, job,`,
    )
    console.log('refetch from the provider, apply and feed included')
    console.log(`  one every ${EVERY_MS} ms: ${paced}`)
    console.log(`  each as soon as the one before is held, more than the provider's limit: ${hurried}`)
  } finally {
    await worker.stop()
    await api.stop()
    await sandbox.stop()
  }
}

async function measure(trade: (n: number) => Promise<number>, everyMs: number): Promise<string> {
  const measured: number[] = []
  for (let n = 0; n < EVENTS + WARM_UP; n++) {
    const next = performance.now() + everyMs
    const took = await trade(n)
    if (n >= WARM_UP) measured.push(took)
    await sleep(Math.max(0, next - performance.now()))
  }
  const sorted = measured.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
}

/** Hands out the instants at which new contacts reach a subscriber. */
function follow(url: string, key: string): { next(): Promise<number>; stop(): Promise<void> } {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
  })
  const held: number[] = []
  let failure: unknown
  const query = 'subscription { changes(filter: { recordTypes: [CONTACT], kinds: [CREATED] }) { recordId } }'
  client.subscribe(
    { query },
    {
      next: () => held.push(Date.now()),
      error: (error) => (failure = error),
      complete: () => undefined,
    },
  )
  return {
    async next() {
      for (let waited = 0; waited < 15_000; waited += 1) {
        const first = held.shift()
        if (first !== undefined) return first
        if (failure !== undefined) throw new Error('the subscription failed', { cause: failure })
        await sleep(1)
      }
      throw new Error('no change reached the subscriber within 15 s')
    },
    stop: async () => {
      await client.dispose()
    },
  }
}
