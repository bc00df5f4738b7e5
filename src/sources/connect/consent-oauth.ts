import { z } from 'zod'
import type { SourceEnvironment } from '../../domain/vocabulary.ts'
import type { AskedByOAuth, Provider } from '../../providers/provider.ts'
import { fetchWithCertificate } from '../../providers/toolkit/client-certificate.ts'
import { HttpFailure } from '../../providers/toolkit/http.ts'
import { clientAuth } from '../client-auth.ts'
import { requireClient } from '../refresh.ts'
import { callForTokens } from '../token-call.ts'
import type { ConsentTokens } from '../vault.ts'
import { askForCode } from './authorize.ts'
import { asFault } from './client.ts'
import { callbackUrl, clockOf, refused, type ConnectContext } from './context.ts'
import { readMetadata } from './metadata.ts'

// The code flow at a server that is known from one answer of the provider's, for one customer.

/** What the customer's return needs. */
export const oauthLeg = z.object({
  verifier: z.string(),
  issuer: z.string(),
  namesItself: z.boolean(),
  tokenEndpoint: z.string(),
  clientAuth: z.enum(['basic', 'body', 'none']),
})
export type OAuthLeg = z.infer<typeof oauthLeg>

interface Begin {
  provider: Provider
  environment: SourceEnvironment
  oauth: AskedByOAuth['oauth']
  state: string
  /** The consent's id, which its scope and addresses repeat. */
  token: string
}

/** Where the customer agrees. Throws FaultError. */
export async function beginOAuth(
  context: ConnectContext,
  { provider, environment, oauth, state, token }: Begin,
): Promise<{ url: string; leg: OAuthLeg }> {
  const { clientId } = requireClient({ provider, app: context.config.apps[provider.code] })
  const { metadataUrl, scope } = oauth
  const server = await readMetadata(context, { provider, environment, metadataUrl, secret: token })
  const { authorizationEndpoint: endpoint, ...kept } = server
  const redirectUri = callbackUrl(context, provider)
  const { url, verifier } = askForCode({ endpoint, clientId, redirectUri, scope, state, pkce: true })
  return { url, leg: { verifier, ...kept } }
}

/** Throws FaultError. */
export async function exchangeCode(
  context: ConnectContext,
  provider: Provider,
  { leg, callback }: { leg: OAuthLeg; callback: URLSearchParams },
): Promise<ConsentTokens> {
  const code = callback.get('code') ?? ''
  const { name } = provider
  requireIssuer(provider, leg, callback)
  if (code === '') throw refused({ message: `${name} sent the customer back without a code.` })
  const { config, requestId } = context
  const now = () => clockOf(context).now()
  const client = clientAuth(leg, requireClient({ provider, app: config.apps[provider.code] }))
  const certificate = config.clientCertificates?.[provider.code]
  try {
    const { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } = await callForTokens({
      ...{ provider, requestId, now },
      url: new URL(leg.tokenEndpoint),
      headers: client.headers,
      form: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: callbackUrl(context, provider),
        code_verifier: leg.verifier,
        ...client.fields,
      },
      ...(certificate && { fetch: fetchWithCertificate(certificate) }),
    })
    const { tokenEndpoint: endpoint, clientAuth } = leg
    return { endpoint, clientAuth, accessToken, accessExpiresAt, refreshToken, refreshExpiresAt }
  } catch (error) {
    throw error instanceof HttpFailure ? asFault(provider, error, now()) : error
  }
}

/** RFC 9207: a code of another server's is shown to no one. */
function requireIssuer(
  { name }: Provider,
  { issuer, namesItself }: OAuthLeg,
  callback: URLSearchParams,
): void {
  const told = callback.get('iss')
  if (told === issuer || (told === null && !namesItself)) return
  throw refused({ message: `The customer came back from another server than the one that ${name} named.` })
}
