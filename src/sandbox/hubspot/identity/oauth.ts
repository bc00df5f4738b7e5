import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { json } from '../api/responses.ts'
import { HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET, HUBSPOT_PORTAL_ID } from '../credentials.ts'
import { OWNERS } from '../portal/settings.ts'
import { ACCESS_SECONDS, type Grants, type TokenSet } from './grants.ts'

const USER_ID = OWNERS[0]?.userId

/** POST /oauth/{v1|v3|date}/{token|introspect|revoke}: a form, with the client's id and secret in it. */
export function oauthEndpoint(
  grants: Grants,
  what: string,
  request: SandboxRequest,
  now: number,
): SandboxResponse {
  const form = new URLSearchParams(request.body.toString())
  const text = (name: string) => form.get(name) ?? ''
  if (text('client_id') !== HUBSPOT_CLIENT_ID) return refused('BAD_CLIENT_ID', 'missing or invalid client id')
  if (text('client_secret') !== HUBSPOT_CLIENT_SECRET)
    return refused('BAD_CLIENT_SECRET', 'missing or invalid client secret')
  if (what === 'introspect') return json(200, introspected(grants, text('token'), now))
  if (what === 'revoke') {
    if (grants.numberOf(text('token')) !== null) grants.revoke()
    return json(200, {})
  }
  switch (text('grant_type')) {
    case 'authorization_code': {
      const set = grants.exchange(text('code'), text('redirect_uri'), form.get('code_verifier'), now)
      return set === null ? refused('BAD_AUTH_CODE', 'missing or unknown auth code') : granted(set)
    }
    case 'refresh_token': {
      const set = grants.refresh(text('refresh_token'), now)
      return set === null ? refused('BAD_REFRESH_TOKEN', 'missing or invalid refresh token') : granted(set)
    }
    default:
      return refused('BAD_GRANT_TYPE', 'missing or unknown grant type')
  }
}

const granted = ({ accessToken, refreshToken, scopes }: TokenSet): SandboxResponse =>
  json(200, {
    token_type: 'bearer',
    refresh_token: refreshToken,
    access_token: accessToken,
    hub_id: Number(HUBSPOT_PORTAL_ID),
    scopes,
    user_id: USER_ID,
    token_use: 'access_token',
    expires_in: ACCESS_SECONDS,
  })

function introspected(grants: Grants, token: string, now: number): object {
  const about = { client_id: HUBSPOT_CLIENT_ID, hub_id: Number(HUBSPOT_PORTAL_ID), user_id: USER_ID }
  const access = grants.accessOf(token)
  if (access !== undefined && access.expiresAt > now) {
    const { scopes, expiresAt } = access
    const seconds = Math.floor((expiresAt - now) / 1000)
    return { active: true, token_use: 'access_token', expires_in: seconds, scopes, ...about }
  }
  const number = grants.numberOf(token)
  if (number === null) return { active: false }
  return { active: true, token_use: 'refresh_token', scopes: grants.scopesOf(number), ...about }
}

const refused = (status: string, message: string): SandboxResponse => json(400, { status, message })
