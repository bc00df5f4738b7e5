import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { MOST_BODY_BYTES, receiveWebhook } from '../webhooks/receive.ts'
import type { Services } from './context.ts'
import { apiError, UNAUTHENTICATED, type ErrorCode } from './errors.ts'
import { MOST } from './limits.ts'
import type { Yoga } from './yoga.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void> | void

/** Everything that is served over HTTP. Never rejects. */
export function createRoutes(services: Services, yoga: Yoga) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request)
    response.setHeader('x-request-id', requestId)
    try {
      await handlerFor(request.url ?? '/')(request, response, requestId)
    } catch (error) {
      services.log.error({ err: error, requestId }, 'a request failed')
      if (response.headersSent) response.destroy()
      else sendText(response, 500, `Internal error, request ${requestId}.`)
    }
  }

  function handlerFor(url: string): Handler {
    const [path = '/'] = url.split('?')
    if (path === '/graphql') return graph
    if (path.startsWith('/webhooks/')) return webhook
    if (path === '/healthz') return alive
    if (path === '/readyz') return ready
    return (_request, response) => {
      sendText(response, 404, 'There is nothing here. The graph is at /graphql.')
    }
  }

  async function graph(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const { authorization = '' } = request.headers
    const caller = await services.authentication(authorization)
    if (caller === null) {
      response.setHeader('www-authenticate', 'Bearer')
      sendError(response, 401, UNAUTHENTICATED.message, 'UNAUTHENTICATED')
      return
    }
    const refusal = refusalOf(request)
    if (refusal) sendError(response, refusal.status, refusal.message, 'BAD_USER_INPUT')
    else await yoga(request, response, { caller, authorization, requestId })
  }

  async function webhook(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const url = request.url ?? '/'
    const [, , provider = '', remoteId] = url.split('?')[0]?.split('/').map(decoded) ?? []
    const body = request.method === 'POST' ? await readBody(request, MOST_BODY_BYTES) : null
    if (body === null) {
      sendText(
        response,
        request.method === 'POST' ? 413 : 405,
        'Webhooks are sent by POST, and are not that long.',
      )
      return
    }
    const { worker: database, config, log } = services
    const answer = await receiveWebhook(
      { database, config, log, requestId },
      { provider, addressRemoteId: remoteId ?? null, headers: headersOf(request), body, url },
    )
    sendText(response, answer.status, answer.message)
  }

  function alive(_request: IncomingMessage, response: ServerResponse): void {
    sendText(response, 200, 'alive')
  }

  async function ready(_request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await services.database.sql`select 1`
      sendText(response, 200, 'ready')
    } catch {
      sendText(response, 503, 'The database does not answer.')
    }
  }
}

/** The caller's own id where it is a plain one. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()
}

function refusalOf({ method, headers }: IncomingMessage): { status: number; message: string } | null {
  if (method !== 'POST') return null
  const type = headers['content-type'] ?? ''
  if (!/^application\/(json|graphql\+json|graphql-response\+json)\s*(;|$)/i.test(type)) {
    return {
      status: 415,
      message: 'Send the request as JSON, with the header Content-Type: application/json.',
    }
  }
  const length = headers['content-length']
  if (length === undefined) return { status: 411, message: 'The header Content-Length is needed.' }
  if (Number(length) <= MOST.bytes) return null
  return { status: 413, message: `A request may have ${MOST.bytes} bytes at most.` }
}

/** Null when it is longer than allowed. */
async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A part of a path that is not decodable names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )

function sendError(response: ServerResponse, status: number, message: string, code: ErrorCode): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ errors: [apiError(code, message)] }))
}

function sendText(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}
