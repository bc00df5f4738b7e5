import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from './authentication.ts'
import { finishVisit } from './connect-callback.ts'
import type { Services } from './context.ts'
import { UNAUTHENTICATED } from './errors.ts'
import { receiveFile } from './files.ts'
import { MOST } from './limits.ts'
import { sendError, sendText } from './messages.ts'
import { sendPage } from './page.ts'
import { webhookRoute } from './webhook-route.ts'
import type { Yoga } from './yoga.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void> | void

/** Everything that is served over HTTP. Never rejects. */
export function createRoutes(services: Services, yoga: Yoga) {
  const webhook = webhookRoute(services)
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
    if (path.startsWith('/connect/callback/')) return connectCallback
    if (/^\/sources\/[^/]+\/files$/.test(path)) return file
    if (path === '/healthz') return alive
    if (path === '/readyz') return ready
    return (_request, response) => {
      sendText(response, 404, 'There is nothing here. The graph is at /graphql.')
    }
  }

  /** Null after the answer that the caller is nobody. */
  async function callerOf({ headers }: IncomingMessage, response: ServerResponse): Promise<Caller | null> {
    const caller = await services.authentication(headers.authorization ?? '')
    if (caller === null) {
      response.setHeader('www-authenticate', 'Bearer')
      sendError(response, 401, UNAUTHENTICATED.message, 'UNAUTHENTICATED')
    }
    return caller
  }

  async function graph(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const caller = await callerOf(request, response)
    if (caller === null) return
    const { authorization = '' } = request.headers
    const refusal = refusalOf(request)
    if (refusal) sendError(response, refusal.status, refusal.message, 'BAD_USER_INPUT')
    else await yoga(request, response, { caller, authorization, requestId })
  }

  async function file(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const caller = await callerOf(request, response)
    if (caller !== null) await receiveFile(services, { request, response, caller, requestId })
  }

  async function connectCallback(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    try {
      await finishVisit(services, { request, response, requestId })
    } catch (error) {
      services.log.error({ err: error, requestId }, 'a browser could not be sent on')
      sendPage(response, 500, {
        title: 'Something went wrong here',
        sentences: [
          'Go back to the application that you came from and begin again.',
          `Whoever runs it finds the reason in the log by this number: ${requestId}.`,
        ],
      })
    }
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
