import { randomUUID } from 'node:crypto'
import type { Fault } from '../../domain/errors.ts'
import { FaultError } from '../../domain/errors.ts'
import type { Provider, SourceFacts } from '../../providers/provider.ts'
import { recover, toFault } from '../../providers/recovery.ts'
import { createHttpClient, type Authorization } from '../../providers/toolkit/http-client.ts'
import { HttpFailure, type HttpClient, type HttpRequest } from '../../providers/toolkit/http.ts'
import { addressFor } from '../address.ts'
import { clockOf, type ConnectContext } from './context.ts'

const TIMEOUT_MS = 15_000
const MAX_BYTES = 5_000_000
const ATTEMPTS = 3
const PAUSE_MS = 500
/** A person waits; whoever asks for more time gets the customer's next attempt. */
const LONGEST_PAUSE_MS = 3_000

interface Called {
  provider: Provider
  facts: Pick<SourceFacts, 'environment' | 'remoteId'>
  authorize: () => Promise<Authorization>
  /** In place of the provider's own address. */
  baseUrl?: string
  fetch?: typeof fetch
  /** What a path may hold and no message may: a consent's id. */
  secret?: string
}

/** The way to a provider while something is connected or taken back. Throws FaultError, and what is no failed call. */
export function connectClient(context: ConnectContext, called: Called): HttpClient {
  const { provider, facts, authorize, baseUrl, fetch } = called
  const http = createHttpClient({
    baseUrl: baseUrl ?? addressFor(context.config, provider, facts),
    headers: provider.headers,
    authorize,
    ...(fetch && { fetch }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    now: () => clockOf(context).now(),
    requestId: context.requestId,
    ...(provider.auth.kind === 'consent' && { callId: randomUUID }),
  })
  return { request: (request) => patiently(context, called, request, () => http.request(request)) }
}

async function patiently<T>(
  context: ConnectContext,
  { provider, secret }: Called,
  request: HttpRequest,
  send: () => Promise<T>,
): Promise<T> {
  const clock = clockOf(context)
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error
      const recovery = recover(provider, error, clock.now())
      const ms = recovery.action === 'wait' ? (recovery.afterMs ?? PAUSE_MS) : PAUSE_MS * attempt
      const isTransient = recovery.action === 'wait' || (recovery.action === 'retry' && isRepeatable(request))
      if (!isTransient || attempt === ATTEMPTS || ms > LONGEST_PAUSE_MS) {
        throw asFault(provider, concealing(error, secret), clock.now())
      }
      await clock.sleep(ms)
    }
  }
}

function concealing(failure: HttpFailure, secret: string | undefined): HttpFailure {
  if (secret === undefined || !failure.path.includes(secret)) return failure
  const shown = (text: string) => text.replaceAll(secret, '…')
  const { kind, status, headers, body, method, path } = failure
  return new HttpFailure(shown(failure.message), { kind, status, headers, body, method, path: shown(path) })
}

const isRepeatable = ({ method = 'GET', safe }: HttpRequest): boolean => safe ?? method === 'GET'

/** A failed call in the words of someone who connects. */
export function asFault(provider: Provider, failure: HttpFailure, now: Date): FaultError {
  const fault: Fault = toFault(provider.name, failure, recover(provider, failure, now), now)
  if (fault.code !== 'REAUTHORIZE') return new FaultError(fault, { cause: failure })
  const said = fault.providerError?.message
  const message = `${provider.name} does not accept what was given.${said ? ` It says: ${said}` : ''}`
  return new FaultError({ ...fault, code: 'INVALID_INPUT', message, actor: 'CUSTOMER' }, { cause: failure })
}
