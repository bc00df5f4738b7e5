import type { Provider } from '../../providers/provider.ts'
import { inWorkspace } from '../../store/database.ts'
import { loadCredentials } from '../credentials.ts'
import { clockOf, type ConnectContext, type ConnectTarget } from './context.ts'

/** An account that is connected already and may be meant when its provider is connected. */
export interface Existing {
  remoteId: string
  /** Null where nothing opens it any more, or it is not opened by one. */
  accessToken: string | null
}

/** Access that ends within so many days counts as one to be renewed, here and in the source's health. */
export const ENDS_SOON_DAYS = 14
const DAY_MS = 86_400_000

/**
 * The account that is connected anew: the named one, or the company's only one that waits for it. Where the provider
 * has no ids of its own for accounts, the company's only one, whether it waits or not.
 */
export async function findExisting(
  context: ConnectContext,
  provider: Provider,
  target: ConnectTarget & { remoteIds: readonly string[] | null },
): Promise<Existing | null> {
  const { workspaceId, companyId, environment, remoteIds } = target
  const soon = new Date(clockOf(context).now().getTime() + ENDS_SOON_DAYS * DAY_MS)
  const isUnnamed = provider.connect?.kind === 'page' && provider.connect.newRemoteId !== undefined
  return await inWorkspace(context.database, workspaceId, async (tx) => {
    const found = await tx<{ remote_id: string; grant_id: string | null }[]>`
      select remote_id, grant_id from sources
      where workspace_id = ${workspaceId} and company_id = ${companyId} and provider = ${provider.code}
        and environment = ${environment}
        and case when ${remoteIds === null}
          then ${isUnnamed} or (disconnected_at is null and (reauthorize is not null or expires_at < ${soon}))
          else remote_id = any(${[...(remoteIds ?? [])]}::text[]) end
      limit 2`
    const [only] = found
    if (only === undefined || found.length > 1) return null
    const { remote_id: remoteId, grant_id: grantId } = only
    const credentials =
      grantId === null ? null : await loadCredentials(tx, context.config, { workspaceId, grantId })
    const secrets = credentials?.secrets
    return { remoteId, accessToken: secrets?.kind === 'link' ? secrets.accessToken : null }
  })
}
