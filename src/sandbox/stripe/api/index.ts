import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { advance } from '../advance.ts'
import type { Books } from '../books.ts'
import { STRIPE_VERSION } from '../credentials.ts'
import { refused, StripeError } from '../errors.ts'
import { createIds } from '../ids.ts'
import { toSeconds } from '../time.ts'
import { authenticate, checkAccount, checkVersion, Permissions } from './access.ts'
import { createExpander } from './expand.ts'
import { decodeForm } from './form.ts'
import { Idempotency, keyOf } from './idempotency.ts'
import { Params } from './params.ts'
import { RateLimit } from './rate-limit.ts'
import { read } from './reads.ts'
import { failure, idempotencyHeaders, isBeforeTheWork, json } from './responses.ts'
import { type Resource, resourcesOf } from './resources.ts'
import { findWrite } from './writes.ts'

export interface StripeApi {
  permissions: Permissions
  rateLimit: RateLimit
  resources: Readonly<Record<string, Resource>>
  handle(request: SandboxRequest): SandboxResponse
}

export function createApi(books: Books, now: () => Date): StripeApi {
  const permissions = new Permissions()
  const rateLimit = new RateLimit()
  const idempotency = new Idempotency()
  const resources = resourcesOf(books)
  const expander = createExpander(books, resources)
  // Reading must not draw from what the books draw from: they would depend on who reads.
  const readIds = createIds(books.random.fork('requests'))

  function answer(request: SandboxRequest, key: string, requestId: string): object {
    const path = pathOf(request)
    checkAccount(request.headers, key)
    checkVersion(request.headers)
    const [name = ''] = path
    const reads = request.method === 'GET'
    permissions.check(key, resources[name]?.kind ?? name, !reads)
    const params = new Params(decodeForm(parametersOf(request)))
    const paths = params.texts('expand')
    const found = reads ? read(books, resources, path, params) : write(request, path, params, requestId)
    if (found === undefined) throw unrecognized(request)
    return expander.expand(found, paths)
  }

  function write(
    request: SandboxRequest,
    path: readonly string[],
    params: Params,
    id: string,
  ): object | undefined {
    const act = findWrite(books, { method: request.method, path })
    return act && books.events.causedBy({ id, idempotency_key: keyOf(request) ?? null }, () => act(params))
  }

  function handleKnown(request: SandboxRequest, key: string): SandboxResponse {
    const requestId = (request.method === 'GET' ? readIds : books.ids).next('req')
    const headers = {
      'request-id': requestId,
      'stripe-version': STRIPE_VERSION,
      ...idempotencyHeaders(request, requestId),
    }
    try {
      rateLimit.check(now())
      const replayed = idempotency.replay(request, books.clock.now)
      if (replayed !== undefined) {
        return { ...replayed, headers: { ...headers, ...replayed.headers, 'request-id': requestId } }
      }
      return keep(request, json(200, answer(request, key, requestId), headers))
    } catch (error) {
      if (!(error instanceof StripeError)) throw error
      const response = failure(error, headers)
      return isBeforeTheWork(error) ? response : keep(request, response)
    }
  }

  function keep(request: SandboxRequest, response: SandboxResponse): SandboxResponse {
    idempotency.remember(request, response, books.clock.now)
    return response
  }

  return {
    permissions,
    rateLimit,
    resources,
    handle(request) {
      advance(books, toSeconds(now()))
      try {
        return handleKnown(request, authenticate(request.headers))
      } catch (error) {
        if (error instanceof StripeError) return failure(error, {})
        throw error
      }
    },
  }
}

/** Below /v1. */
function pathOf(request: SandboxRequest): string[] {
  const [, version, ...path] = request.path.replace(/\/$/, '').split('/')
  if (version !== 'v1' || path.length === 0) throw unrecognized(request)
  return path
}

const FORM = 'application/x-www-form-urlencoded'

function parametersOf({ body, headers, query }: SandboxRequest): URLSearchParams {
  if (body.length === 0) return query
  if (!headers['content-type']?.startsWith(FORM)) {
    throw refused(`Invalid request (check that your POST content type is ${FORM}).`)
  }
  return new URLSearchParams([...query, ...new URLSearchParams(body.toString())])
}

const unrecognized = ({ method, path }: SandboxRequest): StripeError =>
  new StripeError({
    status: 404,
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  })
