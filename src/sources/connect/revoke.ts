import type { Provider } from '../../providers/provider.ts'
import { createHttpClient } from '../../providers/toolkit/http-client.ts'
import { fetchWithCertificate } from '../../providers/toolkit/client-certificate.ts'
import { readError } from '../../providers/toolkit/error-body.ts'
import { HttpFailure } from '../../providers/toolkit/http.ts'
import { accessOf } from '../access.ts'
import { clientAuth } from '../client-auth.ts'
import { loadCredentials, type Credentials } from '../credentials.ts'
import { addressFor } from '../address.ts'
import { inWorkspace } from '../../store/database.ts'
import type { GrantIds } from '../budget.ts'
import { GrantEndedError } from '../refresh.ts'
import type { SourceFacts } from '../../providers/provider.ts'
import { asFault, connectClient } from './client.ts'
import { byCode, urlsOf, type ByCode } from './code.ts'
import { clockOf, type ConnectContext } from './context.ts'
import { byPage } from './page.ts'

const TIMEOUT_MS = 15_000
const MAX_BYTES = 1_000_000
/** The provider does not know the access any more: it has ended already, which is all that was wanted. */
const GONE = new Set([400, 401, 403, 404, 410])
/** These say nothing of the access: Daybook itself is not let in. */
const ABOUT_THE_APP = new Set(['invalid_client', 'unauthorized_client', 'INVALID_API_KEYS'])

export interface Revocable {
  provider: Provider
  facts: Pick<SourceFacts, 'environment' | 'remoteId'>
  ids: GrantIds
  credentials: Credentials
  /** Whether other sources that are still connected are opened by the same grant. */
  isShared: boolean
}

/**
 * Takes back at the provider what opened one source. What others share goes on, unless the provider can give back
 * single accounts. A key stays the customer's own to withdraw. Throws FaultError when the provider cannot be told.
 */
export async function revoke(context: ConnectContext, revocable: Revocable): Promise<void> {
  try {
    await takeBack(context, revocable)
  } catch (error) {
    if (error instanceof GrantEndedError) return
    const failure = error instanceof HttpFailure ? error : error instanceof Error ? error.cause : undefined
    if (failure instanceof HttpFailure && isGone(failure)) return
    throw error instanceof HttpFailure ? asFault(revocable.provider, error, clockOf(context).now()) : error
  }
}

const isGone = (failure: HttpFailure): boolean =>
  GONE.has(failure.status ?? 0) && !ABOUT_THE_APP.has(readError(failure).code ?? '')

async function takeBack(context: ConnectContext, revocable: Revocable): Promise<void> {
  const { provider, credentials, isShared, facts } = revocable
  const { secrets } = credentials
  // Before anything of a real company goes to a plain http address.
  addressFor(context.config, provider, facts)
  if (secrets.kind === 'oauth2') {
    const by = byCode(context, provider)
    if (by === null) return
    const { leave } = by.connect
    const isEmpty =
      leave === undefined ? !isShared : await leave(clientOf(context, revocable), revocable.facts.remoteId)
    if (isEmpty && !isShared) await revokeToken(context, by, await presentToken(context, revocable, secrets))
    return
  }
  const page = byPage(provider)
  if (page === null || isShared) return
  const access =
    secrets.kind === 'link' ? secrets.accessToken : secrets.kind === 'consent' ? secrets.consentId : null
  if (access !== null) await page.connect.revoke(clientOf(context, revocable), access)
}

/** Leaving may have renewed it. */
async function presentToken(
  { database, config }: ConnectContext,
  { ids }: Revocable,
  former: { refreshToken: string },
): Promise<string> {
  const stored = await inWorkspace(database, ids.workspaceId, (tx) => loadCredentials(tx, config, ids))
  return stored?.secrets.kind === 'oauth2' ? stored.secrets.refreshToken : former.refreshToken
}

function clientOf(context: ConnectContext, { provider, facts, ids, credentials }: Revocable) {
  const { config, database, requestId } = context
  const { secrets } = credentials
  const { authorize } = accessOf(credentials, {
    ...{ database, ids, provider, requestId, keys: config, clock: clockOf(context) },
    ...{ app: config.apps[provider.code], override: config.providerUrls[provider.code] },
    ...{ remoteId: facts.remoteId, leaving: true },
  })
  const certificate = secrets.kind === 'consent' ? secrets.clientCertificate : null
  return connectClient(context, {
    ...{ provider, facts, authorize },
    ...(secrets.kind === 'consent' && { secret: secrets.consentId }),
    ...(certificate !== null && { fetch: fetchWithCertificate(certificate) }),
  })
}

/** RFC 7009: the refresh token's end is the end of all access tokens that came with it. */
async function revokeToken(context: ConnectContext, by: ByCode, token: string): Promise<void> {
  const url = new URL(urlsOf(context, by).revoke)
  const client = clientAuth(by.auth, by.app)
  const http = createHttpClient({
    baseUrl: url.origin,
    headers: {},
    authorize: () => Promise.resolve({ headers: client.headers }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    now: () => clockOf(context).now(),
    requestId: context.requestId,
  })
  const fields = { token, ...client.fields }
  try {
    await http.request({
      method: 'POST',
      path: url.pathname,
      ...(by.connect.revokeBody === 'json'
        ? { json: fields }
        : { form: { ...fields, token_type_hint: 'refresh_token' } }),
    })
  } catch (error) {
    // The answer has no body, and needs none.
    if (error instanceof HttpFailure && error.kind === 'body' && error.status === 200) return
    throw error
  }
}
