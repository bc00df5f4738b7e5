import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { page } from '../../kit/page.ts'
import { HUBSPOT_CLIENT_ID } from '../credentials.ts'
import { ALL_SCOPES, type Grants } from './grants.ts'

const TITLE = 'Sandbox HubSpot'

/**
 * GET /oauth/authorize: a page where a person says yes or no. Its form is posted back here, and from here the
 * person goes to the app with code and state, or with an error.
 */
export function consentEndpoint(grants: Grants, request: SandboxRequest, now: number): SandboxResponse {
  const { query, method, body } = request
  const redirectUri = query.get('redirect_uri') ?? ''
  const back = URL.canParse(redirectUri) ? new URL(redirectUri) : null
  const isWeb = back !== null && (back.protocol === 'http:' || back.protocol === 'https:')
  const challenge = query.get('code_challenge')
  const scopes = [...scopesIn(query.get('scope')), ...scopesIn(query.get('optional_scope'))]
  if (
    query.get('client_id') !== HUBSPOT_CLIENT_ID ||
    !isWeb ||
    (challenge !== null && query.get('code_challenge_method') !== 'S256') ||
    !scopes.every((it) => ALL_SCOPES.includes(it))
  )
    return page(
      400,
      TITLE,
      "<p>Authorization failed: the app's request does not fit what it is registered for.</p>",
    )
  if (method === 'GET') return page(200, TITLE, question(query))
  if (new URLSearchParams(body.toString()).get('decision') === 'approve') {
    back.searchParams.set('code', grants.issueCode({ redirectUri, scopes, challenge }, now))
  } else {
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set('error_description', 'The user denied access.')
  }
  const state = query.get('state')
  if (state !== null) back.searchParams.set('state', state)
  return { status: 302, headers: { location: back.href }, body: '' }
}

const scopesIn = (text: string | null): string[] => (text ?? '').split(' ').filter((it) => it !== '')

function question(query: URLSearchParams): string {
  const action = `authorize?${query}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return `<form method="post" action="${action}">
<p>Let the app read and write the records of Larkfield Works?</p>
<button name="decision" value="approve">Connect app</button>
<button name="decision" value="deny">Cancel</button>
</form>`
}
