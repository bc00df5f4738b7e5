import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxWebhook } from './provider.ts'
import type { Random } from './random.ts'

export const WEBHOOK_MODES = ['normal', 'drop', 'duplicate', 'shuffle', 'delay'] as const
export type WebhookMode = (typeof WEBHOOK_MODES)[number]

/** One attempt, newest last in the log. `status` is null when no answer came; `error` says why. */
export interface Delivery {
  at: string
  path: string
  attempt: number
  status: number | null
  error: string | null
  body: string
}

export interface Deliveries {
  send(webhook: SandboxWebhook): void
  /** From now on. `delayMs` is for `delay`; what waits for a shuffle is sent. */
  setMode(mode: WebhookMode, delayMs?: number): void
  log(): readonly Delivery[]
  /** Waits until nothing is queued, under way, or held back for a retry. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface DeliveryOptions {
  /** The receiver's base address; null: webhooks go nowhere, and say so in the log. */
  deliverTo: string | null
  now: () => Date
  random: Random
  /** Waits before the second and later attempts. A real provider's take hours; these are shortened. */
  retryMs?: readonly number[]
  timeoutMs?: number
}

const MOST_QUEUED = 10_000
const MOST_LOGGED = 1_000
const AT_ONCE = 4
/** This many webhooks are gathered before they go out in another order. */
const SHUFFLED = 4
const RETRY_MS = [500, 1_000, 2_000, 10_000, 30_000]
const TIMEOUT_MS = 3_000

export function createDeliveries(options: DeliveryOptions): Deliveries {
  const { retryMs = RETRY_MS, timeoutMs = TIMEOUT_MS } = options
  const closing = new AbortController()
  const log: Delivery[] = []
  const underWay = new Set<Promise<void>>()
  let queue: SandboxWebhook[] = []
  let gathered: SandboxWebhook[] = []
  let mode: WebhookMode = 'normal'
  let delayMs = 0

  function note(webhook: SandboxWebhook, attempt: number, status: number | null, error: string | null): void {
    log.push({
      at: options.now().toISOString(),
      path: webhook.path,
      attempt,
      status,
      error,
      body: webhook.body,
    })
    if (log.length > MOST_LOGGED) log.shift()
  }

  async function attemptOnce(base: string, webhook: SandboxWebhook, attempt: number): Promise<boolean> {
    try {
      const url = base.replace(/\/$/, '') + webhook.path
      const answer = await fetch(url, {
        method: 'POST',
        body: webhook.body,
        headers: { 'content-type': 'application/json', ...webhook.sign(webhook.body, options.now(), url) },
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
      })
      await answer.body?.cancel()
      note(webhook, attempt, answer.status, null)
      return answer.ok
    } catch (error) {
      note(webhook, attempt, null, error instanceof Error ? error.message : String(error))
      return false
    }
  }

  async function deliver(webhook: SandboxWebhook, firstDelayMs: number): Promise<void> {
    if (options.deliverTo === null) {
      note(webhook, 0, null, 'nobody listens')
      return
    }
    const waits = [firstDelayMs, ...retryMs]
    for (const [before, ms] of waits.entries()) {
      if (ms > 0) await wait(ms, undefined, { signal: closing.signal })
      if (await attemptOnce(options.deliverTo, webhook, before + 1)) return
    }
  }

  function pump(): void {
    while (underWay.size < AT_ONCE && !closing.signal.aborted) {
      const webhook = queue.shift()
      if (webhook === undefined) return
      const delivery = deliver(webhook, mode === 'delay' ? delayMs : 0)
        // Only the wait is aborted, and only by close().
        .catch(() => undefined)
        .finally(() => {
          underWay.delete(delivery)
          pump()
        })
      underWay.add(delivery)
    }
  }

  function enqueue(webhooks: readonly SandboxWebhook[]): void {
    for (const webhook of webhooks) {
      if (queue.length < MOST_QUEUED) queue.push(webhook)
      else note(webhook, 0, null, 'the queue is full')
    }
    pump()
  }

  function releaseGathered(): void {
    const released = gathered.reverse()
    gathered = []
    enqueue(released)
  }

  return {
    send(webhook) {
      if (mode === 'drop') {
        note(webhook, 0, null, 'dropped on demand')
        return
      }
      if (mode !== 'shuffle') {
        enqueue(mode === 'duplicate' ? [webhook, webhook] : [webhook])
        return
      }
      gathered.splice(options.random.int(0, gathered.length), 0, webhook)
      if (gathered.length >= SHUFFLED) releaseGathered()
    },
    setMode(next, nextDelayMs = 1_000) {
      releaseGathered()
      mode = next
      delayMs = nextDelayMs
    },
    log: () => log,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async close() {
      closing.abort()
      queue = []
      await Promise.all(underWay)
    },
  }
}
