import { HttpFailure, type FailureKind, type HttpClient, type HttpRequest } from './http.ts'
import { concealed, secretsOf } from './conceal.ts'
import { addressOf, payloadOf, readBytes, readJson, TooLargeError } from './http-message.ts'

/** One exchange, for logs and metrics: nothing in it is secret. */
export interface CallFacts {
  method: string
  /** Without the query. */
  path: string
  /** Null when no answer came. */
  status: number | null
  /** Null when the call succeeded. */
  failure: FailureKind | null
  durationMs: number
  requestId: string
}

/** What carries the credentials: headers, and where a provider wants it so, fields of each JSON body. */
export interface Authorization {
  headers: Readonly<Record<string, string>>
  json?: Readonly<Record<string, string>>
}

export interface HttpClientOptions {
  /** Without a slash at its end. No request leaves its origin. */
  baseUrl: string
  headers: Readonly<Record<string, string>>
  /** Asked for before each call. */
  authorize: () => Promise<Authorization>
  fetch?: typeof fetch
  /** For the whole exchange, the body included, unless the request asks for another. */
  timeoutMs: number
  /** Of an answer, after decompression. */
  maxBytes: number
  now: () => Date
  /** Sent as X-Request-Id, unless `callId` gives each call one of its own. */
  requestId: string
  /** PSD2 banks want a UUID with each call. */
  callId?: () => string
  /** Ends the calls under way, which then reject with its reason. */
  signal?: AbortSignal
  onCall?: (facts: CallFacts) => void
}

/** A client over fetch. It sends once: waiting and trying again belong to the engine. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const send = options.fetch ?? fetch

  return {
    request: async (request) => {
      const url = addressOf(options.baseUrl, request)
      const call = new Call(request)
      const authorization = await options.authorize()
      const init = requestInit(options, request, authorization)
      const sentAt = options.now()
      const report = (status: number | null, failure: FailureKind | null) =>
        options.onCall?.({
          method: call.method,
          path: call.path,
          status,
          failure,
          durationMs: options.now().getTime() - sentAt.getTime(),
          requestId: options.requestId,
        })
      let response: Response | null = null
      try {
        response = await send(url, init)
        const body = call.readAnswer(response, await readBytes(response, options.maxBytes))
        const answer = {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body,
          sentAt,
        }
        request.check?.(answer)
        report(response.status, null)
        return answer
      } catch (error) {
        if (options.signal?.aborted) throw error
        const failure = concealing(call.failed(response, error), secretsOf(authorization, request))
        report(failure.status, failure.kind)
        throw failure
      }
    },
  }
}

function requestInit(
  { headers, requestId, callId, timeoutMs, signal }: HttpClientOptions,
  request: HttpRequest,
  authorization: Authorization,
): RequestInit {
  const payload = payloadOf(request, authorization.json)
  const deadline = AbortSignal.timeout(request.timeoutMs ?? timeoutMs)
  return {
    method: request.method ?? 'GET',
    headers: {
      'user-agent': 'daybook',
      accept: 'application/json',
      ...headers,
      ...payload.headers,
      ...request.headers,
      ...authorization.headers,
      'x-request-id': callId?.() ?? requestId,
    },
    body: payload.body,
    // An API answers where it is asked. Following it elsewhere would take the credentials along.
    redirect: 'manual',
    signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
  }
}

/** Some providers repeat a token in what they say about it. */
function concealing(failure: HttpFailure, secrets: readonly string[]): HttpFailure {
  const { message, kind, status, headers, body, method, path, cause } = failure
  const facts = { kind, status, headers, body: concealed(body, secrets), method, path }
  return new HttpFailure(message, facts, { cause })
}

/** Names the call in failures: its method and path, never its query. */
class Call {
  readonly method: string
  readonly path: string

  constructor({ method = 'GET', path }: HttpRequest) {
    this.method = method
    this.path = path.replace(/[?#].*$/s, '')
  }

  readAnswer(response: Response, bytes: Buffer): unknown {
    const body = bytes.length === 0 ? null : readJson(bytes)
    const shown = body === undefined ? bytes.toString('utf8', 0, 8_000).slice(0, 2_000) : body
    if (!response.ok) throw this.#failure('status', `answered ${response.status}`, response, { body: shown })
    // 204 means that there is nothing to say; anywhere else an empty answer is a cut one.
    if (body === undefined || (body === null && bytes.length === 0 && response.status !== 204)) {
      throw this.#failure('body', 'answered with something that is not JSON', response, { body: shown })
    }
    return body
  }

  failed(response: Response | null, error: unknown): HttpFailure {
    if (error instanceof HttpFailure) return error
    const cause = { body: null, cause: error }
    // The status says more than the body that failed to arrive after it.
    if (response?.ok === false) return this.#failure('status', `answered ${response.status}`, response, cause)
    if (error instanceof TooLargeError) return this.#failure('body', error.message, response, cause)
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      return this.#failure('timeout', 'did not answer in time', response, cause)
    }
    return this.#failure('network', `could not be reached${reasonOf(error)}`, response, cause)
  }

  #failure(
    kind: FailureKind,
    what: string,
    response: Response | null,
    { body, cause }: { body: unknown; cause?: unknown },
  ): HttpFailure {
    return new HttpFailure(
      `${this.method} ${this.path} ${what}`,
      {
        kind,
        status: response?.status ?? null,
        headers: response === null ? {} : Object.fromEntries(response.headers),
        body,
        method: this.method,
        path: this.path,
      },
      { cause },
    )
  }
}

/** ": ECONNREFUSED" and the like, which fetch hides in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? `: ${code}` : ''
}
