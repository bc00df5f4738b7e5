import type { SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import { page } from '../kit/page.ts'
import { QUICKBOOKS_CLIENT_ID, QUICKBOOKS_CLIENT_SECRET, QUICKBOOKS_REALM_ID } from './credentials.ts'
import type { Grants, TokenPair } from './grants.ts'
import { parseObject } from './json.ts'

const TITLE = 'Sandbox QuickBooks'

const REFRESH_TOKEN_SECONDS = 8_726_400
const REFRESH_TOKEN_HARD_SECONDS = 157_680_000

/** POST /oauth2/v1/tokens/bearer: a form, with the client's id and secret as Basic or in the form. */
export function tokenEndpoint(grants: Grants, request: SandboxRequest, now: Date): SandboxResponse {
  const form = new URLSearchParams(request.body.toString())
  if (!isClient(request, form)) return oauthError(401, 'invalid_client', 'Client authentication failed')
  const pair = grant(grants, form, now)
  if (pair === undefined) return oauthError(400, 'unsupported_grant_type', 'Unsupported grant_type')
  if (pair === null) return oauthError(400, 'invalid_grant', 'Token invalid')
  const hard = request.headers['x-include-refresh-token-hard-expires-in'] === 'true'
  return json(200, {
    token_type: 'bearer',
    access_token: pair.accessToken,
    expires_in: pair.expiresInSeconds,
    refresh_token: pair.refreshToken,
    x_refresh_token_expires_in: REFRESH_TOKEN_SECONDS,
    ...(hard ? { x_refresh_token_hard_expires_in: REFRESH_TOKEN_HARD_SECONDS } : {}),
  })
}

function grant(grants: Grants, form: URLSearchParams, now: Date): TokenPair | null | undefined {
  switch (form.get('grant_type')) {
    case 'refresh_token':
      return grants.refresh(form.get('refresh_token') ?? '', now)
    case 'authorization_code':
      return grants.exchange(form.get('code') ?? '', form.get('redirect_uri') ?? '', now)
    default:
      return undefined
  }
}

/** POST /v2/oauth2/tokens/revoke with {"token"}. */
export function revokeEndpoint(grants: Grants, request: SandboxRequest): SandboxResponse {
  const text = request.body.toString()
  const form = new URLSearchParams(text)
  if (!isClient(request, form)) return oauthError(401, 'invalid_client', 'Client authentication failed')
  const token = parseObject(text)?.token ?? form.get('token')
  if (typeof token !== 'string' || token === '') return oauthError(400, 'invalid_request', 'token is missing')
  grants.revoke()
  return { status: 200, body: '' }
}

/**
 * GET /connect/oauth2: a page where a person says yes or no; each link leads back here with the decision, and
 * from here to the app with code, state and realmId, or with an error.
 */
export function consentPage(grants: Grants, request: SandboxRequest, now: Date): SandboxResponse {
  const { query } = request
  const redirectUri = query.get('redirect_uri') ?? ''
  const back = URL.canParse(redirectUri) ? new URL(redirectUri) : null
  const isWeb = back !== null && (back.protocol === 'http:' || back.protocol === 'https:')
  if (query.get('client_id') !== QUICKBOOKS_CLIENT_ID || query.get('response_type') !== 'code' || !isWeb) {
    return page(400, TITLE, '<p>The app asked for something that it is not registered for.</p>')
  }
  const decision = query.get('decision')
  if (decision === null) return page(200, TITLE, question(query))
  if (decision === 'approve') {
    back.searchParams.set('code', grants.issueCode(redirectUri, now))
    back.searchParams.set('realmId', QUICKBOOKS_REALM_ID)
  } else {
    back.searchParams.set('error', 'access_denied')
  }
  back.searchParams.set('state', query.get('state') ?? '')
  return { status: 302, headers: { location: back.href }, body: '' }
}

function question(query: URLSearchParams): string {
  const link = (decision: string) => {
    const next = new URLSearchParams(query)
    next.set('decision', decision)
    return `oauth2?${next}`.replaceAll('&', '&amp;')
  }
  return `<p>Let the app read and write the books of Larkfield Works?</p>
<p><a id="approve" href="${link('approve')}">Connect</a> <a id="deny" href="${link('deny')}">No, thanks</a></p>`
}

function isClient(request: SandboxRequest, form: URLSearchParams): boolean {
  const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ')
  const known = `${QUICKBOOKS_CLIENT_ID}:${QUICKBOOKS_CLIENT_SECRET}`
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(encoded, 'base64').toString() === known
  return `${form.get('client_id') ?? ''}:${form.get('client_secret') ?? ''}` === known
}

const oauthError = (status: number, error: string, description: string) =>
  json(status, { error_description: description, error })

const json = (status: number, value: unknown): SandboxResponse => ({
  status,
  headers: { 'cache-control': 'no-cache, no-store', pragma: 'no-cache' },
  body: JSON.stringify(value),
})
