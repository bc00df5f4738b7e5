import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Provider, SourceFacts } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import { createHttpClient, type CallFacts } from '../providers/toolkit/http-client.ts'
import { fetchWithCertificate } from '../providers/toolkit/client-certificate.ts'
import type { HttpClient } from '../providers/toolkit/http.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { accessOf } from './access.ts'
import { INTERACTIVE, PATIENT, type Meter } from './calls.ts'
import { realClock, type Clock } from './clock.ts'
import { loadCredentials, type Credentials } from './credentials.ts'
import { endAccess } from './grants.ts'
import { enterLimits } from './limits.ts'
import { loadReadable, type ReadableSource } from './load.ts'
import { withRecovery } from './recovering.ts'

/** The largest answers, 1,000 QuickBooks invoices with their lines, are some 5 MB. */
const MAX_BYTES = 64_000_000
/** QuickBooks itself gives up after 120 seconds. */
const TIMEOUT_MS = 60_000

/** A source that can be read: who it is, and the way to its provider. */
export interface OpenSource {
  workspaceId: string
  companyId: string
  sourceId: string
  provider: Provider
  facts: SourceFacts
  /** Authorised, within the provider's limits, recovering; see calls.ts for what it throws. */
  http: HttpClient
}

export interface OpenOptions {
  /** In the worker's role. */
  database: Database
  config: Pick<Config, 'providerUrls' | 'apps' | 'masterKey' | 'liveTimeoutMs'>
  workspaceId: string
  sourceId: string
  requestId: string
  meter: Meter
  /** Someone waits for the answer: short deadlines, few retries, the limits' reserve. */
  interactive?: boolean
  /** Ends waits and calls under way. */
  signal?: AbortSignal
  onCall?: (facts: CallFacts) => void
  clock?: Clock
  /** Where providers are looked up; by default the registry. */
  find?: typeof findProvider
}

/** Opens a source for reading. Throws FaultError when it is unknown, paused, disconnected or to be connected anew. */
export async function openSource(options: OpenOptions): Promise<OpenSource> {
  const { database, config, workspaceId, sourceId } = options
  const ids = { workspaceId, sourceId }
  const { source, credentials } = await inWorkspace(database, workspaceId, async (tx) => {
    const source = await loadReadable(tx, ids)
    const { grantId } = source
    const credentials =
      grantId === null ? null : await loadCredentials(tx, config.masterKey, { workspaceId, grantId })
    return { source, credentials }
  })
  const provider = (options.find ?? findProvider)(source.provider)
  if (provider === undefined) throw new Error(`no adapter for ${source.provider}`)
  const http =
    provider.auth.kind === 'file' ? nothingToCall : clientOf(options, { provider, source, credentials })
  return { ...ids, companyId: source.companyId, provider, facts: source.facts, http }
}

interface Opened {
  provider: Provider
  source: ReadableSource
  credentials: Credentials | null
}

function clientOf(options: OpenOptions, { provider, source, credentials }: Opened): HttpClient {
  const { database, config, workspaceId, sourceId, requestId, meter, signal, onCall } = options
  const { interactive = false, clock = realClock } = options
  const ids = { workspaceId, sourceId }
  const override = config.providerUrls[provider.code]
  const { grantId, facts } = source
  if (grantId === null) throw new Error(`source ${sourceId} of ${provider.name} has no grant`)
  const access = accessOf(credentials, {
    database,
    ids: { workspaceId, grantId },
    provider,
    app: config.apps[provider.code],
    override,
    remoteId: facts.remoteId,
    masterKey: config.masterKey,
    requestId,
    clock,
  })
  const http = createHttpClient({
    baseUrl: override ?? provider.endpoint(facts),
    headers: provider.headers,
    authorize: access.authorize,
    timeoutMs: interactive ? config.liveTimeoutMs : TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    now: clock.now,
    requestId,
    ...certified(credentials),
    ...(provider.auth.kind === 'consent' && { callId: randomUUID }),
    ...(signal && { signal }),
    ...(onCall && { onCall }),
  })
  const patience = interactive ? INTERACTIVE : PATIENT
  const waiting = { patience, clock, ...(signal && { signal }) }
  return withRecovery(http, {
    ...waiting,
    provider,
    meter,
    enter: (countsAs) => enterLimits({ ...waiting, database, ids, provider, interactive, countsAs }),
    renew: access.renew,
    reconnect: (fault) => inWorkspace(database, workspaceId, (tx) => endAccess(tx, ids, fault)),
  })
}

/** For what comes in files. */
const nothingToCall: HttpClient = {
  request: ({ path }) => Promise.reject(new Error(`there is no provider to ask for ${path}`)),
}

const certified = (credentials: Credentials | null) => {
  const { secrets } = credentials ?? {}
  return secrets?.kind === 'consent' && secrets.clientCertificate !== null
    ? { fetch: fetchWithCertificate(secrets.clientCertificate) }
    : {}
}
