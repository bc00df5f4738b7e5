import type { Finding } from '../domain/entities.ts'
import type { HttpClient } from './toolkit/http.ts'

// The part of a provider's contract that is about what comes by itself: webhooks and files.

export interface Webhooks {
  /** Where the provider says which account an event is for: in the body, or only in the address it was sent to. */
  remoteIdFrom: 'body' | 'address'
  /** The IP addresses that the provider publishes as those that it sends from. */
  sentFrom?: readonly string[]
  /** One secret for the whole app, or one per source. */
  secretScope: 'app' | 'source'
  /**
   * Over the exact bytes, in constant time. False when no secret matches, or the signature is too old. `keyOf` gives
   * the provider's public key of that id, where `key` is there to fetch it; null when there is none.
   */
  verify(
    request: WebhookRequest,
    secrets: readonly string[],
    now: Date,
    keyOf: (id: string) => Promise<unknown>,
  ): boolean | Promise<boolean>
  /** For signatures by the provider's own key pairs. Reads one public key; the engine keeps what it was given. */
  key?(http: HttpClient, id: string): Promise<unknown>
  /**
   * Only called with a verified body. Throws with a sentence when the body is not understood. `headers` are for events
   * whose bodies do not tell one from the next.
   */
  changes(body: unknown, headers?: WebhookRequest['headers']): WebhookChange[]
}

export interface WebhookRequest {
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
  /** The whole address, as the provider called it. */
  url: string
}

export interface WebhookChange {
  /** For deduplication: equal for every delivery of the same event. */
  eventId: string
  /** The account it is for; null where only the address tells. */
  remoteId: string | null
  /** When it happened, RFC 3339, or null. */
  at: string | null
  what:
    | { kind: 'refetch'; stream: string; id: string }
    | { kind: 'deleted'; stream: string; id: string }
    /** Something of this stream changed: run its incremental reading. */
    | { kind: 'poll'; stream: string }
    /** Access was revoked at the provider, or the customer has to give it anew. */
    | { kind: 'disconnected' }
    /** Access is good again without anything done here: read everything. */
    | { kind: 'reconnected' }
    /** Access ends at this instant, RFC 3339 UTC, unless the customer renews it. */
    | { kind: 'expires'; at: string }
    /** Known to be of no interest. */
    | { kind: 'ignore' }
}

/** How a provider's files are read. */
export interface Files {
  /** Largest file that is taken. */
  maxBytes: number
  /**
   * Pure. Everything in the file, by stream, as JSON: amounts are text or ExactNumber. Throws FaultError with
   * INVALID_INPUT and a sentence that names the place when the file as a whole cannot be read. The same file gives
   * the same records under the same ids.
   */
  read(file: { name: string; bytes: Buffer }): Readonly<Record<string, readonly unknown[]>>
  /** What only several records of one stream together show: gaps and overlaps between statements. */
  between?: {
    stream: string
    /** Pure. `records` are all of the stream's, as stored; what is found belongs to the one with the id. */
    find(records: readonly unknown[]): readonly { id: string; finding: Finding }[]
  }
}
