import { FaultError } from '../../domain/errors.ts'
import type { Provider } from '../../providers/provider.ts'
import { inWorkspace } from '../../store/database.ts'
import { attach } from './attach.ts'
import { beginCode, byCode } from './code.ts'
import { providerFor, refused, type ConnectContext, type ConnectTarget } from './context.ts'
import { findExisting } from './existing.ts'
import { beginPage, byPage } from './page.ts'
import { keepPending, newState } from './pending.ts'
import { addressFor } from '../address.ts'
import { requireReturnUrl } from './return-url.ts'

export interface ConnectRequest extends ConnectTarget {
  returnUrl: string
  /** The accounts that are wanted, by their ids on the provider's side; null: all that the customer approves. */
  remoteIds: readonly string[] | null
}

/** Null where the provider has no page: it is connected by a key, or files are sent to it. */
export interface Begun {
  authorizationUrl: string | null
  state: string | null
}

const NO_PAGE: Begun = { authorizationUrl: null, state: null }

/**
 * Gives the provider's page to which the customer's browser is to be sent; the customer comes back to finishConnect. A
 * provider that is read from files is connected at once. Throws FaultError.
 */
export async function beginConnect(context: ConnectContext, request: ConnectRequest): Promise<Begun> {
  const provider = providerFor(context, request.provider)
  requireReturnUrl(context.config.returnUrls, request.returnUrl)
  const country = await countryOf(context, request)
  if (provider.auth.kind === 'file') {
    const account = { remoteId: request.companyId, name: null }
    await attach(context, { target: request, provider, accounts: [account], secrets: null, expiresAt: null })
    return NO_PAGE
  }
  if (provider.connect?.kind === 'key') return NO_PAGE
  const state = newState()
  const { url, secret } = await page(context, provider, { request, country, state })
  await keepPending(context, state, { ...request, remoteIds: request.remoteIds, secret })
  return { authorizationUrl: url, state }
}

async function page(
  context: ConnectContext,
  provider: Provider,
  { request, country, state }: { request: ConnectRequest; country: string | null; state: string },
): Promise<{ url: string; secret: string }> {
  const code = byCode(context, provider)
  if (code !== null) {
    // Only to see that the environment may be called where it will be called.
    addressFor(context.config, provider, { environment: request.environment, remoteId: '' })
    return beginCode(context, code, state)
  }
  const visited = byPage(provider)
  if (visited === null) throw new FaultError(notBuilt(provider))
  const existing = await findExisting(context, provider, request)
  const remoteId = existing?.remoteId ?? request.remoteIds?.[0] ?? null
  return await beginPage(context, visited, { target: request, country, existing, remoteId, state })
}

const notBuilt = ({ name }: Provider) =>
  ({
    code: 'UNSUPPORTED_BY_PROVIDER',
    message: `${name} cannot be connected here yet.`,
    actor: 'OPERATOR',
    retryable: false,
  }) as const

/** Throws FaultError when the workspace has no such company. */
export async function countryOf(
  { database }: ConnectContext,
  { workspaceId, companyId }: Pick<ConnectTarget, 'workspaceId' | 'companyId'>,
): Promise<string | null> {
  const [company] = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx<{ country: string | null }[]>`
      select country from companies where workspace_id = ${workspaceId} and id = ${companyId}`,
  )
  if (company !== undefined) return company.country
  throw refused({ code: 'NOT_FOUND', message: 'There is no such company.', path: ['companyId'] })
}
