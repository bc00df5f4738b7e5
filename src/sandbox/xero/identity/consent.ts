import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { page } from '../../kit/page.ts'
import { XERO_CLIENT_ID } from '../credentials.ts'
import type { Identity } from './oauth.ts'

const TITLE = 'Sandbox Xero'

/**
 * GET /identity/connect/authorize: a page where a person says yes or no. Its form is posted back here, and from
 * here the person goes to the app with code and state, or with an error.
 */
export function consentEndpoint(
  { grants, connections }: Identity,
  request: SandboxRequest,
  now: number,
): SandboxResponse {
  const { query, method, body } = request
  const redirectUri = query.get('redirect_uri') ?? ''
  const back = URL.canParse(redirectUri) ? new URL(redirectUri) : null
  const isWeb = back !== null && (back.protocol === 'http:' || back.protocol === 'https:')
  const challenge = query.get('code_challenge')
  const isPkce = challenge === null || query.get('code_challenge_method') === 'S256'
  if (
    query.get('client_id') !== XERO_CLIENT_ID ||
    query.get('response_type') !== 'code' ||
    !isWeb ||
    !isPkce
  ) {
    return page(400, TITLE, '<p>The app asked for something that it is not registered for.</p>')
  }
  if (method === 'GET') return page(200, TITLE, question(query))
  if (new URLSearchParams(body.toString()).get('decision') === 'approve') {
    const scope = query.get('scope') ?? ''
    back.searchParams.set('code', grants.issueCode({ redirectUri, scope, challenge }, now))
    back.searchParams.set('scope', scope)
    connections.connect(grants.authEventId, now)
  } else {
    back.searchParams.set('error', 'access_denied')
  }
  back.searchParams.set('state', query.get('state') ?? '')
  return { status: 303, headers: { location: back.href }, body: '' }
}

function question(query: URLSearchParams): string {
  const action = `authorize?${query}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return `<form method="post" action="${action}">
<p>Let the app read and write the books of Larkfield Works Ltd and Larkfield Training Ltd?</p>
<button name="decision" value="approve">Allow access</button>
<button name="decision" value="deny">Cancel</button>
</form>`
}
