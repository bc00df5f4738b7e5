import type { Config } from '../config.ts'
import type { Provider, WebhookChange, Webhooks } from '../providers/provider.ts'
import type { SourceIds } from '../sources/budget.ts'
import { loadCredentials } from '../sources/credentials.ts'
import { loadGrantId } from '../sources/load.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import type { Event } from './events.ts'
import { appEnvironmentIn, publicKeys } from '../sources/public-keys.ts'
import type { Delivery } from './receive.ts'

const MOST_CANDIDATES = 100

interface TrustContext {
  database: Database
  config: Config
  requestId: string
}

/** Whom a verified body may speak for: every source of its provider, or only those whose own secret signed it. */
export type Trust = 'all' | readonly SourceIds[]

/**
 * Null when no secret matches. Without a secret nothing does, unless the provider signs by key pairs of its own. Throws
 * FaultError when a key of the provider cannot be had at the moment.
 */
export async function trustedBy(
  context: TrustContext,
  provider: Provider & { webhooks: Webhooks },
  delivery: Delivery,
  now: Date,
): Promise<Trust | null> {
  const { database, config } = context
  const { webhooks } = provider
  const keyOf = publicKeys({ ...context, environmentOf: appEnvironmentIn(database) }, provider, now)
  const verified = async (secrets: readonly string[]) =>
    (secrets.length > 0 || webhooks.key !== undefined) &&
    (await webhooks.verify(delivery, secrets, now, keyOf))
  if (webhooks.secretScope === 'app') {
    return (await verified(config.apps[provider.code]?.webhookSecrets ?? [])) ? 'all' : null
  }
  if (delivery.addressRemoteId === null) return null
  const candidates = await sourcesOf(database, provider, delivery.addressRemoteId)
  const trusted: SourceIds[] = []
  for (const source of candidates) {
    if (await verified(await secretsOf(database, config, source))) trusted.push(source)
  }
  return trusted.length > 0 ? trusted : null
}

/** The changes of a verified body, each for every source that it is about. A source nobody connected has none. */
export async function addressEvents(
  database: Database,
  provider: Provider,
  {
    trust,
    changes,
    addressRemoteId,
  }: { trust: Trust; changes: readonly WebhookChange[]; addressRemoteId: string | null },
): Promise<Event[]> {
  const wanted = changes.filter((it) => it.what.kind !== 'ignore')
  if (trust !== 'all') return wanted.flatMap((change) => trust.map((source) => ({ ...source, change })))
  const byRemoteId = Map.groupBy(wanted, (it) => it.remoteId ?? addressRemoteId)
  const events: Event[] = []
  for (const [remoteId, its] of byRemoteId) {
    const sources = remoteId === null ? [] : await sourcesOf(database, provider, remoteId)
    for (const source of sources) events.push(...its.map((change) => ({ ...source, change })))
  }
  return events
}

async function sourcesOf(database: Database, { code }: Provider, remoteId: string): Promise<SourceIds[]> {
  const rows = await database.sql<{ workspace_id: string; id: string }[]>`
    select workspace_id, id from sources_of_remote(${code}, ${remoteId}) limit ${MOST_CANDIDATES}`
  return rows.map((it) => ({ workspaceId: it.workspace_id, sourceId: it.id }))
}

async function secretsOf(database: Database, config: Config, source: SourceIds): Promise<readonly string[]> {
  const { workspaceId } = source
  const credentials = await inWorkspace(database, workspaceId, async (tx) => {
    const grantId = await loadGrantId(tx, source)
    return grantId === null ? null : await loadCredentials(tx, config, { workspaceId, grantId })
  })
  // A source that is connected otherwise, or without secrets, receives no webhooks of its own.
  const { secrets } = credentials ?? {}
  return secrets !== undefined && 'webhookSecrets' in secrets ? (secrets.webhookSecrets ?? []) : []
}
