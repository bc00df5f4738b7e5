import { newId } from '../../domain/ids.ts'
import type { Provider, RemoteAccount } from '../../providers/provider.ts'
import { inWorkspace, type Transaction } from '../../store/database.ts'
import { insertSource, insertStreams } from '../create.ts'
import type { GrantIds } from '../budget.ts'
import { loadCredentials, storeCredentials } from '../credentials.ts'
import type { Secrets } from '../vault.ts'
import { clockOf, refused, type ConnectContext, type ConnectTarget } from './context.ts'

export interface Given {
  target: ConnectTarget
  provider: Provider
  accounts: readonly RemoteAccount[]
  /** Null where nothing has to be opened. */
  secrets: Secrets | null
  /** RFC 3339 UTC; null where access does not end by itself. */
  expiresAt: string | null
}

interface Known {
  id: string
  company_id: string
  remote_id: string
  grant_id: string | null
}

/**
 * Makes a source of each account, all behind one grant. An account that the workspace has connected before stays the
 * source that it is, with every id and with its company; its streams are read at once. Returns the sources' ids.
 */
export async function attach(context: ConnectContext, given: Given): Promise<string[]> {
  const { target, provider, accounts, secrets } = given
  const { workspaceId } = target
  const now = clockOf(context).now()
  return await inWorkspace(context.database, workspaceId, async (tx) => {
    const known = await lockKnown(tx, given)
    requireOwn(given, known)
    const grantId = secrets === null ? null : await chooseGrant(tx, workspaceId, known)
    if (secrets !== null && grantId !== null) {
      const grant = { workspaceId, grantId }
      const whole = await withWebhookSecrets(tx, context, grant, secrets)
      await storeCredentials(tx, context.config.masterKey, grant, { secrets: whole, now })
    }
    const ids: string[] = []
    for (const account of accounts) {
      const source = known.find((it) => it.remote_id === account.remoteId)
      if (source === undefined) ids.push(await add(tx, given, { account, grantId, now }))
      else ids.push(await renew(tx, given, { source, account, grantId, now }))
    }
    await dropUnusedGrants(tx, workspaceId, known)
    for (const sourceId of ids) await insertStreams(tx, { workspaceId, sourceId }, provider, now)
    return ids
  })
}

async function lockKnown(tx: Transaction, { target, provider, accounts }: Given): Promise<Known[]> {
  return await tx<Known[]>`
    select id, company_id, remote_id, grant_id from sources
    where workspace_id = ${target.workspaceId} and provider = ${provider.code}
      and environment = ${target.environment} and remote_id = any(${accounts.map((it) => it.remoteId)}::text[])
    order by id for update`
}

/** Throws FaultError when there is nothing in it for the company that was to be connected. */
function requireOwn({ target, provider, accounts }: Given, known: readonly Known[]): void {
  if (accounts.length === 0) {
    throw refused({ message: `${provider.name} names no account that this opens.` })
  }
  const foreign = known.filter((it) => it.company_id !== target.companyId)
  if (foreign.length < accounts.length) return
  const names = accounts.map((it) => it.name ?? it.remoteId).join(', ')
  throw refused({
    message: `${provider.name} ${names} belongs to another company of this workspace already.`,
    path: ['companyId'],
  })
}

/** The grant that the accounts have so far, unless it opens others too, for which the new secrets may not be good. */
async function chooseGrant(tx: Transaction, workspaceId: string, known: readonly Known[]): Promise<string> {
  const grantIds = known.flatMap((it) => it.grant_id ?? [])
  const [free] = await tx<{ grant_id: string }[]>`
    select g.grant_id from unnest(${grantIds}::uuid[]) as g(grant_id)
    where not exists (
      select from sources s
      where s.workspace_id = ${workspaceId} and s.grant_id = g.grant_id and s.disconnected_at is null
        and s.id <> all(${known.map((it) => it.id)}::uuid[]))
    limit 1`
  return free?.grant_id ?? newId()
}

/** A new key alone does not end the webhooks that came with the old one. */
async function withWebhookSecrets(
  tx: Transaction,
  { config }: ConnectContext,
  grant: GrantIds,
  secrets: Secrets,
): Promise<Secrets> {
  if (secrets.kind !== 'apiKey' && secrets.kind !== 'clientCredentials') return secrets
  if (secrets.webhookSecrets !== undefined) return secrets
  const former = (await loadCredentials(tx, config, grant, { lock: true }))?.secrets
  if (former?.kind !== secrets.kind || former.webhookSecrets === undefined) return secrets
  return { ...secrets, webhookSecrets: former.webhookSecrets }
}

interface Account {
  account: RemoteAccount
  grantId: string | null
  now: Date
}

async function add(tx: Transaction, given: Given, { account, grantId, now }: Account): Promise<string> {
  const { target, provider, expiresAt } = given
  const sourceId = newId(now.getTime())
  await insertSource(tx, {
    ...{
      workspaceId: target.workspaceId,
      companyId: target.companyId,
      provider,
      sourceId,
      grantId,
      expiresAt,
    },
    ...{ environment: target.environment, baseCurrency: null, now },
    ...{ remoteId: account.remoteId, remoteName: account.name },
  })
  return sourceId
}

async function renew(
  tx: Transaction,
  { target: { workspaceId }, expiresAt }: Given,
  { source, account, grantId, now }: Account & { source: Known },
): Promise<string> {
  await tx`
    update sources
    set grant_id = ${grantId}, reauthorize = null, expires_at = ${expiresAt},
        remote_name = coalesce(${account.name}, remote_name),
        connected_at = case when disconnected_at is null then connected_at else ${now} end, disconnected_at = null
    where workspace_id = ${workspaceId} and id = ${source.id}`
  await tx`
    update stream_states set next_run_at = ${now}, next_trigger = 'CONNECT', failures = 0
    where workspace_id = ${workspaceId} and source_id = ${source.id} and status <> 'UNSUPPORTED'`
  return source.id
}

/** Credentials that no source refers to any more. */
async function dropUnusedGrants(
  tx: Transaction,
  workspaceId: string,
  known: readonly Known[],
): Promise<void> {
  await tx`
    delete from credentials c
    where c.workspace_id = ${workspaceId} and c.grant_id = any(${known.flatMap((it) => it.grant_id ?? [])}::uuid[])
      and not exists (select from sources s where s.workspace_id = ${workspaceId} and s.grant_id = c.grant_id)`
}
