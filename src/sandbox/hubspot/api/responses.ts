import type { SandboxResponse } from '../../kit/provider.ts'
import type { JsonObject } from '../json.ts'

export interface Problem {
  status: number
  category: string
  message: string
  subCategory?: string
  context?: Readonly<Record<string, readonly string[]>>
  errors?: readonly JsonObject[]
}

/** An answer that is decided deep inside; the API gives it as it is. */
export class HubSpotError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export function problemResponse(problem: Problem, correlationId: string): SandboxResponse {
  const { status, message, category, subCategory, context, errors } = problem
  return json(status, {
    status: 'error',
    message,
    correlationId,
    ...(context === undefined ? {} : { context }),
    category,
    ...(subCategory === undefined ? {} : { subCategory }),
    ...(errors === undefined ? {} : { errors }),
  })
}

export const invalid = (message: string, more: Partial<Problem> = {}): HubSpotError =>
  new HubSpotError({ status: 400, category: 'VALIDATION_ERROR', message, ...more })

export const notFound = (message = 'resource not found'): HubSpotError =>
  new HubSpotError({ status: 404, category: 'OBJECT_NOT_FOUND', message })

export const missingScopes = (scopes: readonly string[]): HubSpotError =>
  new HubSpotError({
    status: 403,
    category: 'MISSING_SCOPES',
    message: `This oauth-token requires all of [${scopes.join(', ')}]`,
  })

export const expired = (seconds: number): Problem => ({
  status: 401,
  category: 'EXPIRED_AUTHENTICATION',
  message: `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
})

const ELSE: Readonly<Record<number, readonly [category: string, message: string]>> = {
  403: ['MISSING_SCOPES', 'This oauth-token requires all of [crm.objects.contacts.read]'],
  404: ['OBJECT_NOT_FOUND', 'resource not found'],
  423: ['LOCKED', 'This resource is locked.'],
  477: ['MIGRATION_IN_PROGRESS', 'This account is being moved between data centers.'],
}

/** Of a status that the server answers in HubSpot's place. */
export function failureOf(status: number, correlationId: string): SandboxResponse {
  if (status === 401) return problemResponse(expired(1), correlationId)
  const known = ELSE[status]
  if (known === undefined) return json(status, { status: 'error', message: 'internal error', correlationId })
  const [category, message] = known
  return problemResponse({ status, category, message }, correlationId)
}
