/** What an adapter sends. Paths are relative to the source's endpoint. */
export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  /** Repeated keys as arrays. Undefined values are left out. */
  query?: Readonly<Record<string, string | number | readonly string[] | undefined>>
  headers?: Readonly<Record<string, string>>
  /** At most one of these. */
  json?: unknown
  form?: Readonly<Record<string, string>>
  text?: { body: string; contentType: string }
  timeoutMs?: number
  /** What the call counts as where a limit's scope is `stream`, e.g. "transactions ACC1"; without it, not at all. */
  countsAs?: string
  /** Whether sending it twice does no more than sending it once. By default only GET is. */
  safe?: boolean
  /**
   * Looks at a 2xx answer and throws the HttpFailure that it is in truth: some providers report errors with status 200.
   * Called within the call, so that the failure is recovered from like any other.
   */
  check?: (response: HttpResponse) => void
}

export interface HttpResponse {
  status: number
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>
  /** Parsed by parseExactJson. */
  body: unknown
  /** When the request was sent. */
  sentAt: Date
}

/**
 * The only way to a provider. Throws HttpFailure for everything that is not a 2xx answer with a JSON body. An adapter
 * gets the engine's client: it has waited, tried again and renewed the token before it throws. Then a HttpFailure is
 * left only for what does not exist (recovery `skip`); all else is a FaultError with the HttpFailure as its cause.
 */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>
}

export type FailureKind = 'status' | 'timeout' | 'network' | 'body'

/** A call that failed: what the provider answered, or why no answer came. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly kind: FailureKind
  /** Null when no answer came. */
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** Parsed when it was JSON, else the first 2,000 characters as text. */
  readonly body: unknown
  readonly method: string
  /** Without the query, which may hold what must not be logged. */
  readonly path: string

  constructor(
    message: string,
    facts: Pick<HttpFailure, 'kind' | 'status' | 'headers' | 'body' | 'method' | 'path'>,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.kind = facts.kind
    this.status = facts.status
    this.headers = facts.headers
    this.body = facts.body
    this.method = facts.method
    this.path = facts.path
  }
}
