import type { SandboxResponse } from '../../kit/provider.ts'
import { BankError } from '../errors.ts'

export const json = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** In the bank's own shape, or as RFC 7807 has it, where the client asks for that. */
export function refusal({ code, message, status }: BankError, accept: string | undefined): SandboxResponse {
  if (accept?.includes('application/problem+json') === true) {
    const problem = {
      type: `https://berlingroup.com/error-codes/${code}`,
      title: TITLES[status] ?? 'Error',
      detail: message,
      code,
      additionalErrors: [],
      _links: {},
    }
    return json(status, problem, { 'content-type': 'application/problem+json' })
  }
  return json(status, { tppMessages: [{ category: 'ERROR', code, text: message }] })
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not well formed',
  401: 'The request is not authorised',
  403: 'The request is forbidden',
  404: 'There is nothing at this address',
  405: 'The method is not allowed',
  406: 'The format is not offered',
  429: 'Too many accesses',
}

const CODES: Readonly<Record<number, string>> = {
  400: 'FORMAT_ERROR',
  401: 'CONSENT_EXPIRED',
  403: 'SERVICE_BLOCKED',
  404: 'RESOURCE_UNKNOWN',
  405: 'SERVICE_INVALID',
  406: 'REQUESTED_FORMATS_INVALID',
  409: 'STATUS_INVALID',
  429: 'ACCESS_EXCEEDED',
  503: 'SERVICE_UNAVAILABLE',
}

/** For faults on demand. The specification has no body for 500 and 503; banks send one all the same. */
export const failureOf = (status: number): SandboxResponse =>
  refusal(
    new BankError(
      status,
      CODES[status] ?? 'INTERNAL_SERVER_ERROR',
      status === 503 ? 'The bank is being maintained.' : 'The bank cannot answer this now.',
    ),
    undefined,
  )
