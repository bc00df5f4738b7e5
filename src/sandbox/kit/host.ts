import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleControl } from './control.ts'
import { answer, readRequest, writeResponse } from './exchange.ts'
import { createFaultBoard } from './faults.ts'
import { openJournal, type StoppableClock } from './journal.ts'
import { createLastAnswers } from './last-answers.ts'
import { createLimiter } from './limiter.ts'
import type { SandboxLimit, SandboxOptions, SandboxProvider } from './provider.ts'
import { createRandom } from './random.ts'
import { createTrading } from './trading.ts'
import { createDeliveries, type Deliveries } from './webhooks.ts'
import { createWires } from './wires.ts'

export interface SandboxSettings {
  /** 0: any free one. */
  port: number
  seed: number
  scale: number
  now: () => Date
  /** Where the made-up history ends; default now(). */
  booksEndAt?: Date
  /** Remembers what happens; a sandbox started on it again goes on where the last one ended. */
  journalFile?: string
  /** Base address for webhooks; null: they go nowhere. */
  deliverTo: string | null
  /** A business event at one of the providers this often; null: the books stand still. */
  tradeEveryMs: number | null
  /** Instead of the providers' own limits, by provider. */
  requestLimits?: Readonly<Record<string, readonly SandboxLimit[]>>
  webhookRetryMs?: readonly number[]
}

export interface Sandbox {
  /** "http://127.0.0.1:4010"; a provider is at `${url}/${name}`. */
  url: string
  providers: readonly SandboxProvider[]
  deliveries: Deliveries
  close(): Promise<void>
}

export type CreateProvider = (options: SandboxOptions) => SandboxProvider

/** Plays providers over HTTP on 127.0.0.1. Rejects with Node's own error when the port is taken. */
export async function hostProviders(
  settings: SandboxSettings,
  creators: readonly CreateProvider[],
): Promise<Sandbox> {
  const random = createRandom(settings.seed)
  const faults = createFaultBoard(random.fork('faults'))
  const deliveries = createDeliveries({
    deliverTo: settings.deliverTo,
    now: settings.now,
    random: random.fork('webhooks'),
    ...(settings.webhookRetryMs === undefined ? {} : { retryMs: settings.webhookRetryMs }),
  })
  const providers = await openProviders(settings, creators, deliveries)
  const closing = new AbortController()
  const exchanges = providers.map((provider) => {
    const limits = settings.requestLimits?.[provider.name] ?? provider.limits ?? []
    const limiter = createLimiter(limits, () => performance.now())
    return { provider, limiter, faults, lastAnswers: createLastAnswers(), closing: closing.signal }
  })
  const trading = createTrading(providers)

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const address = new URL(incoming.url ?? '/', 'http://sandbox.invalid')
    const [, name = ''] = address.pathname.split('/')
    const exchange = exchanges.find((it) => it.provider.name === name)
    const path = exchange ? address.pathname.slice(name.length + 1) || '/' : address.pathname
    const request = await readRequest(incoming, path, address.searchParams)
    if (request === null) {
      writeResponse(outgoing, { status: 413, body: '{"error":"the body is larger than 1 MB"}' })
    } else if (exchange) {
      await answer(exchange, request, outgoing)
    } else if (name === 'control') {
      writeResponse(outgoing, handleControl({ providers, faults, deliveries, trading }, request))
    } else {
      const played = providers.map((it) => `/${it.name}`).join(', ')
      writeResponse(outgoing, { status: 404, body: JSON.stringify({ error: `played here: ${played}` }) })
    }
  }

  const server = createServer((incoming, outgoing) => {
    // Some callers go by the provider's clock, which is the sandbox's own.
    outgoing.setHeader('date', new Date(settings.now()).toUTCString())
    serve(incoming, outgoing).catch((error: unknown) => {
      // A caller that went away leaves nothing to answer.
      if (outgoing.destroyed) return
      if (outgoing.headersSent) outgoing.destroy()
      else writeResponse(outgoing, { status: 500, body: JSON.stringify({ error: String(error) }) })
    })
  })
  server.listen(settings.port, '127.0.0.1')
  await once(server, 'listening')
  trading.every(settings.tradeEveryMs)

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    providers,
    deliveries,
    async close() {
      trading.every(null)
      closing.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await Promise.all([closed, deliveries.close()])
    },
  }
}

/** The books as they were made, and as what happened since has left them. */
async function openProviders(
  settings: SandboxSettings,
  creators: readonly CreateProvider[],
  deliveries: Deliveries,
): Promise<SandboxProvider[]> {
  const end = settings.booksEndAt ?? settings.now()
  const head = { seed: settings.seed, scale: settings.scale, booksEndAt: end.toISOString() }
  const journal = settings.journalFile === undefined ? null : openJournal(settings.journalFile, head)
  const { seed, scale, booksEndAt } = journal?.head ?? head
  const clock = createClock(settings.now)
  let replayed = false
  const options: SandboxOptions = {
    seed,
    scale,
    now: clock.now,
    send: (webhook) => {
      // What happened before this start was delivered then.
      if (replayed) deliveries.send(webhook)
    },
    wires: createWires(),
  }
  const providers = clock.at(new Date(booksEndAt), () => creators.map((create) => create(options)))
  await journal?.replay(providers, clock)
  replayed = true
  return journal === null ? providers : providers.map((it) => journal.keep(it, clock))
}

function createClock(running: () => Date): StoppableClock {
  let stoppedAt: Date | null = null
  return {
    now: () => stoppedAt ?? running(),
    at(instant, act) {
      stoppedAt = instant
      try {
        return act()
      } finally {
        stoppedAt = null
      }
    },
  }
}
