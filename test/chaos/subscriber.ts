import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'

/** A change as the subscriber holds it: which record, at which of its versions. */
export type Held = string

export const held = ({
  recordId,
  version,
  kind,
}: {
  recordId: string
  version: number
  kind: string
}): Held => `${recordId} ${version} ${kind}`

interface Received {
  cursor: string
  recordId: string
  version: number
  kind: string
}

const QUERY = 'subscription ($after: Cursor) { changes(after: $after) { cursor kind recordId version } }'
const MOST_ATTEMPTS = 10_000

/** Follows the feed by graphql-ws from its very beginning; after each loss of its connection from the last cursor. */
export class Subscriber {
  /** In the order of their arrival. */
  readonly changes: Held[] = []
  reconnects = -1
  #after: string | null = null
  #client: Client | undefined
  #connected = false
  #stopped = false
  readonly #done: Promise<void>

  constructor(url: string, key: string) {
    this.#done = this.#follow(url, key)
  }

  /** As when a network drops out. */
  cut(): void {
    if (this.#connected) this.#client?.terminate()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#client?.dispose()
    await this.#done
  }

  async #follow(url: string, key: string): Promise<void> {
    await this.#begin(url, key)
    let attempts = 0
    while (!this.#stopped && attempts < MOST_ATTEMPTS) {
      attempts += 1
      const client = createClient({
        url: url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${key}` },
        retryAttempts: 0,
        on: {
          connected: () => {
            this.#connected = true
            this.reconnects += 1
          },
          closed: () => {
            this.#connected = false
          },
        },
      })
      this.#client = client
      await new Promise<void>((resolve) => {
        client.subscribe<{ changes: Received }>(
          { query: QUERY, variables: { after: this.#after } },
          {
            next: ({ data, errors }) => {
              // What could not be resolved is asked for again, from the last change that is held.
              if (errors !== undefined) client.terminate()
              else if (data) {
                this.changes.push(held(data.changes))
                this.#after = data.changes.cursor
              }
            },
            error: () => {
              resolve()
            },
            complete: () => {
              resolve()
            },
          },
        )
      })
      await client.dispose()
      await sleep(100)
    }
  }

  /** The first changes are pulled: a subscription without a position begins with what is new then. */
  async #begin(url: string, key: string): Promise<void> {
    const query = 'query { changes(first: 50) { changes { cursor kind recordId version } endCursor } }'
    while (!this.#stopped && this.#after === null) {
      const page = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      }).then((it) => it.json() as Promise<Answer>, nothingYet)
      for (const change of page.data?.changes?.changes ?? []) this.changes.push(held(change))
      this.#after = page.data?.changes?.endCursor ?? null
      await sleep(100)
    }
  }
}

interface Answer {
  data?: { changes?: { changes: Received[]; endCursor: string | null } | null } | null
}

/** The API may be away. */
const nothingYet = (): Answer => ({})
