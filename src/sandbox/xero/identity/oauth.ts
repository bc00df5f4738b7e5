import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { json } from '../api/responses.ts'
import { XERO_CLIENT_ID, XERO_CLIENT_SECRET } from '../credentials.ts'
import type { Connections } from './connections.ts'
import type { Grants } from './grants.ts'

export interface Identity {
  grants: Grants
  connections: Connections
}

/** POST /connect/token: a form, with the client's id and secret as Basic or in the form. */
export function tokenEndpoint({ grants }: Identity, request: SandboxRequest, now: number): SandboxResponse {
  const form = new URLSearchParams(request.body.toString())
  if (!isClient(request, form)) return oauthError('invalid_client')
  const kind = form.get('grant_type')
  if (kind !== 'refresh_token' && kind !== 'authorization_code') return oauthError('unsupported_grant_type')
  const set =
    kind === 'refresh_token'
      ? grants.refresh(form.get('refresh_token') ?? '', now)
      : grants.exchange(
          form.get('code') ?? '',
          form.get('redirect_uri') ?? '',
          form.get('code_verifier'),
          now,
        )
  if (set === null) return oauthError('invalid_grant')
  const { id_token, refresh_token, ...rest } = set
  const scopes = set.scope.split(' ')
  return json(200, {
    ...(scopes.includes('openid') ? { id_token } : {}),
    ...rest,
    token_type: 'Bearer',
    // Without this scope there is nothing to refresh with.
    ...(scopes.includes('offline_access') ? { refresh_token } : {}),
  })
}

/** POST /connect/revocation with a refresh token: all connections end with it. */
export function revocationEndpoint(
  { grants, connections }: Identity,
  request: SandboxRequest,
): SandboxResponse {
  const form = new URLSearchParams(request.body.toString())
  if (!isClient(request, form)) return oauthError('invalid_client')
  if ((form.get('token') ?? '') === '') return oauthError('invalid_request')
  grants.revoke()
  connections.clear()
  return { status: 200, headers: {}, body: '' }
}

/** GET /connections, and DELETE /connections/{id}. */
export function connectionsEndpoint(
  { connections }: Identity,
  { method, path, query }: SandboxRequest,
): SandboxResponse {
  const id = path.split('/')[2]
  if (method === 'GET' && id === undefined) return json(200, connections.told(query.get('authEventId')))
  if (method === 'DELETE' && id !== undefined && connections.remove(id)) return { status: 204, body: '' }
  return { status: 404, body: '' }
}

function isClient(request: SandboxRequest, form: URLSearchParams): boolean {
  const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ')
  const known = `${XERO_CLIENT_ID}:${XERO_CLIENT_SECRET}`
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(encoded, 'base64').toString() === known
  return `${form.get('client_id') ?? ''}:${form.get('client_secret') ?? ''}` === known
}

/** Always 400, also for an unknown client. */
const oauthError = (error: string) => json(400, { error })
