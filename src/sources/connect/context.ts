import { z } from 'zod'
import type { Config } from '../../config.ts'
import { FaultError, type Fault } from '../../domain/errors.ts'
import type { ProviderCode, SourceEnvironment } from '../../domain/vocabulary.ts'
import type { Provider } from '../../providers/provider.ts'
import { findProvider, pathName } from '../../providers/registry.ts'
import type { Database } from '../../store/database.ts'
import { realClock, type Clock } from '../clock.ts'

export interface ConnectContext {
  /** In the worker's role. */
  database: Database
  config: Pick<
    Config,
    | 'apps'
    | 'clientCertificates'
    | 'providerUrls'
    | 'publicUrl'
    | 'returnUrls'
    | 'masterKey'
    | 'formerMasterKeys'
  >
  /** Where browsers reach this installation, without a slash at its end. */
  ownUrl: string
  requestId: string
  clock?: Clock
  /** Where providers are looked up; by default the registry. */
  find?: typeof findProvider
}

/** Whose books, at which provider. */
export interface ConnectTarget {
  workspaceId: string
  companyId: string
  provider: ProviderCode
  environment: SourceEnvironment
}

export const clockOf = ({ clock = realClock }: ConnectContext): Clock => clock

/** Throws FaultError when there is no adapter for it. */
export function providerFor({ find = findProvider }: ConnectContext, code: ProviderCode): Provider {
  const provider = find(code)
  if (provider !== undefined) return provider
  throw refused({
    code: 'UNSUPPORTED_BY_PROVIDER',
    message: `${code} cannot be connected: there is no adapter for it.`,
    path: ['provider'],
  })
}

/** The address that customers come back to; to be registered with the provider's app. */
export const callbackUrl = ({ ownUrl }: ConnectContext, provider: Provider): string =>
  `${ownUrl}/connect/callback/${pathName(provider)}`

/** The caller's own mistake. `path` begins below `input`. */
export const refused = ({
  code = 'INVALID_INPUT',
  message,
  path,
}: Pick<Fault, 'message'> & Partial<Pick<Fault, 'code' | 'path'>>): FaultError =>
  new FaultError({
    code,
    message,
    actor: 'CALLER',
    retryable: false,
    ...(path && { path: ['input', ...path] }),
  })

/** The customer did not come to the end. */
export const beginAgain = (message: string): FaultError =>
  new FaultError({
    code: 'INVALID_INPUT',
    message: `${message} Begin again.`,
    actor: 'CUSTOMER',
    retryable: true,
  })

/** What a provider's half of a flow gives; an answer that cannot be read is the provider's fault. */
export async function understood<T>({ name }: Provider, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const fault: Fault = {
      code: 'PROVIDER_UNAVAILABLE',
      message: `${name} answered the request to connect with something else than it should.`,
      actor: 'PROVIDER',
      retryable: true,
    }
    // Names of fields only: a value may be a token.
    const fields = error.issues.map((it) => it.path.join('.')).join(', ')
    throw new FaultError(fault, { cause: new Error(`not as it should be: ${fields}`) })
  }
}
