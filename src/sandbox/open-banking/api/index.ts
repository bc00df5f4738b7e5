import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import type { Bank } from '../bank.ts'
import { BankError, unknownResource } from '../errors.ts'
import type { AccessCount } from './access-count.ts'
import { readAccounts } from './accounts.ts'
import { authorise } from './authorise.ts'
import { answerConsents } from './consents.ts'
import { checkAccept, checkRequestId } from './headers.ts'
import { refusal } from './responses.ts'
import { answerOAuth } from '../oauth/server.ts'

/** One request to the bank: its API, or the page for the customer. */
export function handle(bank: Bank, count: AccessCount, request: SandboxRequest): SandboxResponse {
  const [, top, ...path] = request.path.split('/')
  if (top === 'authorise' && path.length === 1) return authorise(bank, request, path[0] ?? '')
  if (top === 'oauth') return answerOAuth(bank, request, path.join('/'))
  const { accept, 'x-request-id': id } = request.headers
  const response =
    top === 'v1' ? respond(bank, count, request, path) : refusal(unknownResource('path'), accept)
  return {
    ...response,
    headers: { ...response.headers, ...(id === undefined ? {} : { 'x-request-id': id }) },
  }
}

function respond(
  bank: Bank,
  count: AccessCount,
  request: SandboxRequest,
  [resource, ...path]: readonly string[],
): SandboxResponse {
  try {
    checkRequestId(request.headers)
    checkAccept(request.headers)
    if (resource === 'consents') return answerConsents(bank, request, path) ?? notAllowed(request)
    if (resource !== 'accounts') throw unknownResource('path')
    if (request.method !== 'GET') return notAllowed(request)
    const answer = readAccounts(bank, count, request, path)
    if (answer === undefined) throw unknownResource('path')
    return answer
  } catch (error) {
    if (error instanceof BankError) return refusal(error, request.headers.accept)
    throw error
  }
}

function notAllowed({ method, path }: SandboxRequest): never {
  throw new BankError(405, 'SERVICE_INVALID', `${method} is not offered at ${path}.`)
}
