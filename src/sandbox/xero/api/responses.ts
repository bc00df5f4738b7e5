import type { SandboxResponse } from '../../kit/provider.ts'
import type { JsonObject } from '../json.ts'

/** An answer that is decided deep inside; the API gives it as it is. */
export class XeroError extends Error {
  readonly response: SandboxResponse

  constructor(response: SandboxResponse) {
    super(`${response.status}: ${response.body}`)
    this.response = response
  }
}

export const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

const text = (status: number, body: string): SandboxResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
})

export const notFound = (): SandboxResponse => text(404, "The resource you're looking for cannot be found")

/** Upper-case names. */
export const unauthorized = (detail: string, instance: string): SandboxResponse =>
  json(401, {
    Type: null,
    Title: 'Unauthorized',
    Status: 401,
    Detail: detail,
    Instance: instance,
    Extensions: {},
  })

/** Lower-case names, unlike a 401's. */
export const forbidden = (instance: string): SandboxResponse =>
  json(403, {
    type: null,
    title: 'Forbidden',
    status: 403,
    detail: 'AuthenticationUnsuccessful',
    instance,
    extensions: {},
  })

export const validationFailed = (elements: readonly JsonObject[]): SandboxResponse =>
  json(400, {
    ErrorNumber: 10,
    Type: 'ValidationException',
    Message: 'A validation exception occurred',
    Elements: elements,
  })

export const badQuery = (message: string): XeroError =>
  new XeroError(json(400, { ErrorNumber: 16, Type: 'QueryParseException', Message: message }))

export const badBody = (message: string): XeroError =>
  new XeroError(json(400, { ErrorNumber: 14, Type: 'PostDataInvalidException', Message: message }))

export const notImplemented = (): SandboxResponse =>
  json(501, {
    ErrorNumber: 20,
    Type: 'ApiMethodNotImplementedException',
    Message: 'The Api Method called is not implemented',
  })

/** The minute's and the day's end is told, the crowd's is not. */
export const tooMany = (problem: string, retryAfterSeconds: number | null): SandboxResponse => ({
  status: 429,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'x-rate-limit-problem': problem,
    ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
  },
  body: '',
})

const ELSE: Readonly<Record<number, string>> = {
  500: 'An error occurred in Xero. Check the API Status page https://status.developer.xero.com for current service status.',
  503: 'The Xero API is currently offline for maintenance',
}

/** Of a status that the server answers in Xero's place. */
export function failureOf(status: number, instance: string): SandboxResponse {
  if (status === 401) return unauthorized('TokenExpired: token expired', instance)
  if (status === 403) return forbidden(instance)
  return text(status, ELSE[status] ?? 'An error occurred')
}
