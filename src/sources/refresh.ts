import { z } from 'zod'
import type { ProviderApp } from '../config.ts'
import { FaultError, type Fault } from '../domain/errors.ts'
import type { Auth, Provider } from '../providers/provider.ts'
import { toFault } from '../providers/recovery.ts'
import { readError } from '../providers/toolkit/error-body.ts'
import { createHttpClient } from '../providers/toolkit/http-client.ts'
import { HttpFailure } from '../providers/toolkit/http.ts'
import type { Secrets } from './vault.ts'

const TIMEOUT_MS = 15_000
const MAX_BYTES = 1_000_000

export type OAuth = Extract<Auth, { kind: 'oauth2' }>
export type Tokens = Extract<Secrets, { kind: 'oauth2' }>

const seconds = z.coerce.number().int().positive()

/** RFC 6749, 5.1, and what QuickBooks and others add about the refresh token. */
const answer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: seconds,
  /** Absent: the old one stays good. */
  refresh_token: z.string().min(1).optional(),
  x_refresh_token_expires_in: seconds.optional(),
  refresh_token_expires_in: seconds.optional(),
})

export interface RefreshOptions {
  provider: Provider
  auth: OAuth
  app: ProviderApp | undefined
  /** The configured address that stands in for the provider's own. */
  override: string | undefined
  requestId: string
  now: () => Date
}

/** The grant has ended: RFC 6749, 5.2, invalid_grant. */
export class GrantEndedError extends FaultError {
  override readonly name = 'GrantEndedError'
}

/** Exchanges the refresh token, once. Throws GrantEndedError, or FaultError when another attempt may help. */
export async function refreshTokens(tokens: Tokens, options: RefreshOptions): Promise<Tokens> {
  const { provider, auth, override, now } = options
  const app = requireApp(options)
  const url = new URL(override === undefined ? auth.urls.token : auth.override(override).token)
  const basic = Buffer.from(`${encodeURIComponent(app.clientId)}:${encodeURIComponent(app.clientSecret)}`)
  const inBody = { client_id: app.clientId, client_secret: app.clientSecret }
  const http = createHttpClient({
    baseUrl: url.origin,
    headers: {},
    authorize: () =>
      Promise.resolve(
        auth.clientAuth === 'basic' ? { authorization: `Basic ${basic.toString('base64')}` } : {},
      ),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    now,
    requestId: options.requestId,
  })
  try {
    const { body, sentAt } = await http.request({
      method: 'POST',
      path: url.pathname + url.search,
      form: {
        grant_type: 'refresh_token',
        refresh_token: tokens.refreshToken,
        ...(auth.clientAuth === 'body' ? inBody : {}),
      },
    })
    return readAnswer(provider, body, { before: tokens, sentAt })
  } catch (error) {
    throw error instanceof HttpFailure ? refreshFault(provider, error, now()) : error
  }
}

function requireApp({ provider, app }: RefreshOptions): ProviderApp {
  if (app !== undefined) return app
  throw new FaultError({
    code: 'INVALID_INPUT',
    message: `${provider.name} needs DAYBOOK_${provider.code}_CLIENT_ID and DAYBOOK_${provider.code}_CLIENT_SECRET.`,
    actor: 'OPERATOR',
    retryable: false,
  })
}

function readAnswer(
  { name }: Provider,
  body: unknown,
  { before, sentAt }: { before: Tokens; sentAt: Date },
): Tokens {
  const read = answer.safeParse(body)
  if (!read.success) {
    throw new FaultError({
      code: 'PROVIDER_UNAVAILABLE',
      message: `${name} answered the renewal of the access token with something else.`,
      actor: 'PROVIDER',
      retryable: true,
    })
  }
  const it = read.data
  // Counted from before the call, so that the time it took does not lengthen the token's life.
  const after = (lifetime: number) => new Date(sentAt.getTime() + lifetime * 1000).toISOString()
  const refreshLifetime = it.x_refresh_token_expires_in ?? it.refresh_token_expires_in
  return {
    kind: 'oauth2',
    accessToken: it.access_token,
    accessExpiresAt: after(it.expires_in),
    refreshToken: it.refresh_token ?? before.refreshToken,
    refreshExpiresAt: refreshLifetime === undefined ? before.refreshExpiresAt : after(refreshLifetime),
  }
}

function refreshFault(provider: Provider, failure: HttpFailure, now: Date): FaultError {
  const { code } = readError(failure)
  if (failure.kind === 'status' && code === 'invalid_grant') {
    return new GrantEndedError(toFault(provider.name, failure, { action: 'reconnect' }, now), {
      cause: failure,
    })
  }
  const refused =
    failure.kind === 'status' && failure.status !== null && failure.status < 500 && failure.status !== 429
  const fault: Fault = refused
    ? {
        ...toFault(provider.name, failure, { action: 'reject' }, now),
        message: `${provider.name} refuses to renew the access token${code === null ? '' : `: ${code}`}. Check DAYBOOK_${provider.code}_CLIENT_ID and DAYBOOK_${provider.code}_CLIENT_SECRET.`,
        actor: 'OPERATOR',
      }
    : toFault(provider.name, failure, { action: 'retry' }, now)
  return new FaultError(fault, { cause: failure })
}
