import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { drifted } from './drift.ts'
import type { Fault, FaultBoard } from './faults.ts'
import type { LastAnswers } from './last-answers.ts'
import type { Limiter } from './limiter.ts'
import type { SandboxProvider, SandboxRequest, SandboxResponse } from './provider.ts'

const LARGEST_BODY = 1_000_000
const DELAY_MS = 1_000

/** Reads a request whole. Null when its body is larger than a megabyte. */
export async function readRequest(
  incoming: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Promise<SandboxRequest | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_BODY) return null
    chunks.push(chunk)
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
  return { method: incoming.method ?? 'GET', path, query, headers, body: Buffer.concat(chunks) }
}

export function writeResponse(outgoing: ServerResponse, response: SandboxResponse): void {
  outgoing.writeHead(response.status, headersOf(response))
  outgoing.end(response.body)
}

const headersOf = ({ headers, body }: SandboxResponse) => ({
  'content-type': 'application/json;charset=UTF-8',
  ...headers,
  'content-length': Buffer.byteLength(body),
})

export interface Exchange {
  provider: SandboxProvider
  limiter: Limiter
  faults: FaultBoard
  /** Of this provider. */
  lastAnswers: LastAnswers
  /** Ends every wait when the server closes. */
  closing: AbortSignal
}

/** One request to a provider: limits first, then a fault if one fits, then the provider's answer. */
export async function answer(
  exchange: Exchange,
  request: SandboxRequest,
  outgoing: ServerResponse,
): Promise<void> {
  const { provider, limiter, faults, closing } = exchange
  const leave = limiter.enter(request.path)
  if (leave === null) {
    writeResponse(outgoing, failure(provider, 429))
    return
  }
  const gone = new AbortController()
  outgoing.once('close', () => {
    gone.abort()
  })
  try {
    const pathAndQuery = request.query.size > 0 ? `${request.path}?${request.query}` : request.path
    const fault = faults.strike(provider.name, request.method, pathAndQuery)
    const signal = AbortSignal.any([closing, gone.signal])
    if (fault === null) writeResponse(outgoing, await handle(exchange, request))
    else await fail(fault, exchange, request, outgoing, signal)
  } finally {
    leave()
  }
}

async function handle(
  { provider, lastAnswers }: Exchange,
  request: SandboxRequest,
): Promise<SandboxResponse> {
  const response = await provider.handle(request)
  lastAnswers.note(request, response)
  return response
}

async function fail(
  fault: Fault,
  exchange: Exchange,
  request: SandboxRequest,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { provider, lastAnswers } = exchange
  switch (fault.kind) {
    case 'status': {
      const response = failure(provider, fault.status ?? 500)
      const retryAfter =
        fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) }
      writeResponse(outgoing, { ...response, headers: { ...response.headers, ...retryAfter } })
      return
    }
    case 'expired_token':
      writeResponse(outgoing, failure(provider, 401))
      return
    case 'html':
      writeResponse(outgoing, {
        status: fault.status ?? 502,
        headers: { 'content-type': 'text/html' },
        body: '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>',
      })
      return
    case 'slow':
      if (await waited(fault.delayMs ?? DELAY_MS, signal))
        writeResponse(outgoing, await handle(exchange, request))
      return
    case 'slow_body': {
      const { body } = await beginResponse(outgoing, await handle(exchange, request))
      if (await waited(fault.delayMs ?? DELAY_MS, signal)) outgoing.end(secondHalf(body))
      return
    }
    case 'truncated': {
      const response = await handle(exchange, request)
      writeResponse(outgoing, { ...response, body: firstHalf(response.body) })
      return
    }
    case 'cut':
      // The work is done and the answer is lost on its way, which is what makes a write's outcome unknown.
      await beginResponse(outgoing, await handle(exchange, request))
      outgoing.destroy()
      return
    case 'repeat_page':
      writeResponse(outgoing, lastAnswers.to(request) ?? (await handle(exchange, request)))
      return
    case 'drift': {
      const response = await handle(exchange, request)
      writeResponse(outgoing, { ...response, body: driftedBody(response, fault) })
      return
    }
    case 'timeout':
      // No answer, until the caller gives up or the server closes.
      while (await waited(60_000, signal));
  }
}

/** Sends the head and the first half of the body. */
function beginResponse(outgoing: ServerResponse, response: SandboxResponse): Promise<SandboxResponse> {
  outgoing.writeHead(response.status, headersOf(response))
  return new Promise((resolve) => {
    outgoing.write(firstHalf(response.body), () => {
      resolve(response)
    })
  })
}

const driftedBody = ({ body }: SandboxResponse, { drift }: Fault): string =>
  drift === undefined ? body : drifted(body, drift)

const firstHalf = (body: string) => body.slice(0, Math.floor(body.length / 2))
const secondHalf = (body: string) => body.slice(Math.floor(body.length / 2))

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return wait(ms, true, { signal }).catch(() => false)
}

const failure = (provider: SandboxProvider, status: number): SandboxResponse =>
  provider.failure?.(status) ?? {
    status,
    body: JSON.stringify({ error: { message: `sandbox failure ${status}` } }),
  }
