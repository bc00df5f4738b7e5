import { z } from 'zod'
import { FaultError } from '../../domain/errors.ts'
import type { Agreed, PageConnect, Provider } from '../../providers/provider.ts'
import type { Authorization } from '../../providers/toolkit/http-client.ts'
import { fetchWithCertificate } from '../../providers/toolkit/client-certificate.ts'
import type { HttpClient } from '../../providers/toolkit/http.ts'
import { pathName } from '../../providers/registry.ts'
import { requireApp } from '../refresh.ts'
import type { ConsentTokens, Secrets } from '../vault.ts'
import { connectClient } from './client.ts'
import type { Granted } from './code.ts'
import { beginOAuth, exchangeCode, oauthLeg } from './consent-oauth.ts'
import {
  beginAgain,
  callbackUrl,
  clockOf,
  understood,
  type ConnectContext,
  type ConnectTarget,
} from './context.ts'
import type { Existing } from './existing.ts'
import type { Pending } from './pending.ts'

// A page of the provider's that is asked for beforehand, and what became of it asked for afterwards.

/** The page may be left a moment before the provider knows. */
const ASKED_AT_MOST = 6
const PAUSE_MS = 500

/** The sealed part of a pending connect. */
const kept = z.object({
  /** What the provider gave for `finish`. */
  token: z.string(),
  /** Where the customer agrees by OAuth 2. */
  leg: oauthLeg.nullable(),
})

export interface ByPage {
  provider: Provider
  connect: PageConnect
}

/** Null when it is connected in another way. */
export function byPage(provider: Provider): ByPage | null {
  const { connect } = provider
  return connect?.kind === 'page' ? { provider, connect } : null
}

export async function beginPage(
  context: ConnectContext,
  { provider, connect }: ByPage,
  visit: {
    target: ConnectTarget
    country: string | null
    existing: Existing | null
    remoteId: string | null
    state: string
  },
): Promise<{ url: string; secret: string }> {
  const { target, country, existing, state } = visit
  const remoteId = visit.remoteId ?? connect.newRemoteId?.(target.companyId) ?? null
  const back = `${callbackUrl(context, provider)}?state=${state}`
  const { publicUrl } = context.config
  const begun = connect.begin(clientOf(context, provider, target, remoteId), {
    companyId: target.companyId,
    country,
    environment: target.environment,
    remoteId,
    accessToken: existing?.accessToken ?? null,
    returnTo: { agreed: back, refused: `${back}&error=access_denied` },
    webhookUrl: publicUrl === null ? null : `${publicUrl}/webhooks/${pathName(provider)}`,
    now: clockOf(context).now(),
  })
  const asked = await understood(provider, begun)
  const { token } = asked
  const { url, leg } =
    'url' in asked
      ? { url: asked.url, leg: null }
      : await beginOAuth(context, { ...asked, provider, environment: target.environment, state })
  return { url, secret: JSON.stringify({ token, leg } satisfies z.infer<typeof kept>) }
}

interface Return {
  pending: Pending
  callback: URLSearchParams
  existing: Existing | null
}

/** Throws FaultError, also when the customer did not agree. */
export async function finishPage(
  context: ConnectContext,
  { provider, connect }: ByPage,
  { pending, callback, existing }: Return,
): Promise<Granted> {
  const clock = clockOf(context)
  const { token, leg } = kept.parse(JSON.parse(pending.secret))
  const tokens = leg === null ? null : await exchangeCode(context, provider, { leg, callback })
  const remoteId =
    existing?.remoteId ?? pending.remoteIds?.[0] ?? connect.newRemoteId?.(pending.companyId) ?? null
  const http = clientOf(context, provider, pending, remoteId, { secret: token, tokens })
  for (let asked = 1; asked <= ASKED_AT_MOST; asked++) {
    const told = await understood(
      provider,
      connect.finish(http, {
        ...{ remoteId, accessToken: existing?.accessToken ?? null },
        ...{ token, now: clock.now() },
      }),
    )
    if (told === 'refused') throw denied(provider)
    if (told !== 'pending') {
      const { accounts } = told
      const secrets = secretsOf(context, provider, told, tokens)
      return { secrets, accounts, expiresAt: endOf(told, tokens) }
    }
    await clock.sleep(PAUSE_MS * asked)
  }
  throw beginAgain(`The customer left the page of ${provider.name} before the end.`)
}

export const denied = ({ name }: Provider): FaultError =>
  new FaultError({
    code: 'FORBIDDEN',
    message: `The customer did not agree to connect ${name}.`,
    actor: 'CUSTOMER',
    retryable: true,
  })

function clientOf(
  context: ConnectContext,
  provider: Provider,
  { environment }: Pick<ConnectTarget, 'environment'>,
  remoteId: string | null,
  { secret, tokens = null }: { secret?: string; tokens?: ConsentTokens | null } = {},
): HttpClient {
  const authorization =
    tokens === null
      ? appAuthorization(context, provider)
      : { headers: { authorization: `Bearer ${tokens.accessToken}` } }
  const certificate = context.config.clientCertificates?.[provider.code]
  return connectClient(context, {
    provider,
    facts: { environment, remoteId: remoteId ?? '' },
    authorize: () => Promise.resolve(authorization),
    ...(secret !== undefined && { secret }),
    ...(certificate && { fetch: fetchWithCertificate(certificate) }),
  })
}

/** Daybook's own id and secret, where the provider knows it by one. */
function appAuthorization({ config }: ConnectContext, provider: Provider): Authorization {
  const { auth, code } = provider
  if (auth.kind !== 'link') return { headers: {} }
  return { headers: auth.header(requireApp({ provider, app: config.apps[code] })) }
}

function secretsOf(
  { config }: ConnectContext,
  { auth, code, name }: Provider,
  { access, expiresAt }: Agreed,
  tokens: ConsentTokens | null,
): Secrets {
  if (auth.kind === 'link') return { kind: 'link', accessToken: access }
  if (auth.kind === 'consent' && expiresAt !== null) {
    return {
      kind: 'consent',
      consentId: access,
      validUntil: expiresAt,
      clientCertificate: config.clientCertificates?.[code] ?? null,
      ...(tokens !== null && { tokens }),
    }
  }
  throw new Error(`${name} is not opened by what its page gives`)
}

/** A token that nothing renews may be over before the consent is. */
function endOf({ expiresAt }: Agreed, tokens: ConsentTokens | null): string | null {
  if (tokens === null || tokens.refreshToken !== null || expiresAt === null) return expiresAt
  return Date.parse(tokens.accessExpiresAt) < Date.parse(expiresAt) ? tokens.accessExpiresAt : expiresAt
}
