import { escaped, page } from '../../kit/page.ts'
import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { chosen } from '../access.ts'
import { json } from '../api/responses.ts'
import { linksOf } from '../api/links.ts'
import type { Bank } from '../bank.ts'
import type { Consent } from '../consents.ts'
import { OPEN_BANKING_CLIENT_ID, OPEN_BANKING_CLIENT_SECRET } from '../credentials.ts'

const TITLE = 'Hansa Bank sign-in (sandbox)'

/** The bank's authorization server, below /oauth: `path` is what follows. */
export function answerOAuth(bank: Bank, request: SandboxRequest, path: string): SandboxResponse {
  const call = `${request.method} ${path}`
  if (call === 'GET .well-known/oauth-authorization-server') return metadata(bank, request)
  if (call === 'GET authorize' || call === 'POST authorize') return authorize(bank, request)
  if (call === 'POST token') return token(bank, request)
  return json(404, { error: 'not_found' })
}

/** RFC 8414, for one authorisation of one consent, which the query names. */
function metadata(bank: Bank, request: SandboxRequest): SandboxResponse {
  const id = request.query.get('authorizationId')
  if (id === null || bank.consents.findByAuthorisation(id) === undefined) {
    return json(404, { error: 'not_found' })
  }
  const links = linksOf(request, bank.dialect)
  const at = (address: string) => links.whole(`/oauth${address}`).href
  return json(200, {
    issuer: at(''),
    authorization_endpoint: at(`/authorize?authorizationId=${id}`),
    token_endpoint: at('/token'),
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['tls_client_auth', 'client_secret_basic', 'client_secret_post'],
    authorization_response_iss_parameter_supported: true,
  })
}

/** GET asks the customer; POST with `decision=agree` or `decision=refuse` sends the customer back. */
function authorize(bank: Bank, request: SandboxRequest): SandboxResponse {
  const { query } = request
  const [, consentId] = /^AIS:(.+)$/.exec(query.get('scope') ?? '') ?? []
  const consent = consentId === undefined ? undefined : bank.consents.find(consentId)
  const back = URL.parse(query.get('redirect_uri') ?? '')
  const challenge = query.get('code_challenge') ?? ''
  const isAsked =
    query.get('response_type') === 'code' &&
    query.get('client_id') === OPEN_BANKING_CLIENT_ID &&
    query.get('code_challenge_method') === 'S256' &&
    challenge !== ''
  if (!isAsked || consent === undefined || back === null || !/^https?:$/.test(back.protocol)) {
    return page(400, TITLE, '<p>The app asked for something that it is not registered for.</p>')
  }
  if (consent.status !== 'received') return page(409, TITLE, '<p>This request was answered already.</p>')
  const decision = new URLSearchParams(request.body.toString()).get('decision')
  if (request.method === 'GET' || (decision !== 'agree' && decision !== 'refuse')) {
    return page(200, TITLE, question(consent))
  }
  if (decision === 'agree') {
    consent.access = chosen(consent.access)
    consent.needsToken = true
    const redirectUri = query.get('redirect_uri') ?? ''
    const agreement = { consentId: consent.id, redirectUri, challenge }
    back.searchParams.set('code', bank.tokens.issueCode(agreement, bank.now().getTime()))
  } else {
    back.searchParams.set('error', 'access_denied')
  }
  bank.consents.decide(consent, decision === 'agree')
  back.searchParams.set('state', query.get('state') ?? '')
  back.searchParams.set('iss', linksOf(request, bank.dialect).whole('/oauth').href)
  return { status: 303, headers: { location: back.href }, body: '' }
}

const question = ({ id, validUntil }: Consent): string =>
  `<p>Signed in as Larkfield Works Ltd. May the app read the accounts until ${validUntil}?</p>
<p><small>Consent ${escaped(id)}</small></p>
<form method="post">
<button name="decision" value="agree">Agree</button>
<button name="decision" value="refuse">Refuse</button>
</form>`

function token(bank: Bank, request: SandboxRequest): SandboxResponse {
  const form = new URLSearchParams(request.body.toString())
  const now = bank.now().getTime()
  if (!isClient(request, form)) return json(401, { error: 'invalid_client' })
  const given = (name: string) => form.get(name) ?? ''
  const kind = given('grant_type')
  if (kind !== 'authorization_code' && kind !== 'refresh_token') {
    return json(400, { error: 'unsupported_grant_type' })
  }
  const set =
    kind === 'refresh_token'
      ? bank.tokens.refresh(given('refresh_token'), now)
      : bank.tokens.exchange(given('code'), given('redirect_uri'), given('code_verifier'), now)
  if (set === null) return json(400, { error: 'invalid_grant' })
  const { refresh_token, ...access } = set
  const body = { ...access, token_type: 'Bearer', ...(bank.dialect.withoutRefresh ? {} : { refresh_token }) }
  return json(200, body, { 'cache-control': 'no-store' })
}

/** By its id alone, as if the certificate had shown the rest; a secret that is given must be the one. */
function isClient({ headers }: SandboxRequest, form: URLSearchParams): boolean {
  const [scheme, encoded = ''] = (headers.authorization ?? '').split(' ')
  const [id, secret] =
    scheme?.toLowerCase() === 'basic'
      ? Buffer.from(encoded, 'base64').toString().split(':')
      : [form.get('client_id'), form.get('client_secret') ?? OPEN_BANKING_CLIENT_SECRET]
  return id === OPEN_BANKING_CLIENT_ID && secret === OPEN_BANKING_CLIENT_SECRET
}
