import { HttpFailure, type HttpClient, type HttpRequest } from '../../../src/providers/toolkit/http.ts'

export interface StripeObject {
  id: string
  created: number
  [field: string]: unknown
}

/** A Stripe account in memory: its objects by path ("/v1/invoices"), in any order. */
export type Books = Record<string, StripeObject[]>

export interface Played extends HttpClient {
  calls: HttpRequest[]
}

/** Answers as Stripe's lists and objects do, with pages of at most `pageSize`. Its clock stands at `clock`. */
export function playStripe(books: Books, { pageSize = 2, clock = new Date() } = {}): Played {
  const calls: HttpRequest[] = []
  return {
    calls,
    request: async (request) => {
      calls.push(request)
      await Promise.resolve()
      return { status: 200, headers: {}, body: answer(books, request, pageSize), sentAt: clock }
    },
  }
}

function answer(books: Books, request: HttpRequest, pageSize: number): unknown {
  const list = books[request.path]
  if (list !== undefined) return listOf(list, request, pageSize)
  const cut = request.path.lastIndexOf('/')
  const object = books[request.path.slice(0, cut)]?.find((it) => it.id === request.path.slice(cut + 1))
  return object ?? missing(request, 'id')
}

function listOf(objects: readonly StripeObject[], request: HttpRequest, pageSize: number): unknown {
  const { query = {} } = request
  const types = query['types[]']
  const all = objects
    .filter((it) => it.created >= Number(query['created[gte]'] ?? 0))
    .filter((it) => !Array.isArray(types) || types.includes(it['type']))
    .filter((it) => query['payout'] === undefined || it['payout'] === query['payout'])
    // A document's lines stand in their own order, everything else newest first.
    .sort((a, b) => (request.path.endsWith('/lines') ? 0 : b.created - a.created))
  const after = query['starting_after']
  const index = all.findIndex((it) => it.id === after)
  if (after !== undefined && index < 0) missing(request, 'starting_after')
  const data = all.slice(index + 1, index + 1 + Math.min(pageSize, Number(query['limit'] ?? 10)))
  return { object: 'list', data, has_more: index + 1 + data.length < all.length, url: request.path }
}

function missing({ method = 'GET', path }: HttpRequest, param: string): never {
  const error = { code: 'resource_missing', message: 'No such object', param, type: 'invalid_request_error' }
  const status = param === 'id' ? 404 : 400
  throw new HttpFailure('it answered 404', {
    kind: 'status',
    status,
    headers: {},
    body: { error },
    method,
    path,
  })
}
