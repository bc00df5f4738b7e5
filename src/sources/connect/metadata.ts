import { z } from 'zod'
import { FaultError } from '../../domain/errors.ts'
import type { SourceEnvironment } from '../../domain/vocabulary.ts'
import type { Provider } from '../../providers/provider.ts'
import { fetchWithCertificate } from '../../providers/toolkit/client-certificate.ts'
import { isTrusted } from '../address.ts'
import type { ConsentTokens } from '../vault.ts'
import { connectClient } from './client.ts'
import { understood, type ConnectContext } from './context.ts'

// RFC 8414: an authorization server says where it asks people and where it gives tokens.

const answer = z.looseObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).nullish(),
  authorization_response_iss_parameter_supported: z.boolean().nullish(),
  /** RFC 8705, 5: where a client with a certificate asks instead. */
  mtls_endpoint_aliases: z.looseObject({ token_endpoint: z.url().nullish() }).nullish(),
})

export interface AuthorizationServer {
  issuer: string
  authorizationEndpoint: string
  tokenEndpoint: string
  clientAuth: ConsentTokens['clientAuth']
  /** RFC 9207: it says who it is when it sends the customer back. */
  namesItself: boolean
}

interface Asked {
  provider: Provider
  environment: SourceEnvironment
  /** Whole, and with its query. */
  metadataUrl: string
  /** What the address may hold and no message may. */
  secret: string
}

/** Throws FaultError, also where the answer leads to where no secret may go. */
export async function readMetadata(context: ConnectContext, asked: Asked): Promise<AuthorizationServer> {
  const { provider, environment, metadataUrl, secret } = asked
  const { config } = context
  const from = trusted(context, asked, metadataUrl)
  const certificate = config.clientCertificates?.[provider.code]
  const http = connectClient(context, {
    ...{ provider, secret, baseUrl: from.origin, facts: { environment, remoteId: '' } },
    authorize: () => Promise.resolve({ headers: {} }),
    ...(certificate && { fetch: fetchWithCertificate(certificate) }),
  })
  const reading = http.request({ path: from.pathname + from.search }).then(({ body }) => answer.parse(body))
  const told = await understood(provider, reading)
  // Whoever speaks for another server could have the customer agree there and take the code here.
  if (new URL(told.issuer).host !== from.host) throw untrusted(provider, told.issuer)
  const alias = certificate ? told.mtls_endpoint_aliases?.token_endpoint : null
  return {
    issuer: told.issuer,
    authorizationEndpoint: trusted(context, asked, told.authorization_endpoint).href,
    tokenEndpoint: trusted(context, asked, alias ?? told.token_endpoint).href,
    clientAuth: clientAuthOf(
      config.apps[provider.code]?.clientSecret ?? '',
      told.token_endpoint_auth_methods_supported ?? ['client_secret_basic'],
    ),
    namesItself: told.authorization_response_iss_parameter_supported === true,
  }
}

/** A secret is shown in a way that the server takes, and to no server that wants none. */
function clientAuthOf(clientSecret: string, methods: readonly string[]): ConsentTokens['clientAuth'] {
  if (clientSecret === '') return 'none'
  if (methods.includes('client_secret_basic')) return 'basic'
  return methods.includes('client_secret_post') ? 'body' : 'none'
}

function trusted({ config }: ConnectContext, { provider, environment }: Asked, address: string): URL {
  const url = new URL(address)
  if (isTrusted(config, provider, { url, environment })) return url
  throw untrusted(provider, address)
}

const untrusted = ({ name }: Provider, address: string): FaultError =>
  new FaultError({
    code: 'PROVIDER_REJECTED',
    message: `${name} wants its customer and Daybook to be sent to ${new URL(address).origin}, which is not by https or speaks for another server. Nobody was sent there.`,
    actor: 'PROVIDER',
    retryable: false,
  })
