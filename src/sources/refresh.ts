import type { ProviderApp } from '../config.ts'
import { FaultError, type Fault } from '../domain/errors.ts'
import type { Auth, Provider } from '../providers/provider.ts'
import { toFault } from '../providers/recovery.ts'
import { readError } from '../providers/toolkit/error-body.ts'
import { fetchWithCertificate } from '../providers/toolkit/client-certificate.ts'
import { HttpFailure } from '../providers/toolkit/http.ts'
import { clientAuth } from './client-auth.ts'
import { callForTokens } from './token-call.ts'
import type { ConsentTokens, Secrets } from './vault.ts'

export type OAuth = Extract<Auth, { kind: 'oauth2' }>
export type ClientCredentials = Extract<Auth, { kind: 'clientCredentials' }>

export type TokenConsent = Extract<Secrets, { kind: 'consent' }> & { tokens: ConsentTokens }

/** Secrets with an access token in them that ends and is had anew. */
export type Renewable = Extract<Secrets, { kind: 'oauth2' | 'clientCredentials' }> | TokenConsent

export interface RenewalOptions {
  provider: Provider
  app: ProviderApp | undefined
  /** The configured address that stands in for the provider's own. */
  override: string | undefined
  /** Of the source that is opened. */
  remoteId: string
  requestId: string
  now: () => Date
}

/** The grant has ended: RFC 6749, 5.2, invalid_grant, or the provider's own word; or the customer's app is refused. */
export class GrantEndedError extends FaultError {
  override readonly name = 'GrantEndedError'
}

/** Has a new access token, by one call. Throws GrantEndedError, or FaultError when another attempt may help. */
export async function renewAccess(secrets: Renewable, options: RenewalOptions): Promise<Renewable> {
  const { provider, now } = options
  const { auth } = provider
  try {
    if (auth.kind === 'oauth2' && secrets.kind === 'oauth2')
      return await refreshTokens(secrets, auth, options)
    if (auth.kind === 'clientCredentials' && secrets.kind === 'clientCredentials') {
      return await requestAccess(secrets, auth, options)
    }
    if (auth.kind === 'consent' && secrets.kind === 'consent') return await refreshConsent(secrets, options)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw refusal(provider, error, { isCustomersApp: secrets.kind === 'clientCredentials', now: now() })
  }
  throw new Error(`${provider.name} is not opened by secrets of kind ${secrets.kind}`)
}

async function refreshTokens(
  secrets: Extract<Renewable, { kind: 'oauth2' }>,
  auth: OAuth,
  options: RenewalOptions,
): Promise<Renewable> {
  const { provider, override, requestId, now } = options
  const app = requireApp(options)
  const client = clientAuth(auth, app)
  const issued = await callForTokens({
    ...{ provider, requestId, now },
    url: new URL(override === undefined ? auth.urls.token : auth.override(override).token),
    headers: client.headers,
    form: {
      grant_type: 'refresh_token',
      refresh_token: secrets.refreshToken,
      ...client.fields,
    },
  })
  return {
    kind: 'oauth2',
    accessToken: issued.accessToken,
    accessExpiresAt: issued.accessExpiresAt,
    refreshToken: issued.refreshToken ?? secrets.refreshToken,
    refreshExpiresAt: issued.refreshExpiresAt ?? secrets.refreshExpiresAt,
  }
}

async function refreshConsent(secrets: TokenConsent, options: RenewalOptions): Promise<Renewable> {
  const { provider, requestId, now } = options
  const { tokens, clientCertificate } = secrets
  if (tokens.refreshToken === null) throw new GrantEndedError(withoutRenewal(provider))
  const client = clientAuth(tokens, requireClient(options))
  const issued = await callForTokens({
    ...{ provider, requestId, now },
    url: new URL(tokens.endpoint),
    headers: client.headers,
    form: { grant_type: 'refresh_token', refresh_token: tokens.refreshToken, ...client.fields },
    ...(clientCertificate !== null && { fetch: fetchWithCertificate(clientCertificate) }),
  })
  return {
    ...secrets,
    tokens: {
      ...tokens,
      accessToken: issued.accessToken,
      accessExpiresAt: issued.accessExpiresAt,
      refreshToken: issued.refreshToken ?? tokens.refreshToken,
      refreshExpiresAt: issued.refreshExpiresAt ?? tokens.refreshExpiresAt,
    },
  }
}

const withoutRenewal = ({ name }: Provider): Fault => ({
  code: 'REAUTHORIZE',
  message: `${name} gave an access token that is over, and nothing to renew it with. Connect it again.`,
  actor: 'CUSTOMER',
  retryable: false,
})

async function requestAccess(
  secrets: Extract<Renewable, { kind: 'clientCredentials' }>,
  auth: ClientCredentials,
  { provider, override, remoteId, requestId, now }: RenewalOptions,
): Promise<Renewable> {
  const { tenant, clientId, clientSecret } = secrets
  const { accessToken, accessExpiresAt } = await callForTokens({
    ...{ provider, requestId, now },
    url: new URL(override === undefined ? auth.token(tenant) : auth.override(override, tenant)),
    headers: {},
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: auth.scope({ remoteId }),
    },
  })
  return { ...secrets, access: { token: accessToken, expiresAt: accessExpiresAt } }
}

export function requireApp({ provider, app }: Pick<RenewalOptions, 'provider' | 'app'>): ProviderApp {
  if (app !== undefined) return app
  throw new FaultError({
    code: 'INVALID_INPUT',
    message: `${provider.name} needs DAYBOOK_${provider.code}_CLIENT_ID and DAYBOOK_${provider.code}_CLIENT_SECRET.`,
    actor: 'OPERATOR',
    retryable: false,
  })
}

/** A bank may know its client by the certificate; an id it has in any case. */
export function requireClient({ provider, app }: Pick<RenewalOptions, 'provider' | 'app'>): ProviderApp {
  if (app !== undefined) return app
  throw new FaultError({
    code: 'INVALID_INPUT',
    message: `The bank wants OAuth 2 beside the consent, for which ${provider.name} needs DAYBOOK_${provider.code}_CLIENT_ID.`,
    actor: 'OPERATOR',
    retryable: false,
  })
}

function refusal(
  provider: Provider,
  failure: HttpFailure,
  { isCustomersApp, now }: { isCustomersApp: boolean; now: Date },
): FaultError {
  const { code } = readError(failure)
  const { kind, status } = failure
  const isRefused = kind === 'status' && status !== null && status < 500 && status !== 429
  const hasEnded = code === 'invalid_grant' || provider.classify?.(failure)?.action === 'reconnect'
  if (isRefused && (hasEnded || isCustomersApp)) {
    const fault = toFault(provider.name, failure, { action: 'reconnect' }, now)
    return new GrantEndedError(fault, { cause: failure })
  }
  if (!isRefused)
    return new FaultError(toFault(provider.name, failure, { action: 'retry' }, now), { cause: failure })
  const fault: Fault = {
    ...toFault(provider.name, failure, { action: 'reject' }, now),
    message: `${provider.name} refuses to renew the access token${code === null ? '' : `: ${code}`}. Check DAYBOOK_${provider.code}_CLIENT_ID and DAYBOOK_${provider.code}_CLIENT_SECRET.`,
    actor: 'OPERATOR',
  }
  return new FaultError(fault, { cause: failure })
}
