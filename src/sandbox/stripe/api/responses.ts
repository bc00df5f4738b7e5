import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { STRIPE_SECRET_KEY } from '../credentials.ts'
import { StripeError } from '../errors.ts'
import { invalidKey } from './access.ts'
import { keyOf } from './idempotency.ts'
import { rateLimited } from './rate-limit.ts'

export const json = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>>,
): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** A 401 has no Request-Id and names the scheme. */
export function failure(error: StripeError, headers: Readonly<Record<string, string>>): SandboxResponse {
  const { status } = error.facts
  return json(status, error.body(), {
    ...headers,
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="Stripe"' } : {}),
    ...(status === 429 ? { 'stripe-rate-limited-reason': 'global-rate' } : {}),
  })
}

/** What Stripe answers when it is not the books that refuse: for faults on demand. */
export function failureOf(status: number): SandboxResponse {
  if (status === 401) return failure(invalidKey(STRIPE_SECRET_KEY), {})
  if (status === 429) return failure(rateLimited(), {})
  const message = 'An error occurred with our connection to Stripe. Please retry your request.'
  return failure(new StripeError({ status, type: 'api_error', message }), {})
}

/** Stripe keeps no answer for an idempotency key when the work had not begun. */
export const isBeforeTheWork = ({ facts }: StripeError): boolean =>
  [403, 429].includes(facts.status) ||
  facts.type === 'idempotency_error' ||
  (facts.code?.startsWith('parameter_') ?? false)

export function idempotencyHeaders(request: SandboxRequest, requestId: string): Record<string, string> {
  const key = keyOf(request)
  return key === undefined ? {} : { 'idempotency-key': key, 'original-request': requestId }
}
