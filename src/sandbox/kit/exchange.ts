import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, FaultBoard } from './faults.ts'
import type { Limiter } from './limiter.ts'
import type { SandboxProvider, SandboxRequest, SandboxResponse } from './provider.ts'

const LARGEST_BODY = 1_000_000

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
  outgoing.writeHead(response.status, {
    'content-type': 'application/json;charset=UTF-8',
    ...response.headers,
    'content-length': Buffer.byteLength(response.body),
  })
  outgoing.end(response.body)
}

export interface Exchange {
  provider: SandboxProvider
  limiter: Limiter
  faults: FaultBoard
  /** Ends every wait when the server closes. */
  closing: AbortSignal
}

/** One request to a provider: limits first, then a fault if one fits, then the provider's answer. */
export async function answer(
  { provider, limiter, faults, closing }: Exchange,
  request: SandboxRequest,
  outgoing: ServerResponse,
): Promise<void> {
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
    if (fault === null) writeResponse(outgoing, await provider.handle(request))
    else await fail(fault, provider, request, outgoing, signal)
  } finally {
    leave()
  }
}

async function fail(
  fault: Fault,
  provider: SandboxProvider,
  request: SandboxRequest,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
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
      if (await waited(fault.delayMs ?? 1_000, signal))
        writeResponse(outgoing, await provider.handle(request))
      return
    case 'truncated': {
      const response = await provider.handle(request)
      writeResponse(outgoing, { ...response, body: firstHalf(response.body) })
      return
    }
    case 'cut':
      await cut(await provider.handle(request), outgoing)
      return
    case 'timeout':
      // No answer, until the caller gives up or the server closes.
      while (await waited(60_000, signal));
  }
}

/** The work is done and the answer is lost on its way, which is what makes a write's outcome unknown. */
function cut(response: SandboxResponse, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, {
    'content-type': 'application/json;charset=UTF-8',
    ...response.headers,
    'content-length': Buffer.byteLength(response.body),
  })
  return new Promise((resolve) => {
    outgoing.write(firstHalf(response.body), () => {
      outgoing.destroy()
      resolve()
    })
  })
}

const firstHalf = (body: string) => body.slice(0, Math.floor(body.length / 2))

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return wait(ms, true, { signal }).catch(() => false)
}

const failure = (provider: SandboxProvider, status: number): SandboxResponse =>
  provider.failure?.(status) ?? {
    status,
    body: JSON.stringify({ error: { message: `sandbox failure ${status}` } }),
  }
