import { z } from 'zod'
import { FaultError } from '../domain/errors.ts'
import type { Provider } from '../providers/provider.ts'
import { createHttpClient } from '../providers/toolkit/http-client.ts'
import { HttpFailure } from '../providers/toolkit/http.ts'

const TIMEOUT_MS = 15_000
const MAX_BYTES = 1_000_000

const seconds = z.coerce.number().int().positive()

/** RFC 6749, 5.1, and what QuickBooks and others add about the refresh token. */
const answer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: seconds,
  /** Absent: the old one stays good, or there is none. */
  refresh_token: z.string().min(1).optional(),
  x_refresh_token_expires_in: seconds.optional(),
  refresh_token_expires_in: seconds.optional(),
})

export interface TokenCall {
  provider: Pick<Provider, 'name'>
  url: URL
  form: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  /** Where the client shows a certificate. */
  fetch?: typeof fetch
  requestId: string
  now: () => Date
}

/** RFC 3339 UTC instants. */
export interface IssuedTokens {
  accessToken: string
  accessExpiresAt: string
  refreshToken: string | null
  refreshExpiresAt: string | null
  /** The whole of it: some providers say here what the tokens open. */
  answer: unknown
}

/** Asks a token endpoint, once. Throws HttpFailure, or FaultError when the answer is something else than tokens. */
export async function callForTokens(call: TokenCall): Promise<IssuedTokens> {
  const { url, form, headers, fetch, requestId, now } = call
  const http = createHttpClient({
    baseUrl: url.origin,
    headers: {},
    authorize: () => Promise.resolve({ headers }),
    ...(fetch && { fetch }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    now,
    requestId,
  })
  const { body, sentAt } = await http
    .request({ method: 'POST', path: url.pathname + url.search, form })
    .catch((error: unknown) => {
      throw error instanceof HttpFailure && error.kind === 'body' ? withoutBody(error) : error
    })
  const read = answer.safeParse(body)
  if (!read.success) throw new FaultError(notTokens(call.provider))
  const it = read.data
  // Counted from before the call, so that the time it took does not lengthen the token's life.
  const after = (lifetime: number) => new Date(sentAt.getTime() + lifetime * 1000).toISOString()
  const refreshLifetime = it.x_refresh_token_expires_in ?? it.refresh_token_expires_in
  return {
    accessToken: it.access_token,
    accessExpiresAt: after(it.expires_in),
    refreshToken: it.refresh_token ?? null,
    refreshExpiresAt: refreshLifetime === undefined ? null : after(refreshLifetime),
    answer: body,
  }
}

/** What cannot be read to its end may hold tokens all the same. */
const withoutBody = ({ message, kind, status, headers, method, path }: HttpFailure): HttpFailure =>
  new HttpFailure(message, { kind, status, headers, body: null, method, path })

const notTokens = ({ name }: Pick<Provider, 'name'>) =>
  ({
    code: 'PROVIDER_UNAVAILABLE',
    message: `${name} answered the renewal of the access token with something else.`,
    actor: 'PROVIDER',
    retryable: true,
  }) as const
