import { FaultError } from '../../domain/errors.ts'
import type { Provider, RemoteAccount } from '../../providers/provider.ts'
import { pathName } from '../../providers/registry.ts'
import { attach } from './attach.ts'
import { byCode, finishCode, type Granted } from './code.ts'
import { providerFor, refused, type ConnectContext } from './context.ts'
import { findExisting } from './existing.ts'
import { byPage, denied, finishPage } from './page.ts'
import { takePending, type Pending, type TakenPending } from './pending.ts'

/** What the customer's browser brought: /connect/callback/<provider>?… */
export interface Callback {
  /** As in the path: "quickbooks". */
  provider: string
  query: URLSearchParams
}

export interface Finished {
  returnUrl: string
  /** The error's fault is for the customer's eyes, its cause for the log. */
  outcome: { sourceIds: string[] } | { error: FaultError }
}

/** Null when nobody waits for this state: it was used, is unknown, or was given for another provider. */
export async function finishConnect(context: ConnectContext, callback: Callback): Promise<Finished | null> {
  const taken = await takePending(context, callback.query.get('state') ?? '')
  if (taken === null) return null
  const provider = providerFor(context, taken.provider)
  if (pathName(provider) !== callback.provider) return null
  const { returnUrl } = taken
  try {
    return { returnUrl, outcome: { sourceIds: await complete(context, { provider, taken, callback }) } }
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    return { returnUrl, outcome: { error } }
  }
}

async function complete(
  context: ConnectContext,
  { provider, taken, callback: { query } }: { provider: Provider; taken: TakenPending; callback: Callback },
): Promise<string[]> {
  const pending = taken.open()
  refuseError(provider, query)
  const { secrets, accounts, expiresAt } = await granted(context, provider, pending, query)
  const wanted = chosen(provider, pending, accounts)
  return await attach(context, { target: pending, provider, accounts: wanted, secrets, expiresAt })
}

/** RFC 6749, 4.1.2.1. Only the code is passed on: what else the address says may be anyone's. */
function refuseError(provider: Provider, query: URLSearchParams): void {
  const error = query.get('error')
  if (error === null) return
  if (error === 'access_denied') throw denied(provider)
  const code = /^\w{1,50}$/.test(error) ? error : 'an error'
  throw new FaultError({
    code: 'PROVIDER_REJECTED',
    message: `${provider.name} did not ask the customer to agree: ${code}. Check how Daybook is registered with it.`,
    actor: 'OPERATOR',
    retryable: false,
  })
}

async function granted(
  context: ConnectContext,
  provider: Provider,
  pending: Pending,
  query: URLSearchParams,
): Promise<Granted> {
  const code = byCode(context, provider)
  if (code !== null) return await finishCode(context, code, pending, query)
  const page = byPage(provider)
  if (page === null) throw new Error(`${provider.name} has no page to come back from`)
  const existing = await findExisting(context, provider, pending)
  return await finishPage(context, page, { pending, callback: query, existing })
}

/** Throws FaultError when an account that is wanted was not approved. */
function chosen(
  provider: Provider,
  { remoteIds }: Pending,
  accounts: readonly RemoteAccount[],
): readonly RemoteAccount[] {
  if (remoteIds === null) return accounts
  const missing = remoteIds.filter((id) => !accounts.some((it) => it.remoteId === id))
  if (missing.length === 0) return accounts.filter((it) => remoteIds.includes(it.remoteId))
  throw refused({ message: `The customer did not approve ${provider.name} ${missing.join(', ')}.` })
}
