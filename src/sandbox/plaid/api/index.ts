import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { advance } from '../advance.ts'
import { PLAID_CLIENT_ID, PLAID_SECRET } from '../credentials.ts'
import { invalidInput, Refusal, refusal } from '../errors.ts'
import type { Ids } from '../ids.ts'
import type { World } from '../world.ts'
import { type Body, missingFields, readBody } from './body.ts'
import { ENDPOINTS, type Endpoint } from './endpoints.ts'
import { hostedLink } from './hosted-link.ts'

const CREDENTIALS = ['client_id', 'secret', 'access_token']

/** Every call of the API is a POST of JSON; the page of Hosted Link is for people. */
export function handle(world: World, request: SandboxRequest): SandboxResponse {
  advance(world)
  try {
    if (request.path.startsWith('/hl/')) return hostedLink(world, request)
    return json(200, { ...answer(world, request), request_id: world.ids.request() })
  } catch (error) {
    if (error instanceof Refusal) return refused(error, world.ids)
    throw error
  }
}

function answer(world: World, request: SandboxRequest): object {
  const { method, path, headers } = request
  const endpoint = method === 'POST' && Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined
  if (endpoint === undefined) {
    throw refusal('INVALID_REQUEST', 'NOT_FOUND', 'the requested path was not found', 404)
  }
  const body = readBody(request.body.toString())
  authenticate(body, headers)
  refuseUnknown(body, endpoint)
  // Whoever calls directly, without a server, has no host.
  const call = { world, body, base: `http://${headers.host ?? 'plaid.invalid'}/plaid` }
  if (endpoint.of === 'client') return endpoint.answer(call)
  const item = world.items.of(body.text('access_token'))
  if (endpoint.healthy && item.error !== null) throw new Refusal(item.error)
  return endpoint.answer({ ...call, item })
}

/** In the body or, when it has none, in the headers. */
function authenticate(body: Body, headers: SandboxRequest['headers']): void {
  const clientId = body.optionalText('client_id') ?? headers['plaid-client-id']
  const secret = body.optionalText('secret') ?? headers['plaid-secret']
  const missing = [clientId === undefined ? 'client_id' : null, secret === undefined ? 'secret' : null]
  const names = missing.filter((it) => it !== null)
  if (names.length > 0) throw missingFields(names)
  if (clientId !== PLAID_CLIENT_ID || secret !== PLAID_SECRET) {
    throw invalidInput('INVALID_API_KEYS', 'invalid client_id or secret provided')
  }
}

function refuseUnknown(body: Body, { fields }: Endpoint): void {
  if (fields === null) return
  const unknown = body.names().filter((it) => !fields.includes(it) && !CREDENTIALS.includes(it))
  if (unknown.length === 0) return
  const message = `the following fields are not recognized by this endpoint: ${unknown.join(', ')}`
  throw refusal('INVALID_REQUEST', 'UNKNOWN_FIELDS', message)
}

/** Where the server answers in Plaid's place. None of Plaid's answers says when to come again. */
export function failureOf(status: number, ids: Ids): SandboxResponse {
  const [type, code, message] = FAILURES[status] ?? [
    'API_ERROR',
    'INTERNAL_SERVER_ERROR',
    'an unexpected error occurred',
  ]
  return refused(refusal(type, code, message, status), ids)
}

const FAILURES: Readonly<Record<number, readonly [type: string, code: string, message: string]>> = {
  // Not one of Plaid's own: its refusals are 400.
  401: ['INVALID_REQUEST', 'UNAUTHORIZED', 'the request was not authorized'],
  429: [
    'RATE_LIMIT_EXCEEDED',
    'RATE_LIMIT',
    'rate limit exceeded for attempts to access this item. please try again later',
  ],
  503: ['API_ERROR', 'PLANNED_MAINTENANCE', "Plaid's systems are in maintenance mode"],
}

const refused = ({ facts, status }: Refusal, ids: Ids): SandboxResponse =>
  json(status, {
    ...facts,
    documentation_url: `https://plaid.com/docs/?ref=error#${facts.error_type.toLowerCase().replaceAll('_', '-')}-errors`,
    request_id: ids.request(),
    suggested_action: null,
  })

const json = (status: number, value: object): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
