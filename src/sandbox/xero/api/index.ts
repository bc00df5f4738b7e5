import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import type { Random } from '../../kit/random.ts'
import type { Books } from '../books/books.ts'
import type { Identity } from '../identity/oauth.ts'
import { connectionsEndpoint } from '../identity/oauth.ts'
import type { JsonObject } from '../json.ts'
import type { Limits } from '../limits.ts'
import { Idempotency } from './idempotency.ts'
import { list, single } from './read.ts'
import { RESOURCES } from './resources.ts'
import { forbidden, json, notFound, notImplemented, unauthorized, XeroError } from './responses.ts'
import { write, WRITERS } from './writes/index.ts'

export interface Api {
  organisations: ReadonlyMap<string, Books>
  identity: Identity
  limits: Limits
  idempotency: Idempotency
  /** Of the envelopes' ids, which nothing depends on. */
  random: Random
}

/** Everything below /api.xro/2.0, and /connections. */
export function apiEndpoint(api: Api, request: SandboxRequest, now: number): SandboxResponse {
  const refusal = refuseAccess(api, request, now)
  if (refusal !== null) return refusal
  if (request.path.startsWith('/connections')) return connectionsEndpoint(api.identity, request)
  const tenantId = request.headers['xero-tenant-id'] ?? ''
  const books = api.organisations.get(tenantId)
  if (books === undefined || !api.identity.connections.has(tenantId)) return forbidden(api.random.uuid())
  const full = api.limits.enter(tenantId, now)
  if (full !== null) return full
  const response = answer(api, books, request, now)
  return { ...response, headers: { ...response.headers, ...api.limits.headers(tenantId, now) } }
}

function refuseAccess(
  { identity, random }: Api,
  { headers }: SandboxRequest,
  now: number,
): SandboxResponse | null {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  const expiresAt = identity.grants.expiryOf(token)
  if (expiresAt === null) return unauthorized('AuthenticationUnsuccessful', random.uuid())
  if (expiresAt > now) return null
  const [year = '', month = '', day = ''] = new Date(expiresAt).toISOString().slice(0, 10).split('-')
  const time = new Date(expiresAt).toISOString().slice(11, 19)
  return unauthorized(`TokenExpired: token expired at ${month}/${day}/${year} ${time}`, random.uuid())
}

function answer(api: Api, books: Books, request: SandboxRequest, now: number): SandboxResponse {
  const [path = '', id, ...rest] = request.path.split('/').slice(3)
  const resource = RESOURCES.find((it) => it.path.toLowerCase() === path.toLowerCase())
  if (resource === undefined || rest.length > 0) return notFound()
  try {
    if (request.method === 'GET') {
      // Whoever does not ask for JSON gets XML; only its envelope is played, and of reads alone.
      if (!(request.headers.accept ?? '').includes('json')) return xml(now)
      const content =
        id === undefined ? list(books, resource, request) : single(books, resource, id, request.query)
      return content === null ? notFound() : enveloped(api, content, now)
    }
    if (WRITERS[resource.name] === undefined) return notImplemented()
    return api.idempotency.answer(request, books.profile.tenantId, now, () =>
      write(books, resource.name, id, request, (content) => enveloped(api, content, now)),
    )
  } catch (error) {
    if (error instanceof XeroError) return error.response
    throw error
  }
}

const enveloped = ({ random }: Api, content: JsonObject, now: number): SandboxResponse =>
  json(200, {
    Id: random.uuid(),
    Status: 'OK',
    ProviderName: 'Daybook Sandbox',
    DateTimeUTC: `/Date(${now})/`,
    ...content,
  })

const xml = (now: number): SandboxResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: `<Response><Status>OK</Status><DateTimeUTC>${new Date(now).toISOString()}</DateTimeUTC></Response>`,
})
