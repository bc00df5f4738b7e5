import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

// Who sends slowly, or not at all, is bounded in time and in number. Where there are too many, the oldest has to go:
// whoever is in earnest has ended long before, so new ones are always served.

/** Until all headers are there. */
const HEADERS_WITHIN_MS = 10_000
/** Until all of a request is there: the largest file in some minutes. */
const REQUEST_WITHIN_MS = 300_000
const LOOK_EVERY_MS = 2_000
/** Connections on which nothing was asked yet. */
const MOST_SILENT = 2_000

/** The bounds that hold before anybody looks at a request. */
export const timeouts = {
  headersTimeout: HEADERS_WITHIN_MS,
  requestTimeout: REQUEST_WITHIN_MS,
  connectionsCheckingInterval: LOOK_EVERY_MS,
} as const

/** Ends the oldest connections on which nothing was asked yet, where there are too many. */
export function boundSilent(server: Server, most = MOST_SILENT): void {
  const silent = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
    const [oldest] = silent
    if (silent.size > most) oldest?.destroy()
  })
  const heard = ({ socket }: IncomingMessage) => silent.delete(socket)
  server.prependListener('request', heard).prependListener('upgrade', heard)
}

export type Received = { body: Buffer } | { refused: 'too long' | 'too slow' | 'gone' }

export interface Bounds {
  /** Of one body. */
  bytes: number
  withinMs: number
  atOnce: number
  /** Of all bodies that are not whole yet. */
  heldBytes: number
}

/** Reads bodies of requests that anybody may send. */
export class Receiver {
  readonly #bounds: Bounds
  /** Ends the receiving, the oldest first. */
  readonly #underWay = new Set<() => void>()
  #heldBytes = 0

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  async receive(request: IncomingMessage): Promise<Received> {
    const { bytes, withinMs, atOnce, heldBytes } = this.#bounds
    const chunks: Buffer[] = []
    let length = 0
    const received = Promise.withResolvers<Received>()
    const giveUp = () => {
      received.resolve({ refused: 'too slow' })
    }
    const timer = setTimeout(giveUp, withinMs)
    if (this.#underWay.size >= atOnce) this.#endOldest()
    this.#underWay.add(giveUp)
    const take = (chunk: Buffer) => {
      length += chunk.length
      this.#heldBytes += chunk.length
      if (this.#heldBytes > heldBytes) this.#endOldest()
      if (length > bytes) received.resolve({ refused: 'too long' })
      else chunks.push(chunk)
    }
    request
      .on('data', take)
      .once('end', () => {
        received.resolve({ body: Buffer.concat(chunks) })
      })
      .once('close', () => {
        received.resolve({ refused: 'gone' })
      })
      .once('error', () => {
        received.resolve({ refused: 'gone' })
      })
    const outcome = await received.promise
    clearTimeout(timer)
    this.#underWay.delete(giveUp)
    this.#heldBytes -= length
    request.off('data', take).pause()
    return outcome
  }

  #endOldest(): void {
    const [oldest] = this.#underWay
    oldest?.()
    if (oldest !== undefined) this.#underWay.delete(oldest)
  }
}
