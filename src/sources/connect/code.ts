import type { ProviderApp } from '../../config.ts'
import { FaultError } from '../../domain/errors.ts'
import type { CodeConnect, Provider, RemoteAccount } from '../../providers/provider.ts'
import { HttpFailure } from '../../providers/toolkit/http.ts'
import { clientAuth } from '../client-auth.ts'
import { requireApp, type OAuth } from '../refresh.ts'
import { callForTokens } from '../token-call.ts'
import type { Secrets } from '../vault.ts'
import { askForCode } from './authorize.ts'
import { asFault, connectClient } from './client.ts'
import { callbackUrl, clockOf, refused, understood, type ConnectContext } from './context.ts'
import type { Pending } from './pending.ts'

// OAuth 2's authorization code (RFC 6749, 4.1), with PKCE's S256 (RFC 7636) where the provider has it.

/** A provider that is connected so, with what its flow needs. */
export interface ByCode {
  provider: Provider
  auth: OAuth
  connect: CodeConnect
  app: ProviderApp
}

/** Null when it is connected in another way. Throws FaultError when Daybook is not registered with the provider. */
export function byCode(context: ConnectContext, provider: Provider): ByCode | null {
  const { auth, connect } = provider
  if (auth.kind !== 'oauth2' || connect?.kind !== 'code') return null
  return { provider, auth, connect, app: requireApp({ provider, app: context.config.apps[provider.code] }) }
}

export const urlsOf = ({ config }: ConnectContext, { provider, auth }: ByCode): OAuth['urls'] => {
  const override = config.providerUrls[provider.code]
  return override === undefined ? auth.urls : auth.override(override)
}

/** Where the customer agrees, and the verifier that goes with it. */
export function beginCode(
  context: ConnectContext,
  by: ByCode,
  state: string,
): { url: string; secret: string } {
  const { url, verifier } = askForCode({
    endpoint: urlsOf(context, by).authorize,
    clientId: by.app.clientId,
    redirectUri: callbackUrl(context, by.provider),
    scope: by.auth.scopes.join(' '),
    state,
    pkce: by.auth.pkce,
  })
  return { url, secret: verifier }
}

export interface Granted {
  secrets: Secrets
  accounts: RemoteAccount[]
  /** RFC 3339 UTC; null where access does not end by itself. */
  expiresAt: string | null
}

/** Exchanges the code and asks which accounts it opens. Throws FaultError. */
export async function finishCode(
  context: ConnectContext,
  by: ByCode,
  { environment, secret: verifier }: Pending,
  callback: URLSearchParams,
): Promise<Granted> {
  const { provider, auth, connect } = by
  const { secrets, tokens } = await exchange(context, by, callback.get('code') ?? '', verifier)
  const http = connectClient(context, {
    provider,
    facts: { environment, remoteId: '' },
    authorize: () => Promise.resolve({ headers: auth.header(secrets.accessToken) }),
  })
  const accounts = await understood(provider, connect.accounts({ http, callback, tokens }))
  return { secrets, accounts, expiresAt: null }
}

async function exchange(context: ConnectContext, by: ByCode, code: string, verifier: string) {
  const { provider, auth } = by
  const now = () => clockOf(context).now()
  if (code === '') throw refused({ message: `${provider.name} sent the customer back without a code.` })
  const client = clientAuth(auth, by.app)
  try {
    const issued = await callForTokens({
      ...{ provider, now, requestId: context.requestId },
      url: new URL(urlsOf(context, by).token),
      headers: client.headers,
      form: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: callbackUrl(context, provider),
        ...(verifier !== '' && { code_verifier: verifier }),
        ...client.fields,
      },
    })
    const { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt, answer: tokens } = issued
    if (refreshToken === null) throw withoutRefreshToken(provider)
    const secrets = { kind: 'oauth2', accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } as const
    return { secrets, tokens }
  } catch (error) {
    throw error instanceof HttpFailure ? asFault(provider, error, now()) : error
  }
}

const withoutRefreshToken = ({ name }: Provider): FaultError =>
  new FaultError({
    code: 'PROVIDER_REJECTED',
    message: `${name} gave no refresh token: its app must be allowed to read while the customer is away.`,
    actor: 'OPERATOR',
    retryable: false,
  })
