import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import type { Random } from '../../kit/random.ts'
import type { Access, Grants } from '../identity/grants.ts'
import type { Limits } from '../limits.ts'
import type { Portal } from '../portal/portal.ts'
import { Refusal } from '../portal/record.ts'
import { BY_APP, BY_HAND } from '../portal/settings.ts'
import { objectType, TYPE_NAMES } from '../portal/types.ts'
import * as associations from './associations.ts'
import type { Call } from './call.ts'
import * as reads from './reads.ts'
import { expired, HubSpotError, invalid, type Problem, problemResponse } from './responses.ts'
import { search } from './search.ts'
import * as settings from './settings.ts'
import * as writes from './writes.ts'

export interface Api {
  portal: Portal
  grants: Grants
  limits: Limits
  /** Of correlation ids, which nothing depends on. */
  random: Random
}

type Handler = (call: Call, ...names: string[]) => SandboxResponse

/** "GET /path/{…}": a segment in braces is handed over. The first that fits answers. */
const ROUTES: readonly (readonly [route: string, handler: Handler])[] = [
  ['GET /account-info/v3/details', settings.accountDetails],
  ['GET /tax-rates/v1/tax-rates', settings.taxRates],
  ['GET /crm/v3/owners', settings.owners],
  ['GET /crm/v3/properties/{type}', settings.properties],
  ['POST /crm/v3/objects/contacts/gdpr-delete', writes.erase],
  ['POST /crm/v3/objects/{type}/search', search],
  ['POST /crm/v3/objects/{type}/batch/read', reads.readBatch],
  ['GET /crm/v3/objects/{type}', reads.list],
  ['POST /crm/v3/objects/{type}', writes.create],
  ['GET /crm/v3/objects/{type}/{id}', reads.single],
  ['PATCH /crm/v3/objects/{type}/{id}', writes.update],
  ['DELETE /crm/v3/objects/{type}/{id}', writes.archive],
  ['GET /crm/v3/objects/{from}/{id}/associations/{to}', associations.listNamed],
  ['POST /crm/v3/associations/{from}/{to}/batch/create', associations.createBatch],
  ['GET /crm/v4/objects/{from}/{id}/associations/{to}', associations.listTyped],
  ['PUT /crm/v4/objects/{from}/{id}/associations/default/{to}/{toId}', associations.associate],
  ['GET /crm/v4/associations/{from}/{to}/labels', associations.labels],
  ['POST /crm/v4/associations/{from}/{to}/batch/read', associations.readBatch],
]
const PATTERNS = ROUTES.map(
  ([route, handler]) => [new RegExp(`^${route.replaceAll(/\{\w+\}/g, '([^/]+)')}$`), handler] as const,
)

const READING_POSTS = ['search', 'batch/read'] as const
const NAMES = TYPE_NAMES.flatMap((name) => [
  name,
  objectType(name).singular,
  objectType(name).id ?? [],
]).flat()

/** What is asked with POST and changes nothing. */
export const READS: readonly string[] = [
  ...NAMES.flatMap((name) => READING_POSTS.map((it) => `/crm/v3/objects/${name}/${it}`)),
  ...NAMES.flatMap((from) => NAMES.map((to) => `/crm/v4/associations/${from}/${to}/batch/read`)),
]

/** Everything but the OAuth addresses. */
export function apiEndpoint(api: Api, request: SandboxRequest, now: number): SandboxResponse {
  const correlationId = api.random.uuid()
  const told = (response: SandboxResponse): SandboxResponse => ({
    ...response,
    headers: { ...response.headers, 'x-hubspot-correlation-id': correlationId },
  })
  const access = accessFor(api.grants, request, now)
  if ('category' in access) return told(problemResponse(access, correlationId))
  const headers = api.limits.enter(request.path, now)
  api.portal.source = BY_APP
  try {
    const call = { portal: api.portal, request, scopes: access.scopes, now }
    const response = answer(call)
    return told({ ...response, headers: { ...response.headers, ...headers } })
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    const response = problemResponse(problem, correlationId)
    return told({ ...response, headers: { ...response.headers, ...headers } })
  } finally {
    api.portal.source = BY_HAND
  }
}

function answer(call: Call): SandboxResponse {
  const { method, path } = call.request
  // The date-versioned addresses answer the same.
  const asked = `${method} ${path.replace(/^\/crm\/objects\/\d{4}-\d{2}\//, '/crm/v3/objects/')}`
  for (const [pattern, handler] of PATTERNS) {
    const names = pattern.exec(asked)?.slice(1).map(decodeURIComponent)
    if (names !== undefined) return handler(call, ...names)
  }
  throw new HubSpotError({ status: 404, category: 'OBJECT_NOT_FOUND', message: `No endpoint is at ${asked}` })
}

function accessFor(grants: Grants, { headers }: SandboxRequest, now: number): Access | Problem {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  const access = grants.accessOf(token)
  if (access === undefined) {
    const message = 'Authentication credentials not found. This API supports OAuth 2.0 authentication.'
    return { status: 401, category: 'INVALID_AUTHENTICATION', message }
  }
  if (access.expiresAt > now) return access
  return expired(Math.max(1, Math.ceil((now - access.expiresAt) / 1000)))
}

/** Null: not HubSpot's to tell. */
function problemOf(error: unknown): Problem | null {
  if (error instanceof HubSpotError) return error.problem
  if (!(error instanceof Refusal)) return null
  const { message, code, properties } = error
  const context = { propertyName: [...properties] }
  return invalid(message, code === null ? {} : { errors: [{ message, code, context }] }).problem
}
