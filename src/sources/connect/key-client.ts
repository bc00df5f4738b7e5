import type { SourceEnvironment } from '../../domain/vocabulary.ts'
import type { Key, Provider } from '../../providers/provider.ts'
import type { HttpClient } from '../../providers/toolkit/http.ts'
import { addressFor } from '../address.ts'
import { renewAccess } from '../refresh.ts'
import type { Secrets } from '../vault.ts'
import { connectClient } from './client.ts'
import { clockOf, type ConnectContext } from './context.ts'

/** The way to what a new key opens, and the secrets as they are to be stored. Throws FaultError. */
export async function accountsClient(
  context: ConnectContext,
  provider: Provider,
  { remoteId, secrets }: Key,
  environment: SourceEnvironment,
): Promise<{ http: HttpClient; secrets: Secrets }> {
  const facts = { environment, remoteId: remoteId ?? '' }
  const { auth } = provider
  // Before the secret goes anywhere: the token's address follows the same configuration.
  addressFor(context.config, provider, facts)
  if (auth.kind === 'apiKey' && secrets.kind === 'apiKey') {
    const authorization = { headers: auth.header(secrets.apiKey) }
    const http = connectClient(context, { provider, facts, authorize: () => Promise.resolve(authorization) })
    return { http, secrets }
  }
  if (auth.kind === 'clientCredentials' && secrets.kind === 'clientCredentials') {
    const renewed = await renewAccess(
      { ...secrets, access: null },
      {
        ...{ provider, remoteId: facts.remoteId, requestId: context.requestId },
        app: context.config.apps[provider.code],
        override: context.config.providerUrls[provider.code],
        now: () => clockOf(context).now(),
      },
    )
    const token = renewed.kind === 'clientCredentials' ? (renewed.access?.token ?? '') : ''
    const authorize = () => Promise.resolve({ headers: auth.header(token) })
    return { http: connectClient(context, { provider, facts, authorize }), secrets: renewed }
  }
  throw new Error(`${provider.name} is not opened by secrets of kind ${secrets.kind}`)
}
