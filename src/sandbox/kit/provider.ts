import type { Wires } from './wires.ts'

// What a played provider is to the sandbox's server. One server plays all of them, each under its own path.

export interface SandboxRequest {
  method: string
  /** Below the provider's prefix, with a leading slash: "/v3/company/…". */
  path: string
  query: URLSearchParams
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
}

export interface SandboxResponse {
  status: number
  headers?: Readonly<Record<string, string>>
  /** Sent as it is. */
  body: string
}

/** A webhook as it will be sent: signed when it is delivered, so that a redelivery carries a fresh time. */
export interface SandboxWebhook {
  /** Below the receiver's base address: "/quickbooks", "/stripe/acct_sandbox0000001". */
  path: string
  body: string
  /** The headers that prove it; `url` is the whole address that it is sent to. */
  sign(body: string, at: Date, url: string): Readonly<Record<string, string>>
}

export interface SandboxOptions {
  /** Everything made up follows from it. */
  seed: number
  /** The end of the books; two years lie before it. */
  now: () => Date
  /** 1 is the demo's size; tests use less. Data sets scale with it, and never to nothing. */
  scale: number
  send: (webhook: SandboxWebhook) => void
  /** How money that leaves one played provider arrives at another. */
  wires: Wires
}

/** How many requests the server lets through to paths that begin with `path`, or that match it. */
export type SandboxLimit = { path: string | RegExp } & (
  { requests: number; perSeconds: number } | { atOnce: number }
)

export interface SandboxProvider {
  /** Its prefix and its name in control calls: "quickbooks". */
  name: string
  limits?: readonly SandboxLimit[]
  /** The provider's own error body for a status that the server answers in its place: 429, 401, 500, 503. */
  failure?(status: number): SandboxResponse
  handle(request: SandboxRequest): SandboxResponse | Promise<SandboxResponse>
  /** Paths of calls that change nothing although they are no GET: the journal leaves them out. */
  reads?: readonly string[]
  /**
   * Changes the books as a person at the provider would, and sends the webhooks that follow.
   * POST /control/<name>/<action> with a JSON object. Throws Error with a sentence on bad input (answered 400).
   */
  control(action: string, input: Readonly<Record<string, unknown>>): unknown
  /** One thing happens in the company's business: an invoice is sent, a customer pays, a card is charged. */
  trade(): void
  /** Everything in the books, by the provider's own object names, as its API would answer: for tests to compare with. */
  books(): Readonly<Record<string, readonly unknown[]>>
}
